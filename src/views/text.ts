import {type Line, plainText, type Segment, type Tone, toned, withoutTrailingBlanks} from './line.ts'

export interface TextOptions {
  /** Whether tones become colours. The caller knows the stream and the conventions (`NO_COLOR`, …). */
  readonly colour: boolean
}

/** SGR codes: switched on, switched off. */
const codes: Readonly<Record<Tone, readonly [string, string]>> = {
  bold: ['1', '22'],
  dim: ['2', '22'],
  send: ['32', '39'],
  wait: ['33', '39'],
  refused: ['31', '39'],
  doubt: ['1;35', '22;39'],
  chosen: ['7', '27'],
}

/** Lines as text; each ends with a newline. No lines make no text. */
export const text = (lines: readonly Line[], options: TextOptions): string =>
  lines.map(line => `${lineText(line, options)}\n`).join('')

/** One line as text, without newline. */
export const lineText = (line: Line, {colour}: TextOptions): string => {
  const trimmed = withoutTrailingBlanks(withoutLogCommand(line))
  return colour ? trimmed.map(coloured).join('') : plainText(trimmed)
}

const coloured = ({text, tone}: Segment): string => {
  if (!tone) return text
  const [on, off] = codes[tone]
  return `\x1b[${on}m${text}\x1b[${off}m`
}

/** CI logs take a line that begins with `::` for a command; a foreign text mustn't give one. */
function withoutLogCommand(line: Line): Line {
  if (!/^\s*::/.test(plainText(line))) return line
  const index = line.findIndex(({text}) => text.trim() !== '')
  return line.flatMap((segment, at) => {
    if (at !== index) return [segment]
    const indent = segment.text.length - segment.text.trimStart().length
    return [{...segment, text: segment.text.slice(0, indent)}, toned('dim', '\\'), {...segment, text: segment.text.slice(indent)}]
  })
}
