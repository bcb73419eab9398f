/** Characters that a reader can't see or that turn text around: control, bidi, zero-width, line separators, tags. */
const hidden =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb]|\u034f|[\u180b-\u180f]|[\ufe00-\ufe0e]|\udb40[\udc00-\udfff]/

/** Where the first hidden character stands, or -1. */
export const firstHidden = (text: string): number => text.search(hidden)

/** Control characters other than tab and line ends, as a member file may not hold them. */
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/

/** Where the first control character stands, or -1. */
export const firstControl = (text: string): number => text.search(control)

/** The character at a place, spelt: `U+202E`. */
export const spelt = (text: string, at: number): string =>
  `U+${(text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

const everyHidden = new RegExp(hidden.source, 'g')

/** The text with hidden characters written as escapes. */
export const escaped = (text: string): string =>
  text.replace(everyHidden, letter => `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`)

/** The text with each hidden character made visible, one for one. */
export const visible = (text: string): string => text.replace(everyHidden, letter => '\ufffd'.repeat(letter.length))
