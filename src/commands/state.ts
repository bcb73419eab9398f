import {type ExitCode, exit, stop} from '../exit.ts'
import {instant} from '../instant.ts'
import {openJournal} from '../state/journal.ts'
import type {ProjectMarks} from '../state/stores/marks.ts'
import {counted} from '../views/figures.ts'
import {line, toned} from '../views/line.ts'
import {type Context, isInteractive} from './context.ts'
import {openProject} from './open.ts'
import {ended, print} from './output.ts'
import {originOf, placesOf, storeAt} from './places.ts'
import {needsYes, typed} from './typed.ts'

/** `fieldwork state trust`: a person says that the journal as it stands is the newest one. */
export async function trust(context: Context, yes: boolean): Promise<ExitCode> {
  const {project} = await openProject(context, 'never')
  const {path, place, marks} = placesOf(project, context.memory)
  const store = storeAt(context, {path, place})
  const origin = originOf(project.panel.baseUrl)
  const journal = await openJournal(store, marks, () => instant(context.clock.now()), context.random(8), {
    lineage: '',
    panel: project.panel.name,
    origin,
  })
  const {head, lineage} = journal.state
  const panel = project.panel.name
  if (!head) return ended(context, panel, await beginAnew(context, panel, place, marks))
  const known = (await marks.forProject()) ?? (await marks.forLineage(lineage))
  if (known?.lineage === lineage && (await marks.every(lineage)).every(journal.holds)) {
    print(context, [line(`Nothing to settle: this machine knows ${place}.`)])
    return ended(context, panel, exit.done)
  }
  const behind = known && known.lineage === lineage && known.seq > head.seq
  print(context, [
    line(`${place} holds ${counted(head.seq, 'record')}, the last one of ${head.at}.`),
    ...(known
      ? [
          line(
            toned(
              'refused',
              behind
                ? `This machine has seen ${known.seq} records: what was sent since would be sent again.`
                : known.lineage === lineage
                  ? 'This machine has appended records that are not in it: what was sent by them would be sent again.'
                  : 'This machine knew another state for this project.',
            ),
          ),
        ]
      : []),
  ])
  // Where this machine knows of something else, a person has to say so: a script would say it every time.
  if (!yes || known) {
    if (!isInteractive(context)) throw known ? notByFlag(place) : needsYes(context, 'state trust')
    const answer = await typed(context, `Type ${panel} if this is the newest state of the panel: `)
    if (answer !== panel) return ended(context, panel, exit.held)
  }
  await marks.trust({lineage, seq: head.seq, sum: head.sum})
  print(context, [line(toned('send', '✓'), ` ${place} is trusted from here on.`)])
  return ended(context, panel, exit.done)
}

/** There is no journal, and a person says that this is right: everything counts as never sent. Never by a flag: a script would say it too. */
async function beginAnew(context: Context, panel: string, place: string, marks: ProjectMarks): Promise<ExitCode> {
  const known = await marks.forProject()
  if (!known) {
    print(context, [line(`Nothing to settle: there is no ${place}, and this machine knows of none.`)])
    return exit.done
  }
  if (!isInteractive(context)) {
    throw stop(exit.state, {
      code: 'FW132',
      summary: 'There is no recorded state to trust',
      detail: `${place} is not there, and this machine has appended ${counted(known.seq, 'record')} to it.`,
      help: 'Put a copy of it back. To begin anew, with everything counting as never sent, a person has to say so on a terminal:\nfieldwork state trust',
    })
  }
  print(context, [
    line(toned('refused', `${place} is gone. This machine has appended ${counted(known.seq, 'record')} to it.`)),
    line('Without it everything counts as never sent: who was invited is invited again.'),
  ])
  if ((await typed(context, `Type ${panel} to begin anew all the same: `)) !== panel) return exit.held
  await marks.forget()
  print(context, [line(toned('send', '✓'), ` ${panel} begins anew: everything counts as never sent.`)])
  return exit.done
}

const notByFlag = (place: string) =>
  stop(exit.state, {
    code: 'FW132',
    summary: 'There is no recorded state to trust',
    detail: `${place} is not the one that this machine knows: what was sent since would be sent again.`,
    help: 'Put the newest copy back. If a person is sure that there is no newer one, on a terminal:\nfieldwork state trust',
  })
