import {widthOfText} from './display-width.ts'

/** What a piece of text is about. Colour follows from it; the words and glyphs say the same without colour. */
export type Tone = 'bold' | 'dim' | 'send' | 'wait' | 'refused' | 'doubt' | 'chosen'

export interface Segment {
  readonly text: string
  readonly tone?: Tone
}

/** One line of a view: what text and screen have in common. */
export type Line = readonly Segment[]

/** What a line is made of. */
export type Part = string | Segment

/** A line made of plain texts and toned segments; what is empty or undefined is left out. */
export const line = (...parts: readonly (Part | undefined)[]): Line =>
  parts.flatMap(part => {
    if (part === undefined) return []
    const segment = typeof part === 'string' ? {text: part} : part
    return segment.text === '' ? [] : [segment]
  })

/** A toned piece of a line. */
export const toned = (tone: Tone, text: string): Segment => ({text, tone})

/** The line without content. */
export const blank: Line = []

/** The words of a line without their tones. */
export const plainText = (of: Line): string => of.map(({text}) => text).join('')

/** How many columns a line takes. */
export const widthOf = (of: Line): number => of.reduce((sum, {text}) => sum + widthOfText(text), 0)

/** The line without the blanks at its end: nobody sees them, so they take no room. What is marked as chosen is seen. */
export function withoutTrailingBlanks(of: Line): Line {
  const last = of.at(-1)
  if (last === undefined) return blank
  if (last.tone === 'chosen' || !last.text.endsWith(' ')) return of
  const text = last.text.replace(/ +$/, '')
  return text === '' ? withoutTrailingBlanks(of.slice(0, -1)) : [...of.slice(0, -1), {...last, text}]
}
