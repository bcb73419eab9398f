import type {Desired} from '../desired/desired.ts'
import type {Action, Plan} from './model.ts'
import {summaryOf} from './summary.ts'

/** The plan with only some of its actions, and totals that count just these: what is shown and approved is what is done. */
export const narrowed = (plan: Plan, actions: readonly Action[], desired: Desired): Plan =>
  actions.length === plan.actions.length ? plan : {...plan, actions, summary: summaryOf(desired, actions, plan)}
