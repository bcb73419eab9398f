import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {didYouMean} from '../config/suggest.ts'
import {type ExitCode, exit, stop} from '../exit.ts'
import {wrapped} from '../views/layout.ts'
import {type Line, line, toned} from '../views/line.ts'
import {type Context, columns} from './context.ts'
import {print} from './output.ts'

/** `fieldwork explain CODE`: what a diagnostic means, as docs/diagnostics.md has it. */
export function explain(context: Context, home: string, code: string): ExitCode {
  const sections = sectionsOf(readFileSync(join(home, 'docs/diagnostics.md'), 'utf8'))
  const wanted = code.toUpperCase().replace(/^(?:FW)?(\d{3})$/, 'FW$1')
  const section = sections.find(each => each.code === wanted)
  if (!section) {
    throw stop(exit.usage, {
      code: 'FW195',
      summary: 'There is no such code',
      detail: `${JSON.stringify(code.slice(0, 40))} is the code of no diagnostic.${didYouMean(
        wanted,
        sections.map(each => each.code),
      )}`,
      help: 'A code is FW and three digits, as a diagnostic shows it: FW042.',
    })
  }
  const {summary, text} = section
  if (context.options.format === 'json')
    context.stdout.write(`${JSON.stringify({formatVersion: 1, code: section.code, summary, text})}\n`)
  else print(context, [line(toned('bold', `${section.code}  ${summary}`)), line(''), ...shownText(text, columns(context.stdout))])
  return exit.done
}

interface Section {
  readonly code: string
  readonly summary: string
  readonly text: string
}

/** The codes that docs/diagnostics.md explains. */
export const sectionsOf = (page: string): readonly Section[] =>
  page.split(/^#{2,3} /m).flatMap(part => {
    const [, code, summary, text] = /^(FW\d{3}) (.*)\n([\s\S]*)$/.exec(part) ?? []
    return code && summary ? [{code, summary, text: (text ?? '').trim()}] : []
  })

/** Paragraphs wrapped, examples as they are. */
const shownText = (text: string, width: number): readonly Line[] =>
  text.split(/\n(?=\n| {4})|(?<=^ {4}.*)\n/m).flatMap(block => {
    const plain = block.replace(/^\n+/, '')
    if (plain.startsWith('    ')) return [line(toned('dim', plain))]
    const words = plain.replaceAll('\n', ' ').replaceAll('`', '')
    return [...(block.startsWith('\n') ? [line('')] : []), ...(words === '' ? [] : wrapped(line(words), Math.min(width, 100)))]
  })
