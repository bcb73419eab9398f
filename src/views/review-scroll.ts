import type {Block} from './block.ts'
import type {ReviewModel, ReviewScene} from './review-scene.ts'

/** Whether the cursor can stand on it. */
export const isPointable = ({key}: Block): boolean => key !== ''

/** First line of a block, and the one after its last. */
function reachOf(blocks: readonly Block[], index: number): readonly [number, number] {
  const from = blocks.slice(0, index).reduce((sum, {lines}) => sum + lines.length, 0)
  return [from, from + (blocks[index]?.lines.length ?? 0)]
}

/** The offset kept where there are lines. */
export function heldIn(offset: number, {blocks, height}: Pick<ReviewScene, 'blocks' | 'height'>): number {
  const [, total] = reachOf(blocks, blocks.length - 1)
  return Math.max(0, Math.min(offset, total - height))
}

/** Moves by lines, the cursor stays. */
export const scrolled = (model: ReviewModel, by: number, scene: ReviewScene): ReviewModel => ({
  ...model,
  offset: heldIn(heldIn(model.offset, scene) + by, scene),
})

/** Past what is left of a long block by lines, then to the next block; past the last one to the end of the plan. */
export function moved(model: ReviewModel, by: 1 | -1, scene: ReviewScene): ReviewModel {
  const {blocks, height} = scene
  const offset = heldIn(model.offset, scene)
  const [from, to] = reachOf(blocks, model.cursor)
  const hidden = by > 0 ? to > offset + height && from <= offset : from < offset
  if (hidden) return scrolled(model, by, scene)
  const next =
    by > 0
      ? blocks.findIndex((block, index) => index > model.cursor && isPointable(block))
      : blocks.findLastIndex((block, index) => index < model.cursor && isPointable(block))
  if (next < 0) return paged(model, by * Number.POSITIVE_INFINITY, scene)
  return {...model, cursor: next, offset: heldIn(shown(offset, reachOf(blocks, next), height), scene)}
}

/** The offset that shows a block: whole where it fits, else from its first line. */
function shown(offset: number, [from, to]: readonly [number, number], height: number): number {
  if (from < offset || to - from > height) return from
  return to > offset + height ? to - height : offset
}

/** Moves by lines; the cursor follows to the nearest block in sight. */
export function paged(model: ReviewModel, by: number, scene: ReviewScene): ReviewModel {
  const offset = heldIn(heldIn(model.offset, scene) + by, scene)
  const inSight = scene.blocks.flatMap((block, index) => {
    const [from, to] = reachOf(scene.blocks, index)
    return isPointable(block) && to > offset && from < offset + scene.height ? [index] : []
  })
  const cursor = by > 0 ? inSight.at(-1) : inSight[0]
  return {
    ...model,
    offset,
    cursor: inSight.includes(model.cursor) && Math.abs(by) <= scene.height ? model.cursor : (cursor ?? model.cursor),
  }
}
