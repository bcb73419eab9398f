import type {Diagnostic} from '../diagnostics.ts'
import {type ExitCode, gravest, type Stop} from '../exit.ts'
import {doubts} from '../state/doubt.ts'
import {counted} from '../views/figures.ts'
import {resolveJson} from '../views/json.ts'
import {line, toned} from '../views/line.ts'
import {verdictWords} from '../views/verdict-words.ts'
import {confirmed} from './confirm.ts'
import type {Context} from './context.ts'
import {type Desk, openDesk} from './desk.ts'
import {followUp} from './follow-up.ts'
import {mustTrust} from './open.ts'
import {print, say, warn} from './output.ts'
import {type Agreed, recordVerdicts} from './record-verdicts.ts'
import {type Statement, settledMeanwhile} from './resolution.ts'
import {type SaidOfAddresses, statementsByAddress, statementsByFile} from './statements.ts'
import {weighAll} from './weigh.ts'

export interface ResolveOptions extends SaidOfAddresses {
  /** A file of verdicts, in place of addresses. */
  readonly file?: string
  readonly approval?: string
  readonly yes: boolean
}

/**
 * `fieldwork resolve`: a person says what became of sends. All statements are held against what is known first, what has to be asked is
 * asked, and then those that fit are recorded together.
 */
export async function resolve(context: Context, options: ResolveOptions): Promise<ExitCode> {
  const desk = await openDesk(context)
  try {
    mustTrust(desk.recorded)
    const {file, reason} = options
    const {statements, chosen} = file === undefined ? statementsByAddress(desk, options) : statementsByFile(desk, file, reason)
    tellReads(context, statements)
    const weighed = await confirmed(context, await weighAll(desk, statements), {...options, chosen})
    const agreed = weighed.filter(each => each.is === 'fits')
    const settled = await recordVerdicts(desk.recorded.journal, agreed)
    const late = agreed.filter(each => !settled.some(({entry}) => entry === each.entry))
    const refused = [
      ...weighed.filter(each => each.is === 'refused'),
      ...late.map(({statement}) => ({statement, stop: settledMeanwhile(statement.attempt.address)})),
    ]
    tell(desk, settled, refused)
    return gravest(refused.map(({stop}) => stop.code))
  } finally {
    desk.close()
  }
}

/** Many reads take their time, by the rate limit. */
function tellReads(context: Context, statements: readonly Statement[]): void {
  const reads = statements.filter(({said}) => said.is === 'batch-id').length
  if (reads > 10) say(context, [line(`Reading ${counted(reads, 'batch', 'batches')} …`)])
}

interface Refused {
  readonly statement: Statement
  readonly stop: Stop
}

function tell(desk: Desk, settled: readonly Agreed[], refused: readonly Refused[]): void {
  const {context} = desk
  const diagnostics = refused.flatMap(placed)
  if (context.options.format === 'json') {
    context.stdout.write(
      resolveJson(
        settled.map(({entry}) => entry),
        diagnostics,
      ),
    )
    return
  }
  print(
    context,
    settled.map(({entry: {address, verdict, batchID}}) =>
      line(toned('send', '✓'), ` ${address} is recorded as ${verdictWords(verdict, batchID)}.`),
    ),
  )
  warn(context, diagnostics)
  if (settled.length + refused.length !== 1) print(context, [line(summary(desk, settled.length, refused.length))])
}

function summary({context, recorded: {journal, present}}: Desk, settled: number, refused: number): string {
  const open = doubts(journal.state, present()).length
  const done =
    settled + refused === 0 ? 'Nothing is said yet' : refused === 0 ? `${settled} settled` : `${settled} settled, ${refused} not`
  return open === 0
    ? `${done}. Nothing is in doubt.`
    : `${done}. ${counted(open, 'send is', 'sends are')} in doubt: ${followUp(context, 'doubts')}`
}

/** Why a statement was refused, with its line where it stands in a file. */
const placed = ({statement: {span}, stop}: Refused): readonly Diagnostic[] =>
  stop.diagnostics.map(diagnostic => (span ? {...diagnostic, span} : diagnostic))
