import type {Plan} from '../../plan/model.ts'
import {approvalOf} from '../approval.ts'
import {type CommandOptions, commandsOf} from '../next-commands.ts'
import {planBlocks, planLines} from '../plan-lines.ts'
import {planRoom, reviewFrame} from '../review-frame.ts'
import {initialReview, reviewed} from '../review-model.ts'
import type {ReviewKey, ReviewModel, ReviewScene} from '../review-scene.ts'
import {text} from '../text.ts'
import {verdictLine} from '../verdict-line.ts'
import {decision} from './decision.ts'
import {Picture} from './picture.tsx'
import {mounted, sizeOf, type Terminal} from './terminal.ts'

export interface ReviewOptions extends Terminal, CommandOptions {
  readonly plan: Plan
  /** Whether it asks for approval, or only shows. */
  readonly approval: boolean
  /** Answers by itself, for everybody to see, after a pause. Esc and Ctrl-C still say no. */
  readonly autoAnswer?: {readonly pauseMs: number; readonly keyMs?: number}
  readonly zone?: string
  /** The project's folder, told where it holds no campaign. */
  readonly root?: string
}

/** Shows a plan to move about in, and asks for approval. The plan and the answer stay in the terminal's history. */
export async function reviewScreen(options: ReviewOptions): Promise<{readonly approved: boolean}> {
  const {plan, stdout, colour, zone, root} = options
  const approval = options.approval && plan.actions.length > 0 ? approvalOf(plan) : null
  const view = (model?: ReviewModel) => ({
    width: sizeOf(stdout).width,
    ...(zone !== undefined && {zone}),
    ...(root !== undefined && {root}),
    commands: {...commandsOf(options), ...(approval && {apply: null})},
    ...(model && {unfolded: model.unfolded, diffLines: 3}),
  })
  const sceneOf = (model: ReviewModel): ReviewScene => ({
    blocks: planBlocks(plan, view(model)),
    height: planRoom(plan, model, approval, sizeOf(stdout)),
    approval,
  })
  let model = startOf()
  const decided = decision<void>()
  const picture = () => {
    const frame = model.verdict === 'open' ? reviewFrame(plan, model, sceneOf(model), sizeOf(stdout)) : []
    return <Picture frame={frame} colour={colour} onKey={own} />
  }
  const screen = mounted(picture(), options)
  const redraw = () => screen.draw(picture())
  stdout.on('resize', redraw)
  const answering = new AbortController()
  if (approval && options.autoAnswer) void answersItself(options.autoAnswer, answering.signal)
  await decided.made
  answering.abort()
  stdout.off('resize', redraw)
  await screen.leave(
    <Picture frame={[]} colour={colour} onKey={() => undefined} />,
    text([...planLines(plan, view()), ...(approval ? [verdictLine(model.verdict === 'approved')] : [])], {colour}),
  )
  return {approved: model.verdict === 'approved'}

  function startOf(): ReviewModel {
    const asking = initialReview({blocks: planBlocks(plan, view()), approval}, true)
    const {blocks, height} = sceneOf(asking)
    return initialReview({blocks, approval}, blocks.flatMap(({lines}) => lines).length <= height)
  }

  function own(key: ReviewKey): void {
    const mayAct = !options.autoAnswer || key === 'escape' || key === 'interrupt' || key === 'up' || key === 'down'
    if (mayAct) act(key)
  }

  function act(key: ReviewKey): void {
    model = reviewed(model, key, sceneOf(model))
    redraw()
    if (model.verdict !== 'open') decided.make()
  }

  async function answersItself(
    {pauseMs, keyMs = 70}: {readonly pauseMs: number; readonly keyMs?: number},
    signal: AbortSignal,
  ): Promise<void> {
    const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
    await pause(pauseMs)
    if (!model.asking) model = {...model, asking: true}
    const names = approval?.by === 'names' ? approval.names : []
    const keys: readonly ReviewKey[] =
      approval?.by === 'choice'
        ? ['right', 'enter']
        : names.flatMap((name): ReviewKey[] => [...[...name].map(text => ({text})), 'enter'])
    for (const key of keys) {
      if (signal.aborted) return
      act(key)
      await pause(key === 'right' || model.typed === names[model.given] ? keyMs * 5 : keyMs)
    }
  }
}
