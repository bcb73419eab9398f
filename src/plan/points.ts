import type {CreateBatch} from './model.ts'

/**
 * Points that the batches can cost at most: the maximum over completes k ≤ min(responseQuota, people) of
 * k·completionPoints + (people − k)·max(quotaPoints, terminationPoints), one response a person. Null where people are not certain and points are given.
 */
export function pointsAtMost(batches: readonly CreateBatch[]): number | null {
  let sum = 0
  for (const batch of batches) {
    const points = pointsOf(batch)
    if (points === null) return null
    sum += points
  }
  return sum
}

function pointsOf({request, reach}: CreateBatch): number | null {
  const incentives = request.compose.incentives
  const {completionPoints = 0, quotaPoints = 0, terminationPoints = 0} = isPoints(incentives) ? incentives : {}
  const otherwise = Math.max(quotaPoints, terminationPoints)
  if (completionPoints === 0 && otherwise === 0) return 0
  if (reach.kind !== 'person') return null
  const people = 1
  const completes = Math.min(request.send?.deliveryOptions?.automaticClosure.responseQuota ?? people, people)
  // Linear in k, so that one of the two ends is the maximum.
  return Math.max(people * otherwise, completes * completionPoints + (people - completes) * otherwise)
}

const isPoints = (value: unknown): value is {completionPoints?: number; quotaPoints?: number; terminationPoints?: number} =>
  typeof value === 'object' && value !== null
