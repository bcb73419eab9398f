import {writeFileSync} from 'node:fs'
import {resolve as resolvePath} from 'node:path'
import {type ExitCode, exit, stop} from '../exit.ts'
import {reasonOf} from '../os-error.ts'
import {doubts as inDoubt} from '../state/doubt.ts'
import type {DeskDoubt} from '../views/desk-scene.ts'
import {doubtsCsv} from '../views/doubts-csv.ts'
import {doubtsLines} from '../views/doubts-lines.ts'
import {counted} from '../views/figures.ts'
import {harmless} from '../views/harmless.ts'
import {doubtsJson} from '../views/json.ts'
import {type Line, line, toned} from '../views/line.ts'
import {type Context, columns, hasScreen} from './context.ts'
import {type Desk, openDesk} from './desk.ts'
import {deskDoubt} from './desk-doubt.ts'
import {deskOnScreen} from './desk-on-screen.ts'
import {followUp} from './follow-up.ts'
import {print} from './output.ts'

/**
 * `fieldwork doubts`: the sends whose outcome nobody knows. On a terminal they are settled there; `out` names a file to fill in instead.
 * Ends with 4 while there is one.
 */
export async function doubts(context: Context, out?: string): Promise<ExitCode> {
  const desk = await openDesk(context)
  try {
    const open = openDoubts(desk)
    if (out !== undefined) save(context, out, open)
    if (context.options.format === 'json') context.stdout.write(doubtsJson(open))
    else if (out !== undefined) print(context, savedLines(context, out, open.length))
    else if (open.length > 0 && hasScreen(context)) {
      const left = await deskOnScreen(desk, () => openDoubts(desk))
      return left > 0 ? exit.doubt : exit.done
    } else
      print(
        context,
        doubtsLines(open, {width: columns(context.stdout), nowMs: context.clock.now(), resolve: followUp(context, 'resolve')}),
      )
    return open.length > 0 ? exit.doubt : exit.done
  } finally {
    desk.close()
  }
}

const openDoubts = ({context, recorded: {journal, present}}: Desk): readonly DeskDoubt[] =>
  inDoubt(journal.state, present()).map(attempt => deskDoubt(context, attempt))

/** A file that is there may have been filled in: it isn't written over. */
function save(context: Context, file: string, open: readonly DeskDoubt[]): void {
  try {
    writeFileSync(resolvePath(context.cwd, file), doubtsCsv(open), {mode: 0o600, flag: 'wx'})
  } catch (error) {
    throw stop(
      exit.usage,
      {
        code: 'FW185',
        summary: 'The file to fill in can not be written',
        detail: `${file}: ${reasonOf(error)}.`,
        help: 'Name a file that is not there yet, in a folder that can be written.',
      },
      error,
    )
  }
}

const savedLines = (context: Context, file: string, count: number): readonly Line[] => [
  line(`${harmless(file)} has ${counted(count, 'send')} in doubt. To each line add a verdict and a reason.`),
  line('A verdict is a batch ID, or sent, not-sent or abandon. A line without one says nothing.'),
  line('Then: ', toned('bold', followUp(context, 'resolve', '--file', harmless(file)))),
]
