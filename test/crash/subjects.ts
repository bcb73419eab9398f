import {appendFileSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {later} from '../support/later.ts'
import type {TestPanel} from '../support/panel.ts'
import {approveNotSent, goesOn, recorded} from './goes-on.ts'
import {scene} from './scene.ts'
import {injecting} from './strace.ts'
import type {Swept} from './sweep.ts'

const apply = ['apply', '--yes'] as const

/** A project whose apply was killed when the server had made its first batch, before the answer. */
async function killedAfter(): Promise<TestPanel> {
  const panel = await scene(1, ['hang'])
  const {child, ended} = panel.start(apply)
  while (panel.sandbox.batches.length === 0) await delay(1)
  child.kill('SIGKILL')
  await ended
  return panel
}

/** A project whose apply was killed before it wrote its first batch; the write before that one is of the members. */
async function killedBefore(): Promise<TestPanel> {
  const panel = await scene(1)
  const {signal} = await panel.run(
    apply,
    {},
    injecting({point: {call: 'writev', nth: 2, about: 'socket'}, what: 'signal=SIGKILL'}),
  )
  if (signal !== 'SIGKILL' || panel.posts() > 0) throw new Error('it was not killed in time')
  return panel
}

/** The address of the send that is in doubt, or one of them. */
const doubtful = (panel: TestPanel): string => {
  const lines = recorded(panel)
  const answered = new Set(lines.flatMap(line => ('intent' in line ? [line.intent] : [])))
  const open = lines.find(line => line.type === 'batch.intent' && !answered.has(line.seq))
  if (open?.type !== 'batch.intent') throw new TypeError('nothing is open')
  return open.address
}
const resolving =
  (...words: readonly string[]) =>
  (panel: TestPanel) => ['resolve', doubtful(panel), ...words]

/** The commands that are swept. */
export const subjects: readonly Swept[] = [
  {name: 'apply', ready: () => scene(4), args: () => apply},
  {name: 'apply, one send after another', ready: () => scene(1), args: () => apply},
  {name: 'the apply after one that was killed', ready: killedAfter, args: () => apply},
  {
    name: 'resolve --batch-id',
    ready: killedAfter,
    args: panel => resolving('--batch-id', String(panel.sandbox.batches[0]?.id))(panel),
  },
  {name: 'resolve --sent', ready: killedAfter, args: resolving('--sent', '--reason', 'they have it')},
  {
    name: 'resolve --not-sent',
    ready: async () => {
      const panel = await killedBefore()
      approveNotSent(panel, doubtful(panel))
      return panel
    },
    args: resolving('--not-sent', '--reason', 'nobody has it', '--approval', 'approval.json'),
    env: later(1800),
  },
  {
    name: 'state mend',
    ready: async () => {
      const panel = await scene(1)
      const {stuck} = await goesOn(panel)
      if (stuck !== undefined) throw new Error(stuck)
      appendFileSync(join(panel.root, '.fieldwork/default.jsonl'), '{"seq":')
      return panel
    },
    args: () => ['state', 'mend', '--yes'],
  },
]
