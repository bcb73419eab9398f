import {canonical, digestOf} from '../canonical.ts'
import {exit, stop} from '../exit.ts'
import type {Plan} from '../plan/model.ts'
import {givenFile} from './given-file.ts'

/** A plan of some hundred thousand sends. */
const largestPlan = 256 * 1_048_576

/** Reads a plan that `plan --out` wrote. Rejects with `Stop` (exit 3) where it isn't one, or isn't as it was written. */
export async function readSavedPlan(path: string, shown: string): Promise<Plan> {
  let plan: unknown
  try {
    plan = JSON.parse(givenFile(path, largestPlan).toString('utf8'))
  } catch (error) {
    throw notAPlan(shown, error instanceof SyntaxError ? "it isn't JSON" : 'it can not be read', error)
  }
  const {validatePlan} = await import('#validators/validatePlan')
  if (!validatePlan(plan)) {
    const [first] = validatePlan.errors ?? []
    throw notAPlan(shown, `${first?.instancePath || 'the object'} ${first?.message ?? 'is wrong'}`)
  }
  // The schema has just said what it is.
  const good = plan as Plan
  const {digest, ...body} = good
  if (digestOf(canonical(body)) !== digest) throw notAPlan(shown, 'it was changed after it was written: its digest is another')
  return good
}

const notAPlan = (shown: string, why: string, cause?: unknown) =>
  stop(
    exit.invalid,
    {code: 'FW151', summary: 'That is no saved plan', detail: `${shown}: ${why}.`, help: 'Make one:\nfieldwork plan --out FILE'},
    cause,
  )
