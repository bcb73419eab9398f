import {expect} from 'vitest'
import {personOf} from '../../src/people/digests.ts'
import {isDamage, newChain, walk} from '../../src/state/chain.ts'
import type {Line} from '../../src/state/entry.ts'
import {fold} from '../../src/state/fold.ts'
import {type Attempt, isSettled, type State} from '../../src/state/state.ts'
import {byHand, type Made} from './server.ts'
import {journalPath, type World} from './world.ts'

/** Whom a try is to, in the server's words. */
const whom = (state: State, {parts, intent: {written}}: Attempt, addresses: readonly string[]): string => {
  const {recipients} = written
  if (recipients === 'everyone') return 'everyone'
  if (recipients !== 'person') return `filter ${recipients.filter}`
  return addresses.find(address => personOf(state.lineage, address) === parts.person) ?? 'somebody'
}

const keyOf = (survey: number, to: string): string => `survey ${survey} to ${to}`
const counted = <T>(all: Iterable<T>, key: (each: T) => string): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const each of all) counts.set(key(each), (counts.get(key(each)) ?? 0) + 1)
  return counts
}
const ofMade = ({survey, to}: Made): string => keyOf(survey, to)

/** The records as they stand in the file: up to a torn end, or up to damage. */
export function recorded(world: World): {readonly lines: readonly Line[]; readonly whole: boolean} {
  const text = String(world.disk.read(journalPath) ?? '')
  const whole = text.lastIndexOf('\n') + 1
  const lines = walk(newChain(), text.slice(0, whole).split('\n'), 1)
  return isDamage(lines) ? {lines: [], whole: false} : {lines, whole: whole === text.length}
}

/** The batches that are fieldwork's to answer for: those that its runs made, and those that were made by hand and adopted. */
function ours({server}: World, lines: readonly Line[]): readonly Made[] {
  const adopted = new Set(lines.flatMap(line => (line.type === 'batch.adopted' ? [line.batchID] : [])))
  return server.made.filter(({by, id}) => by !== byHand || adopted.has(id))
}

/** What holds at every moment, whatever has happened. */
export function alwaysTrue(world: World): void {
  const {server, asked, timeline, runs} = world
  const {lines} = recorded(world)
  const made = counted(ours(world, lines), ofMade)
  for (const [key, count] of made) {
    const most = asked.get(Number(/^survey (\d+)/.exec(key)?.[1])) ?? 1
    expect(count, `never twice: ${key}`).toBeLessThanOrEqual(most)
  }
  if (lines.length > 0) {
    const state = fold(lines)
    const addresses = [...new Set(server.made.map(({to}) => to))]
    const mayHaveGone = [...state.attempts.values()].filter(({standing}) => standing !== 'refused' && standing !== 'not-sent')
    const known = counted(mayHaveGone, attempt => keyOf(attempt.intent.written.compose.surveyID, whom(state, attempt, addresses)))
    for (const [key, count] of made) expect(known.get(key) ?? 0, `never silently: ${key}`).toBeGreaterThanOrEqual(count)
    expect(intentsAfterHalt(lines), 'no intent while it is halted').toEqual([])
  }
  for (const {id, survey, members, by} of server.made) {
    const files = runs.find(({process}) => process.name === by)?.files ?? []
    const needed = files.find(each => each.survey === survey)?.members.map(name => `${name}@example.com`) ?? []
    expect(
      needed.filter(address => !members.has(address)),
      `members before batch ${id}`,
    ).toEqual([])
  }
  for (const {events, code, process} of runs) {
    const bugs = events.flatMap(event =>
      event.type === 'diagnostic' && event.diagnostic.code === 'FW100' ? [event.diagnostic.detail] : [],
    )
    expect(bugs, 'a bug').toEqual([])
    const doubts = events.some(({type}) => type === 'batch.in-doubt')
    if (doubts && process.state === 'ended') expect(code, `${process.name} left a doubt`).toBe(4)
  }
  expect(timeline.log.includes('FAILED'), 'a process failed').toBe(false)
}

function intentsAfterHalt(lines: readonly Line[]): readonly number[] {
  let halted = false
  const wrong: number[] = []
  for (const line of lines) {
    if (line.type === 'halt') halted = true
    if (line.type === 'resume') halted = false
    if (line.type === 'batch.intent' && halted) wrong.push(line.seq)
  }
  return wrong
}

/** What holds when everything has been settled: what went out is just what is recorded as gone, and nothing is left to do. */
export function inTheEnd(world: World): void {
  const {server} = world
  const {lines, whole} = recorded(world)
  const state = fold(lines)
  expect(whole, 'the journal is whole').toBe(true)
  const attempts = [...state.attempts.values()]
  expect(
    attempts.filter(({standing}) => standing === 'open' || standing === 'in-doubt').map(({address}) => address),
    'nothing is in doubt',
  ).toEqual([])
  const addresses = [...new Set(server.made.map(({to}) => to))]
  const key = (attempt: Attempt): string => keyOf(attempt.intent.written.compose.surveyID, whom(state, attempt, addresses))
  const [made, settled, abandoned] = [
    counted(ours(world, lines), ofMade),
    counted(attempts.filter(isSettled), key),
    counted(
      attempts.filter(({standing}) => standing === 'abandoned'),
      key,
    ),
  ]
  for (const each of new Set([...made.keys(), ...settled.keys()])) {
    const [went, said, given] = [made.get(each) ?? 0, settled.get(each) ?? 0, abandoned.get(each) ?? 0]
    expect(went >= said && went <= said + given, `${each}: made ${went}, recorded ${said}, abandoned ${given}`).toBe(true)
  }
}
