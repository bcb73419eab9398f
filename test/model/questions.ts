import type {Campaign} from '../../src/config/campaign.ts'
import {guardOf} from '../../src/plan/guard.ts'
import type {CreateBatch} from '../../src/plan/model.ts'
import type {Standing} from '../../src/state/state.ts'
import type {Fact} from '../../src/state/transitions.ts'
import {campaign, intentFor, toFilter, type World, world} from '../plan/scene.ts'
import {saying} from '../state/scene.ts'

/** Questions that the model asks of the code's own planner and guard, about one batch `a/main` to a filter. */

/** One try of the family: its number and how it stands. */
export interface Try {
  readonly number: number
  readonly standing: Standing
}

const facts: Record<Standing, Fact | 'nothing'> = {
  open: 'nothing',
  'in-doubt': 'in-doubt',
  created: 'created',
  refused: 'refused',
  'sent-without-id': 'verdict:sent-without-id',
  'not-sent': 'verdict:not-sent',
  abandoned: 'verdict:abandoned',
}

/** The campaign whose author asks for this many sends. */
const asking = (sends: number): readonly Campaign[] => [
  campaign('a', {batches: [toFilter(145, sends > 1 ? {resend: {number: sends, reason: 'again'}} : {})]}),
]

const addressed = (number: number): string => `a/main${number > 1 ? `+${number}` : ''}`

/** An action as a plan makes it, for the send of this number. */
function actionFor(number: number): CreateBatch {
  const past = Array.from({length: number - 1}, (_, index): Try => ({number: index + 1, standing: 'created'}))
  const action = recorded(past).plan(asking(number)).actions[0]
  if (action?.type !== 'create-batch' || action.address !== addressed(number)) throw new TypeError(`no send ${number} is planned`)
  return action
}

/** A world in which these tries are recorded, in their order. */
function recorded(tries: readonly Try[]): World {
  const made = world()
  for (const [index, {number, standing}] of tries.entries()) {
    const action: CreateBatch = {...firstAction(), address: addressed(number) as CreateBatch['address'], round: number}
    const seq = made.add(intentFor(action, made.desired(asking(number))))
    const fact = facts[standing]
    if (fact !== 'nothing') made.add(saying(fact, seq, action.address, 1400 + index))
  }
  return made
}

function firstAction(): CreateBatch {
  const action = world().plan(asking(1)).actions[0]
  if (action?.type !== 'create-batch') throw new TypeError('nothing is planned')
  return action
}

/** The number of the send that the planner wants next, with these tries recorded and this many sends asked for; 0 for none. */
export function plannedNext(tries: readonly Try[], sends: number): number {
  const {actions} = recorded(tries).plan(asking(sends))
  const action = actions.find(each => each.type === 'create-batch')
  return action === undefined ? 0 : Number(/\+(\d+)$/.exec(action.address)?.[1] ?? 1)
}

/** Whether the guard lets the intent of this send in, with these tries recorded. */
export function mayIntend(tries: readonly Try[], number: number): boolean {
  const guard = guards[number] ?? guardOf(world().desired(asking(number)), actionFor(number), 0)
  guards[number] = guard
  return guard(recorded(tries).state())
}
const guards: ReturnType<typeof guardOf>[] = []
