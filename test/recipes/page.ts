import {renameSync} from 'node:fs'
import {join} from 'node:path'
import type {TestPanel} from '../support/panel.ts'
import {settling} from './settling.ts'

/** One thing that a recipe says is done, with where it stands in the page. */
export type Step =
  | {readonly is: 'file'; readonly path: string; readonly text: string}
  /** From here on it is this moment. */
  | {readonly is: 'moment'; readonly at: string}
  /** Somebody creates a batch in the web interface. */
  | {readonly is: 'by hand'; readonly body: string}
  | {readonly is: 'commands'; readonly lines: string; readonly from: number; readonly to: number}

/** A file under its path, a moment, a batch made by hand, or a block of commands. */
const piece =
  /^`([\w./-]+\.(?:yaml|csv))`[^\n]*\n\n```(?:yaml|csv)\n([\s\S]*?)^```$|<!-- now: (\S+) -->|<!-- by hand: (.+) -->|^```console\n([\s\S]*?)^```$/gm

/** What a recipe does, in its order. */
export const stepsOf = (page: string): readonly Step[] =>
  [...page.matchAll(piece)].map(({0: whole, 1: path, 2: text, 3: at, 4: body, 5: lines, index}): Step => {
    if (path !== undefined && text !== undefined) return {is: 'file', path, text}
    if (at !== undefined) return {is: 'moment', at}
    if (body !== undefined) return {is: 'by hand', body}
    const from = index + whole.indexOf('\n') + 1
    return {is: 'commands', lines: lines ?? '', from, to: from + (lines ?? '').length}
  })

/** The commands of a block, each with the exit code that it says. */
export const commandsOf = (
  lines: string,
): readonly {readonly line: string; readonly words: readonly string[]; readonly code: number}[] =>
  lines
    .split('\n')
    .filter(line => line.startsWith('$ '))
    .map(line => {
      const [command = '', code = '0'] = line.slice(2).split(/\s+# exit code /)
      const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
      return {line, words, code: Number(code)}
    })

/** Does what a page says, and gives back the page with what the commands print. `tell` sets the sandbox's clock. */
export async function played(page: string, panel: TestPanel, tell: (at: string) => void): Promise<string> {
  const settle = settling(new URL(panel.sandbox.url).host)
  let env: Readonly<Record<string, string>> = {}
  let [text, shift, plan] = [page, 0, '']
  for (const step of stepsOf(page)) {
    if (step.is === 'file') panel.write(step.path, step.text)
    else if (step.is === 'moment') {
      tell(step.at)
      env = clockAt(Date.parse(step.at))
    } else if (step.is === 'by hand') await byHand(panel, step.body)
    else {
      const printed: string[] = []
      for (const {line, words, code} of commandsOf(step.lines)) {
        const out = settle(await done(words, code, panel, env))
        // An apply shows the plan once more: here it isn't read twice.
        printed.push(line, words[1] === 'apply' && plan && out.startsWith(plan) ? `…${out.slice(plan.length)}` : out)
        plan = out.startsWith('fieldwork plan ') ? (out.split('\n\nNext: ')[0] ?? '') : ''
      }
      const lines = `${printed.filter(each => each !== '').join('\n')}\n`
      text = text.slice(0, step.from + shift) + lines + text.slice(step.to + shift)
      shift += lines.length - (step.to - step.from)
    }
  }
  return text
}

/** What a command prints. */
async function done(
  words: readonly string[],
  code: number,
  panel: TestPanel,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const [program, ...args] = words
  if (program === 'mv') {
    const [from = '', to = ''] = args
    renameSync(join(panel.root, from), join(panel.root, to))
    return ''
  }
  const {code: ended, out, err} = await panel.run(args, env)
  if (program !== 'fieldwork' || ended !== code)
    throw new Error(`${words.join(' ')} ended with ${ended}, not ${code}:\n${out}${err}`)
  return out.trimEnd()
}

/** The environment of a program for which time stands still, and whose machine and user are the same everywhere. */
export const clockAt = (at: number): Readonly<Record<string, string>> => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(
    [
      "import os from 'node:os'; import {syncBuiltinESMExports} from 'node:module'",
      `Date.now = () => ${at}`,
      "os.hostname = () => 'desk'; os.userInfo = () => ({username: 'kim'}); syncBuiltinESMExports()",
    ].join('\n'),
  )}`,
})

async function byHand({sandbox}: TestPanel, body: string): Promise<void> {
  const {status} = await fetch(`${sandbox.url}/micropanel/batches`, {
    method: 'POST',
    headers: {'api-key': sandbox.key, 'content-type': 'application/json'},
    body,
  })
  if (status !== 200) throw new Error(`the sandbox answered ${status} to the batch that is made by hand`)
}
