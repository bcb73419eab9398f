import fc from 'fast-check'
import {expect, test} from 'vitest'
import {canonical, digestOf} from '../../src/canonical.ts'
import type {Batch, Campaign} from '../../src/config/campaign.ts'
import type {Plan} from '../../src/plan/model.ts'
import {isSettled, type State} from '../../src/state/state.ts'
import type {Fact} from '../../src/state/transitions.ts'
import {campaign, toEveryone, toFilter, toPeople, type World, world} from './scene.ts'

const names = ['ada', 'bob', 'cyd']
const given = fc.record(
  {
    compose: fc.record({surveyID: fc.constantFrom(7, 8), templateID: fc.constantFrom(1, 2)}),
    distinct: fc.constant('others'),
    resend: fc.record({number: fc.integer({min: 2, max: 3}), reason: fc.constant('again')}),
  },
  {requiredKeys: ['compose']},
)
const batch: fc.Arbitrary<Batch> = fc.oneof(
  fc.tuple(fc.constantFrom(145, 146), given).map(([id, more]) => toFilter(id, more)),
  given.map(more => toEveryone(9, more)),
  fc.tuple(fc.subarray(names, {minLength: 1}), given).map(([people, more]) => toPeople(people, more)),
)
const campaigns: fc.Arbitrary<readonly Campaign[]> = fc
  .tuple(...['a', 'b'].map(name => fc.tuple(fc.constant(name), batch, fc.subarray(names))))
  .map(all => all.map(([name, one, members]) => campaign(name, {members, batches: [one]})))
const facts: readonly (Fact | 'nothing')[] = [
  'created',
  'created',
  'refused',
  'in-doubt',
  'verdict:sent-without-id',
  'verdict:not-sent',
  'verdict:abandoned',
  'nothing',
]
/** Several editions of the files, and what becomes of the sends of each. */
const history = fc.array(fc.tuple(campaigns, fc.array(fc.constantFrom(...facts), {minLength: 1, maxLength: 5})), {
  minLength: 1,
  maxLength: 5,
})
type Step = readonly [readonly Campaign[], readonly (Fact | 'nothing')[]]
function step(made: World, [files, becomes]: Step): Plan {
  let index = 0
  return made.send(files, () => becomes[index++ % becomes.length] ?? 'created')
}
const sends = ({actions}: Plan): readonly string[] =>
  actions.flatMap(action => (action.type === 'create-batch' ? [action.address] : []))
const without = (files: readonly Campaign[], key: 'resend' | 'distinct'): readonly Campaign[] =>
  files.map(file => ({...file, batches: file.batches.map(({[key]: _taken, ...rest}) => rest as Batch)}))

test('equal files, records and clock make equal plans, and planning changes nothing', () => {
  fc.assert(
    fc.property(history, campaigns, (steps, files) => {
      const made = world()
      for (const each of steps) step(made, each)
      const [state, before] = [made.state(), canonical(textOf(made.state()))]
      const plan = made.plan(files)
      expect(made.plan(files)).toEqual(plan)
      expect(canonical(textOf(state))).toBe(before)
      const {digest, ...body} = plan
      expect(digest).toBe(digestOf(canonical(body)))
      expect(JSON.parse(JSON.stringify(plan))).toEqual(plan)
    }),
    {numRuns: 150},
  )
})
const textOf = (state: State) => ({...state, attempts: [...state.attempts.values()], posted: [...state.posted]}) as object

test('once a plan is carried out, the same files ask for nothing more', () => {
  fc.assert(
    fc.property(history, steps => {
      const made = world()
      for (const each of steps) {
        step(made, each)
        made.send(each[0], 'created')
        made.send(each[0], 'created')
        expect(made.plan(each[0]).actions).toEqual([])
      }
    }),
    {numRuns: 150},
  )
})

test('no plan sends twice under one address, nor what may have gone out already', () => {
  fc.assert(
    fc.property(history, campaigns, (steps, files) => {
      const made = world()
      for (const each of steps) step(made, each)
      const attempts = [...made.state().attempts.values()]
      const gone = attempts.filter(({standing}) => !['refused', 'not-sent'].includes(standing)).map(({address}) => address)
      const planned = sends(made.plan(files))
      expect(new Set(planned).size).toBe(planned.length)
      expect(planned.filter(address => gone.some(each => each === address))).toEqual([])
    }),
    {numRuns: 300},
  )
})

test('an open send blocks its family, whatever the files ask for', () => {
  fc.assert(
    fc.property(history, campaigns, (steps, files) => {
      const made = world()
      for (const each of steps) step(made, each)
      const open = [...made.state().attempts.values()].filter(({standing}) => standing === 'open' || standing === 'in-doubt')
      const families = new Set(open.map(({family}) => String(family)))
      expect(sends(made.plan(files)).filter(address => families.has(address.replace(/\+\d+$/, '')))).toEqual([])
    }),
    {numRuns: 300},
  )
})

test('without resend and distinct nobody has the same survey twice, whatever was edited', () => {
  fc.assert(
    fc.property(history, steps => {
      const made = world()
      for (const [files, becomes] of steps) step(made, [without(without(files, 'resend'), 'distinct'), becomes])
      const settled = [...made.state().attempts.values()].filter(isSettled)
      const contents = settled.map(({intent}) => intent.content)
      expect(new Set(contents).size).toBe(contents.length)
      const numbers = settled.map(({parts}) => parts.number)
      expect(numbers.every(number => number === 1)).toBe(true)
    }),
    {numRuns: 300},
  )
})

test('what a selection leaves is part of the whole', () => {
  fc.assert(
    fc.property(history, campaigns, fc.constantFrom('a', 'b', 'a/main', 'b/members', '*/main'), (steps, files, pattern) => {
      const made = world()
      for (const each of steps) step(made, each)
      const part = made.plan(files, {selection: {only: [pattern]}})
      const fits = (address: string): boolean => (pattern === '*/main' ? address.includes('/main') : address.startsWith(pattern))
      expect(part.actions.filter(({address}) => !fits(address))).toEqual([])
    }),
    {numRuns: 150},
  )
})
