import type {Plan} from '../plan/model.ts'
import {type Approval, approvalLines, choicePrompt, namePrompt} from './approval.ts'
import {counted} from './figures.ts'
import {cut, wrapped} from './layout.ts'
import {blank, type Line, line, plainText, toned} from './line.ts'
import type {ReviewModel, ReviewScene} from './review-scene.ts'
import {heldIn} from './review-scroll.ts'

export interface ReviewSize {
  readonly width: number
  /** How many lines the frame may have. */
  readonly height: number
}

/** How many lines are left for the plan. */
export const planRoom = (plan: Plan, model: ReviewModel, approval: Approval | null, size: ReviewSize): number =>
  Math.max(0, size.height - footLines(plan, model, approval, size).length)

/** The picture of a review: a window on the plan, and below it the question or what the keys do. */
export function reviewFrame(plan: Plan, model: ReviewModel, scene: ReviewScene, size: ReviewSize): readonly Line[] {
  const {blocks, height} = scene
  const offset = heldIn(model.offset, scene)
  const lines = blocks.flatMap((block, index) =>
    index === model.cursor && !model.asking && block.key !== '' ? pointedAt(block.lines) : block.lines,
  )
  const inSight = lines.slice(offset, offset + height)
  const below = lines.length - offset - inSight.length
  const [first, ...foot] = footLines(plan, model, scene.approval, size)
  const gap = below > 0 && first?.length === 0 ? line(toned('dim', `  ↓ ${counted(below, 'more line')}`)) : (first ?? [])
  return [...inSight, gap, ...foot].map(of => cut(of, size.width))
}

/** A mark in the margin of the first line. */
const pointedAt = ([first = [], ...rest]: readonly Line[]): readonly Line[] => [
  line(toned('bold', '›'), ...withoutFirst(first)),
  ...rest,
]

function withoutFirst(of: Line): Line {
  const [head, ...rest] = of
  // What begins at the margin gives its glyph, so that nothing moves.
  return head && /^[ =]/.test(plainText(of)) ? [{...head, text: head.text.slice(1)}, ...rest] : of
}

function footLines(plan: Plan, model: ReviewModel, approval: Approval | null, {width, height}: ReviewSize): readonly Line[] {
  if (!model.asking || approval === null) return [blank, keysLine(approval !== null)].slice(-Math.max(1, height))
  const prompt = promptLines(plan, model, approval).flatMap(of => wrapped(of, width, 2))
  const asked = approvalLines(plan, {width, rows: Math.max(1, Math.min(8, Math.floor(height / 3)))})
  // In a very low terminal the question stays, what stands above it gives way.
  return [blank, ...asked, ...prompt].slice(-Math.max(1, Math.min(height, Math.max(prompt.length, Math.floor(height * 0.75)))))
}

const keysLine = (asks: boolean): Line =>
  line(
    toned(
      'dim',
      asks ? '  ↑↓ move · Enter unfolds · a answers · q leaves, nothing is sent' : '  ↑↓ move · Enter unfolds · q leaves',
    ),
  )

function promptLines(plan: Plan, {typed, given, mistyped, yes}: ReviewModel, approval: Approval): readonly Line[] {
  switch (approval.by) {
    case 'choice':
      return [
        line(`  ${choicePrompt(plan)}  `, choice('No', !yes), '  ', choice('Yes', yes), toned('dim', '   ← → choose · Enter')),
      ]
    case 'names': {
      const hint = mistyped ? [line(toned('wait', `  That is not ${approval.names[given] ?? ''}. Nothing was sent.`))] : []
      return [...hint, line(`  ${namePrompt(approval.names, given)} `, toned('bold', typed), '█')]
    }
    default:
      return approval satisfies never
  }
}

const choice = (text: string, marked: boolean) => (marked ? toned('chosen', `[${text}]`) : {text: ` ${text} `})
