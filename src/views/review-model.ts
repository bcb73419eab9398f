import {type Approval, isTheName} from './approval.ts'
import type {Block} from './block.ts'

/** Where a reader of a plan stands. */
export interface ReviewModel {
  /** Index of the block that is pointed at. */
  readonly cursor: number
  /** First line that is shown. */
  readonly offset: number
  readonly unfolded: ReadonlySet<string>
  /** Whether keys answer the question; otherwise they move and unfold. */
  readonly asking: boolean
  readonly typed: string
  /** How many of the names have been typed. */
  readonly given: number
  readonly mistyped: boolean
  /** The choice that is marked. It starts on no. */
  readonly yes: boolean
  readonly verdict: 'open' | 'approved' | 'left'
}

export type ReviewKey =
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'home'
  | 'end'
  | 'left'
  | 'right'
  | 'enter'
  | 'tab'
  | 'escape'
  | 'interrupt'
  | 'backspace'
  | {readonly text: string}

/** What the keys act on: the plan's blocks as they are shown, and how many lines there are for them. */
export interface ReviewScene {
  readonly blocks: readonly Block[]
  readonly height: number
  /** Null where nothing is asked. */
  readonly approval: Approval | null
}

/** Before the first key. A plan that needs no scrolling is asked about at once. */
export function initialReview({blocks, approval}: Omit<ReviewScene, 'height'>, fits: boolean): ReviewModel {
  const cursor = Math.max(0, blocks.findIndex(isPointable))
  return {
    cursor,
    offset: 0,
    unfolded: new Set(),
    asking: approval !== null && fits,
    typed: '',
    given: 0,
    mistyped: false,
    yes: false,
    verdict: 'open',
  }
}

/** The model after a key. */
export function reviewed(model: ReviewModel, key: ReviewKey, scene: ReviewScene): ReviewModel {
  if (model.verdict !== 'open') return model
  switch (key) {
    case 'escape':
    case 'interrupt':
      return {...model, verdict: 'left'}
    case 'up':
      return model.asking ? scrolled(model, -1, scene) : moved(model, -1, scene)
    case 'down':
      return model.asking ? scrolled(model, 1, scene) : moved(model, 1, scene)
    case 'page-up':
      return paged(model, -scene.height, scene)
    case 'page-down':
      return paged(model, scene.height, scene)
    case 'home':
      return paged(model, Number.NEGATIVE_INFINITY, scene)
    case 'end':
      return paged(model, Number.POSITIVE_INFINITY, scene)
    case 'tab':
      return scene.approval === null ? model : {...model, asking: !model.asking}
    default:
      return model.asking && scene.approval ? answered(model, key, scene.approval) : read(model, key, scene)
  }
}

type Answer = Exclude<ReviewKey, 'escape' | 'interrupt' | 'up' | 'down' | 'page-up' | 'page-down' | 'home' | 'end' | 'tab'>

function read(model: ReviewModel, key: Answer, scene: ReviewScene): ReviewModel {
  switch (key) {
    case 'enter':
      return unfolded(model, 'toggle', scene)
    case 'right':
      return unfolded(model, 'open', scene)
    case 'left':
      return unfolded(model, 'close', scene)
    case 'backspace':
      return model
    default:
      return readText(model, key.text, scene)
  }
}

function readText(model: ReviewModel, text: string, scene: ReviewScene): ReviewModel {
  switch (text) {
    case 'j':
      return moved(model, 1, scene)
    case 'k':
      return moved(model, -1, scene)
    case ' ':
      return unfolded(model, 'toggle', scene)
    case 'a':
      return scene.approval === null ? model : {...model, asking: true}
    case 'q':
      return {...model, verdict: 'left'}
    default:
      return model
  }
}

function answered(model: ReviewModel, key: Answer, approval: Approval): ReviewModel {
  switch (approval.by) {
    case 'choice':
      return chosen(model, key)
    case 'names':
      return named(model, key, approval.names)
    default:
      return approval satisfies never
  }
}

function chosen(model: ReviewModel, key: Answer): ReviewModel {
  switch (key) {
    case 'left':
      return {...model, yes: false}
    case 'right':
      return {...model, yes: true}
    case 'enter':
      return {...model, verdict: model.yes ? 'approved' : 'left'}
    case 'backspace':
      return model
    default:
      return /^[yn]$/i.test(key.text) ? {...model, yes: key.text.toLowerCase() === 'y'} : model
  }
}

function named(model: ReviewModel, key: Answer, names: readonly string[]): ReviewModel {
  switch (key) {
    case 'left':
    case 'right':
      return model
    case 'backspace':
      return {...model, typed: model.typed.slice(0, -1)}
    case 'enter':
      if (!isTheName(model.typed, names[model.given])) return {...model, typed: '', mistyped: model.typed !== ''}
      return {
        ...model,
        typed: '',
        mistyped: false,
        given: model.given + 1,
        verdict: model.given + 1 === names.length ? 'approved' : 'open',
      }
    default:
      // A name has at most 63 characters: more is a paste gone wrong.
      return {...model, mistyped: false, typed: `${model.typed}${key.text.replace(/[^\x21-\x7e]/g, '')}`.slice(0, 80)}
  }
}

const isPointable = ({key}: Block): boolean => key !== ''

function unfolded(model: ReviewModel, how: 'toggle' | 'open' | 'close', {blocks}: ReviewScene): ReviewModel {
  const block = blocks[model.cursor]
  if (!block?.folds) return model
  const open = how === 'toggle' ? !model.unfolded.has(block.key) : how === 'open'
  const keys = [...model.unfolded].filter(key => key !== block.key)
  return {...model, unfolded: new Set(open ? [...keys, block.key] : keys)}
}

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

const scrolled = (model: ReviewModel, by: number, scene: ReviewScene): ReviewModel => ({
  ...model,
  offset: heldIn(heldIn(model.offset, scene) + by, scene),
})

/** Past what is left of a long block by lines, then to the next block; past the last one to the end of the plan. */
function moved(model: ReviewModel, by: 1 | -1, scene: ReviewScene): ReviewModel {
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
function paged(model: ReviewModel, by: number, scene: ReviewScene): ReviewModel {
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
