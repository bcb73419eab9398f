import {padEnd, padStart, splitAt, truncated, widthOfText} from './display-width.ts'
import {type Line, line, type Segment, widthOf, withoutTrailingBlanks} from './line.ts'

/** Below this many columns labels stand above values. */
export const narrow = 60

/** Breaks a line between words so that each part fits; parts after the first begin with `indent` blanks. */
export function wrapped(of: Line, width: number, indent = 0): readonly Line[] {
  const room = Math.max(indent + 8, width)
  const lines: Line[] = []
  let current: Segment[] = []
  let used = 0
  let fresh = true
  const flush = () => {
    lines.push(current)
    current = indent > 0 ? [{text: ' '.repeat(indent)}] : []
    used = indent
    fresh = true
  }
  for (const {text, tone} of of) {
    for (const word of text.split(/(?<= )(?=[^ ])/)) {
      let rest = word
      if (!fresh && used + widthOfText(rest.trimEnd()) > room) flush()
      while (used + widthOfText(rest.trimEnd()) > room) {
        const [head, tail] = splitAt(rest, room - used)
        if (head === '') break
        current.push(segment(head, tone))
        rest = tail
        flush()
      }
      current.push(segment(rest, tone))
      used += widthOfText(rest)
      if (rest.trim() !== '') fresh = false
    }
  }
  lines.push(current)
  return lines.map(each => withoutTrailingBlanks(joined(each)))
}

const segment = (text: string, tone: Segment['tone']): Segment => (tone ? {text, tone} : {text})

/** Neighbours of one tone are one segment. */
function joined(of: Line): Line {
  const out: Segment[] = []
  for (const next of of) {
    const last = out.at(-1)
    if (last && last.tone === next.tone) out[out.length - 1] = {...last, text: last.text + next.text}
    else if (next.text !== '') out.push(next)
  }
  return out
}

/** `left`, and `right` at the edge of `width`; below one another where both don't fit. */
export function spread(left: Line, right: Line, width: number): readonly Line[] {
  const gap = width - widthOf(left) - widthOf(right)
  if (widthOf(right) === 0) return wrapped(left, width, 2)
  if (gap >= 1) return [line(...left, ' '.repeat(gap), ...right)]
  return [...wrapped(left, width, 2), ...wrapped(line('  ', ...right), width, 2)]
}

/** A line cut to `width` columns. */
export function cut(whole: Line, width: number): Line {
  const of = withoutTrailingBlanks(whole)
  if (widthOf(of) <= width) return of
  let left = width
  const out: Segment[] = []
  for (const next of of) {
    const fits = widthOfText(next.text)
    if (fits <= left - 1) {
      out.push(next)
      left -= fits
      continue
    }
    out.push({...next, text: truncated(`${next.text}  `, left)})
    break
  }
  return out
}

/** Label and value beside one another, the value wrapped in its own column; in a narrow view one above the other. */
export function labelled(
  label: string,
  value: Line,
  {width, column}: {readonly width: number; readonly column: number},
): readonly Line[] {
  if (width < narrow) return [line(`  ${label}`), ...wrapped(line('    ', ...value), width, 4)]
  const head = padEnd(`  ${label}`, column)
  return wrapped(line(head, ...value), width, column)
}

/** A cell of a table. */
export const cell = (text: string, width: number, align: 'left' | 'right' = 'left'): string =>
  align === 'left' ? padEnd(truncated(text, width), width) : padStart(truncated(text, width), width)
