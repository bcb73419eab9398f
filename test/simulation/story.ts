import {writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import fc from 'fast-check'
import {expect} from 'vitest'
import type {Sum} from '../../src/address.ts'
import {exit} from '../../src/exit.ts'
import {instant} from '../../src/instant.ts'
import {written} from '../../src/state/line.ts'
import {soundPart} from '../../src/state/sound-part.ts'
import {start} from '../state/scene.ts'
import {type Edit, edit, edited, firstFiles, type Written} from './files.ts'
import {adopt, type Manner, mend, setHalt, settleDoubts} from './operator.ts'
import type {Fate} from './timeline.ts'
import {alwaysTrue, inTheEnd, recorded} from './truth.ts'
import {createWorld, journalPath, type World} from './world.ts'

/** One thing that happens in the life of a project. */
export type Step =
  | {readonly do: 'edit'; readonly edit: Edit}
  /** So many applies at once. */
  | {readonly do: 'apply'; readonly fates: readonly Fate[]}
  /** Somebody makes a batch by hand and adopts it, while so many applies are at work. */
  | {readonly do: 'adopt'; readonly chosen: number; readonly fate: Fate; readonly beside: readonly Fate[]}
  | {readonly do: 'wait'; readonly ms: number}
  | {readonly do: 'settle'; readonly manner: Manner}
  | {readonly do: 'halt' | 'resume' | 'mend' | 'the power goes'}
  /** Somebody sets the clock. */
  | {readonly do: 'clock'; readonly ms: number}
  /** An apply on an old copy of the journal, which is put right again after it. */
  | {readonly do: 'roll back'; readonly to: number}
  /** An apply of another user, whose memory knows nothing of the journal. */
  | {readonly do: 'stranger'}

/** A life of a project: its first files, what happens, and the seed of all chance. */
export interface Story {
  readonly files: readonly Written[]
  readonly steps: readonly Step[]
  readonly seed: number
}

const at = fc.integer({min: 1, max: 70})
const fate: fc.Arbitrary<Fate> = fc.oneof(
  {weight: 3, arbitrary: fc.constant({})},
  {weight: 3, arbitrary: at.map(kill => ({kill}))},
  {weight: 3, arbitrary: fc.record({freeze: fc.record({at, ms: fc.constantFrom(3000, 11_000, 200_000, 3_600_000)})})},
  {weight: 2, arbitrary: fc.record({errno: fc.record({at, code: fc.constantFrom('EIO', 'ENOSPC', 'EACCES', 'SHORT')})})},
  {weight: 1, arbitrary: fc.tuple(at, at).map(([one, two]) => ({interrupts: [one, one + two]}))},
)
const step: fc.Arbitrary<Step> = fc.oneof(
  {weight: 5, arbitrary: edit.map(each => ({do: 'edit', edit: each}) as const)},
  {weight: 8, arbitrary: fc.array(fate, {minLength: 1, maxLength: 3}).map(fates => ({do: 'apply', fates}) as const)},
  {
    weight: 2,
    arbitrary: fc
      .record({chosen: fc.nat({max: 7}), fate, beside: fc.array(fate, {maxLength: 2})})
      .map(each => ({do: 'adopt', ...each}) as const),
  },
  {weight: 2, arbitrary: fc.constantFrom(5000, 60_000, 1_300_000).map(ms => ({do: 'wait', ms}) as const)},
  {
    weight: 3,
    arbitrary: fc.constantFrom<Manner>('by ID', 'sent', 'abandon', 'not sent').map(manner => ({do: 'settle', manner}) as const),
  },
  {weight: 1, arbitrary: fc.constantFrom('halt', 'resume', 'mend', 'the power goes').map(each => ({do: each}) as const)},
  {weight: 1, arbitrary: fc.constantFrom(-3_600_000, -20_000, 20_000, 3_600_000).map(ms => ({do: 'clock', ms}) as const)},
  {weight: 1, arbitrary: fc.nat({max: 40}).map(to => ({do: 'roll back', to}) as const)},
  {weight: 1, arbitrary: fc.constant({do: 'stranger'} as const)},
)
export const story: fc.Arbitrary<Story> = fc.record({
  files: firstFiles,
  steps: fc.array(step, {minLength: 1, maxLength: 12}),
  seed: fc.nat(),
})

/** What a life came to, for the figures. */
export interface Lived {
  readonly runs: number
  readonly made: number
  readonly doubts: number
  readonly killed: number
  readonly adopted: number
  readonly log: readonly string[]
}

/** Lives a story, holding it against the truth after each step, and settles everything in the end. A failure leaves its log in a file. */
export async function live(told: Story): Promise<Lived> {
  const world = createWorld(told.seed, told.files)
  try {
    return await lived(world, told)
  } catch (error) {
    const path = join(tmpdir(), 'fieldwork-simulation.log')
    writeFileSync(path, `${world.timeline.log.join('\n')}\n`)
    throw new Error(`${error instanceof Error ? error.message : String(error)} (what happened: ${path})`, {cause: error})
  }
}

async function lived(world: World, {steps}: Story): Promise<Lived> {
  for (const [index, each] of steps.entries()) {
    world.timeline.note(undefined, JSON.stringify(each))
    await happen(world, each, index + 1)
    alwaysTrue(world)
  }
  await end(world)
  alwaysTrue(world)
  inTheEnd(world)
  const {runs, server, timeline} = world
  return {
    runs: runs.length,
    made: server.made.length,
    doubts: runs.flatMap(({events}) => events).filter(({type}) => type === 'batch.in-doubt').length,
    killed: timeline.processes.filter(({state}) => state === 'killed').length,
    adopted: timeline.log.filter(each => each.includes(' adopts batch ')).length,
    log: timeline.log,
  }
}

async function happen(world: World, step: Step, number: number): Promise<void> {
  const {timeline, disk} = world
  switch (step.do) {
    case 'edit':
      world.files = edited(world.files, step.edit, number)
      world.edition++
      for (const {survey, resend} of world.files) world.asked.set(survey, Math.max(world.asked.get(survey) ?? 1, resend))
      return
    case 'apply':
      for (const each of step.fates) world.apply(each)
      return timeline.settle()
    case 'adopt':
      timeline.begin('operator', step.fate, process => adopt(world, process, step.chosen))
      for (const each of step.beside) world.apply(each)
      return timeline.settle()
    case 'wait':
      return timeline.wait(step.ms)
    case 'settle':
      return settleDoubts(world, step.manner)
    case 'halt':
    case 'resume':
      return setHalt(world, step.do)
    case 'mend':
      return mend(world)
    case 'the power goes':
      timeline.reboot()
      disk.lose(timeline.random)
      return
    case 'clock':
      return timeline.jump(step.ms)
    case 'roll back':
      return rollBack(world, step.to)
    case 'stranger':
      return stranger(world)
    default:
      return step satisfies never
  }
}

/** Nothing may be sent on an old copy: one that ends before the last record that this machine remembers, or that has gone another way since. */
async function rollBack(world: World, to: number): Promise<void> {
  const {disk, timeline} = world
  const [first] = recorded(world).lines
  const marks = String((first?.type === 'journal' && disk.read(`/memory/marks/${first.lineage}`)) || '')
  // Of a mark that was cut off nothing is remembered.
  const marked = Math.max(0, ...[...marks.matchAll(/^(\d+) [0-9a-f]{64}$/gm)].map(([, seq]) => Number(seq)))
  if (marked === 0 || timeline.processes.some(({state}) => state === 'running')) return
  const lines = String(disk.read(journalPath) ?? '').split('\n')
  const kept = lines.slice(
    0,
    lines.findIndex(line => line.startsWith(`{"seq":${1 + (to % marked)},`)),
  )
  const putBack = disk.take(journalPath)
  const grown = to % 2 === 0 ? [] : otherWay(kept, marked + 2)
  disk.put(journalPath, Buffer.from([...kept, ...grown].map(line => `${line}\n`).join('')))
  const run = world.apply()
  await timeline.settle()
  putBack()
  expect(run.code, 'on an old copy nothing is done').toBe(exit.state)
}

/** Records that another machine has put behind the kept ones, up to number `last`. */
function otherWay(kept: readonly string[], last: number): readonly string[] {
  const lines: string[] = []
  let {seq, sum}: {seq: number; sum: Sum | ''} = soundPart(Buffer.from(kept.map(line => `${line}\n`).join(''))).lines.at(-1) ?? {
    seq: 0,
    sum: '' as const,
  }
  while (seq > 0 && seq < last) {
    const sealed = written({type: 'run.end', exit: 0}, {seq: seq + 1, at: instant(start), run: 'f'.repeat(16), prev: sum})
    lines.push(sealed.text)
    seq = sealed.line.seq
    sum = sealed.line.sum
  }
  return lines
}

async function stranger(world: World): Promise<void> {
  // Where nothing is recorded yet there is nothing that another user can't know.
  if ((world.disk.read(journalPath)?.length ?? 0) === 0) return
  const run = world.apply({}, '/memory of another')
  await world.timeline.settle()
  // A copy that isn't whole is refused before anybody asks whose it is.
  expect(run.events, 'a stranger sends nothing').toEqual([])
}

/** Nothing goes wrong any more, and an operator settles what is left: then the files ask for nothing more. */
async function end(world: World): Promise<void> {
  const {timeline, server} = world
  server.trouble = 0
  timeline.jump(timeline.true() - timeline.wall())
  await timeline.wait(86_400_000)
  mend(world)
  await setHalt(world, 'resume')
  for (let round = 0; round < 8; round++) {
    await settleDoubts(world, 'by ID')
    await timeline.wait(7_200_000)
    await settleDoubts(world, 'not sent')
    const run = world.apply()
    await timeline.settle()
    // Held is what an author has to settle, in the files.
    if ((run.code === exit.done || run.code === exit.held) && !run.events.some(({type}) => type === 'batch.created')) return
  }
  throw new Error('stuck')
}
