import {type Approval, isTheName} from './approval.ts'
import type {ReviewKey, ReviewModel, ReviewScene} from './review-scene.ts'
import {isPointable, moved, paged, scrolled} from './review-scroll.ts'

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

function unfolded(model: ReviewModel, how: 'toggle' | 'open' | 'close', {blocks}: ReviewScene): ReviewModel {
  const block = blocks[model.cursor]
  if (!block?.folds) return model
  const open = how === 'toggle' ? !model.unfolded.has(block.key) : how === 'open'
  const keys = [...model.unfolded].filter(key => key !== block.key)
  return {...model, unfolded: new Set(open ? [...keys, block.key] : keys)}
}
