const dangerous = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu
const named: Readonly<Record<string, string>> = {'\n': '\\n', '\r': '\\r', '\t': '\\t', '\x1b': '\\e'}
/** Some CI logs take `##[…]` for a command anywhere in a line. */
const logCommand = /##(?=[a-z]*\[)/g

/**
 * Text from a file or server as it can be shown: what would move the cursor, turn the writing direction, hide, or
 * start a new line is spelt out, so that a reader sees it and the terminal doesn't.
 */
export const harmless = (text: string): string => text.replace(dangerous, escaped).replace(logCommand, '# #')

/** Emoji and text presentation are harmless and common. */
const isPresentation = (character: string): boolean => character === '\ufe0e' || character === '\ufe0f'

function escaped(character: string): string {
  if (isPresentation(character)) return character
  return named[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
}

/** Several lines of someone else's text: each harmless by itself. */
export const harmlessLines = (text: string): readonly string[] => text.split(/\r\n|\n/).map(harmless)
