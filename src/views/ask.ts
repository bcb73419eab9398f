import {createInterface} from 'node:readline'
import type {Plan} from '../plan/model.ts'
import {approvalLines, approvalOf, choicePrompt, isTheName, namePrompt} from './approval.ts'
import {text} from './text.ts'
import {verdictLine} from './verdict-line.ts'

export interface Asking {
  readonly plan: Plan
  readonly input: NodeJS.ReadableStream
  /** Where the question is written: not where data goes. */
  readonly output: NodeJS.WritableStream
  readonly width: number
  readonly colour: boolean
  /** Ctrl-C, as the program heard it: a no. */
  readonly signal?: AbortSignal
}

/** Asks for approval in plain lines. No, unless it was clearly given; the end of the input and Ctrl-C are a no. */
export async function ask({plan, input, output, width, colour, signal}: Asking): Promise<{readonly approved: boolean}> {
  const approval = approvalOf(plan)
  output.write(text(approvalLines(plan, {width}), {colour}))
  const questions = createInterface({input, output, terminal: false, ...(signal && {signal})})
  const answers = questions[Symbol.asyncIterator]()
  const answer = async (prompt: string): Promise<string> => {
    output.write(`  ${prompt} `)
    const {value, done} = await answers.next()
    if (done) output.write('\n')
    return done ? '' : value
  }
  const verdict = (approved: boolean) => {
    if (!approved) output.write(text([verdictLine(false)], {colour}))
    return {approved}
  }
  try {
    if (approval.by === 'choice') return verdict(/^y(?:es)?$/i.test((await answer(`${choicePrompt(plan)} [y/N]`)).trim()))
    for (const [index, name] of approval.names.entries()) {
      if (!isTheName(await answer(namePrompt(approval.names, index, 'press Enter to leave')), name)) return verdict(false)
    }
    return verdict(true)
  } finally {
    questions.close()
  }
}
