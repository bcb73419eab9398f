import {createInterface} from 'node:readline'
import {exit, type Stop, stop} from '../exit.ts'
import {type Context, whyNobody} from './context.ts'
import {followUp} from './follow-up.ts'

/** Asks for words on the terminal, one after another. The end of the input is an empty answer. */
export function questions({stdin, stderr}: Context): {ask(words: string): Promise<string>; close(): void} {
  const lines = createInterface({input: stdin, output: stderr, terminal: false})
  const answers = lines[Symbol.asyncIterator]()
  return {
    ask: async words => {
      stderr.write(words)
      const {value, done} = await answers.next()
      return done ? '' : String(value).trim()
    },
    close: () => lines.close(),
  }
}

/** Asks for a word on the terminal. The end of the input is an empty answer. */
export async function typed(context: Context, words: string): Promise<string> {
  const {ask, close} = questions(context)
  try {
    return await ask(words)
  } finally {
    close()
  }
}

/** The stop of a command that would have to ask where nobody can be asked. */
export const needsYes = (context: Context, command: string, ...words: readonly string[]): Stop =>
  stop(exit.held, {
    code: 'FW152',
    summary: 'Nobody can be asked here',
    detail: `"fieldwork ${command}" asks first, and ${whyNobody(context)}.`,
    help: `If it is meant:\n${followUp(context, command, ...words, '--yes')}`,
  })
