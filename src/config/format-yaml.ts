import {canonical} from '../canonical.ts'
import {bad, type Checked, type Diagnostic, good} from '../diagnostics.ts'
import {mistake} from './codes.ts'
import {decode} from './decode.ts'
import {parseDocument} from './document.ts'
import {laidOut} from './layout-yaml.ts'
import {sourceText, spanAt} from './source-text.ts'

/** A file's text without what is told of its layout: line ends are LF, and a byte order mark is gone. */
export interface Formatted {
  readonly text: string
  /** What is said of a file that isn't laid out; undefined where its bytes are just the text. */
  readonly differs?: Diagnostic
}

/** The text of a YAML file as it is to be. A file with mistakes is bad, with all of them; so is one that would then not mean just the same. */
export function formatted(file: string, bytes: Uint8Array): Checked<Formatted> {
  const read = parseDocument(file, bytes)
  if (!read.ok) return read
  const decoded = decode(file, bytes)
  if (!decoded.ok) return decoded
  const before = decoded.value.replace(/\r\n/g, '\n')
  const after = laidOut(before)
  if (!meansTheSame(before, after) || laidOut(after) !== after) return bad([unsafe(file, before, after)])
  return good(Buffer.from(after).equals(bytes) ? {text: after} : {text: after, differs: notFormatted(file, before, after)})
}

/** Whether two texts hold the same letters in the same order, and the same values. */
export function meansTheSame(before: string, after: string): boolean {
  const [one, other] = [before, after].map(text => parseDocument('', Buffer.from(text)))
  return (
    letters(before) === letters(after) &&
    one?.ok === true &&
    other?.ok === true &&
    canonical(one.value.value) === canonical(other.value.value)
  )
}

const letters = (text: string): string => text.replace(/\s+/g, '')

const unsafe = (file: string, before: string, after: string): Diagnostic =>
  mistake('FW078', {
    span: spanAt(sourceText(file, before), ...firstChange(before, after)),
    detail: 'Laid out anew it would not mean just the same, or would not stay as it is then. It is left alone.',
    help: 'Write what stands here in a simpler form: keys below one another, texts in quotes.',
  })

const notFormatted = (file: string, before: string, after: string): Diagnostic =>
  mistake('FW079', {
    span: spanAt(sourceText(file, before), ...firstChange(before, after)),
    detail:
      before === after
        ? 'Its lines end with CR LF, or it begins with a byte order mark.'
        : 'This is the first line that would be laid out in another way.',
    help: 'To format all files:\nfieldwork fmt',
  })

/** The first line in which two texts differ, as offsets in the first. */
function firstChange(before: string, after: string): readonly [start: number, end: number] {
  let at = 0
  while (at < before.length && before[at] === after[at]) at++
  const start = before.lastIndexOf('\n', at - 1) + 1
  const end = before.indexOf('\n', start)
  return [start, end < 0 ? before.length : end]
}
