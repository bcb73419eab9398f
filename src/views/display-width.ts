/** Made when first needed: it takes longer to make than a plan to draw. */
let segmenter: Intl.Segmenter | undefined
const graphemes = (): Intl.Segmenter => {
  segmenter ??= new Intl.Segmenter('en', {granularity: 'grapheme'})
  return segmenter
}
/** Latin text and the glyphs of the views: one column each. */
const simple = /^[\x20-\x7e\xa0-\xac\xae-\xff–—‘’“”…→✓✗│━█░╌]*$/
const invisible = /^[\p{Cc}\p{Cf}\p{Mn}\p{Me}\p{Cs}\p{Default_Ignorable_Code_Point}]*$/u
const emoji = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|^[#*\d]\ufe0f?\u20e3|\p{Regional_Indicator}{2}/u

/** East Asian Wide and Fullwidth, by block: what terminals give two columns. */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2630, 0x2637],
  [0x268a, 0x268f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4c6],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6b],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x1b2fb],
  [0x1d300, 0x1d376],
  [0x1f200, 0x1f265],
  [0x20000, 0x3fffd],
]

/** How many terminal columns a text takes. */
export function widthOfText(text: string): number {
  if (simple.test(text)) return text.length
  let width = 0
  for (const {segment} of graphemes().segment(text)) width += widthOfGrapheme(segment)
  return width
}

function widthOfGrapheme(grapheme: string): number {
  if (invisible.test(grapheme)) return 0
  const code = grapheme.codePointAt(0) ?? 0
  return emoji.test(grapheme) || wide.some(([from, to]) => code >= from && code <= to) ? 2 : 1
}

/** The text cut to `width` columns, with `…` at the end where something is missing. */
export function truncated(text: string, width: number): string {
  if (widthOfText(text) <= width) return text
  const [head] = splitAt(text, Math.max(0, width - 1))
  return width < 1 ? '' : `${head.trimEnd()}…`
}

/** The text in two: as many whole characters as fit in `width` columns, and the rest. */
export function splitAt(text: string, width: number): readonly [string, string] {
  let used = 0
  let end = 0
  for (const {segment, index} of graphemes().segment(text)) {
    used += widthOfGrapheme(segment)
    if (used > width) break
    end = index + segment.length
  }
  return [text.slice(0, end), text.slice(end)]
}

/** The text with blanks after it, up to `width` columns. */
export const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOfText(text)))

/** The text with blanks before it, up to `width` columns. */
export const padStart = (text: string, width: number): string => ' '.repeat(Math.max(0, width - widthOfText(text))) + text
