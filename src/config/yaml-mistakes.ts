import type {Diagnostic} from '../diagnostics.ts'
import {mistake} from './codes.ts'
import {type SourceText, spanAt} from './source-text.ts'
import {type Complaint, causeOf} from './yaml-structure.ts'

/** What each of the YAML reader's complaints means, for someone who doesn't know YAML's grammar. */
const phrases: Readonly<Record<string, {readonly detail: string; readonly help: string}>> = {
  ALIAS_PROPS: {detail: "An alias (*name) can't carry anything of its own.", help: 'Write the alias alone.'},
  BAD_ALIAS: {detail: 'This alias has no name.', help: 'Put text that begins with * in quotes.'},
  BAD_DQ_ESCAPE: {
    detail: "A backslash in double quotes begins an escape, and this one doesn't exist.",
    help: 'Use single quotes, or write \\\\.',
  },
  BAD_INDENT: {
    detail: "The indentation doesn't fit the lines around it.",
    help: 'Line keys of one level up in one column, with spaces.',
  },
  BAD_SCALAR_START: {detail: "A value can't begin with this character.", help: 'Put the value in quotes.'},
  BLOCK_AS_IMPLICIT_KEY: {
    detail: 'There is more than one ": " on this line.',
    help: 'Put a value that holds ": " in quotes, or begin a new line.',
  },
  BLOCK_IN_FLOW: {
    detail: "Inside { } and [ ] a comma stands between two entries, and indentation can't be used.",
    help: 'Put a comma between them.',
  },
  KEY_OVER_1024_CHARS: {detail: 'This key is longer than a key can be.', help: 'Shorten it.'},
  MISSING_CHAR: {
    detail: 'A quote, bracket, comma, colon or space is missing here.',
    help: 'Close what is open; put a space after each colon.',
  },
  MULTILINE_IMPLICIT_KEY: {detail: 'A key must stand on one line with its colon.', help: 'Is a colon missing after the key?'},
  NON_STRING_KEY: {detail: 'A key must be plain text.', help: 'Put the key in quotes.'},
  TAB_AS_INDENT: {detail: 'A tab indents this line; YAML takes only spaces.', help: 'Put spaces in place of the tab.'},
  UNEXPECTED_TOKEN: {
    detail: "This doesn't belong here.",
    help: 'Look for a missing quote, bracket or line break just before it.',
  },
  BAD_COLLECTION_TYPE: {detail: 'This is not the kind of collection that was announced.', help: 'Write it without a tag.'},
}

const unclosed = {detail: "A bracket or quote was opened and isn't closed.", help: 'Close it with ], } or the same quote.'}

/** Words for a complaint of the YAML reader. */
const phraseOf = ({code, message}: Complaint): {readonly detail: string; readonly help: string} =>
  (/end with a|closing/i.test(message) ? unclosed : undefined) ??
  phrases[code] ?? {
    detail: 'This is not YAML that can be read.',
    help: 'Look for a missing quote, colon or indentation at this place.',
  }

/** Complaints about one value only. After any other one the reader has lost its way, and what it says next only follows from that. */
const alone: ReadonlySet<string> = new Set([
  'ALIAS_PROPS',
  'BAD_ALIAS',
  'BAD_DQ_ESCAPE',
  'BAD_SCALAR_START',
  'KEY_OVER_1024_CHARS',
  'NON_STRING_KEY',
  'BAD_COLLECTION_TYPE',
])

/** What is wrong with a file's form: complaints about single values, and the first one about the whole. */
export function yamlMistakes(source: SourceText, complaints: readonly Complaint[]): readonly Diagnostic[] {
  const sorted = [...complaints].sort((a, b) => a.pos[0] - b.pos[0])
  const first = sorted.findIndex(({code}) => !alone.has(code))
  const told = first < 0 ? sorted : sorted.slice(0, first + 1)
  return told.map(complaint => {
    const cause = alone.has(complaint.code) ? undefined : causeOf(complaint, source)
    const {range, ...words} = cause ?? {range: complaint.pos, ...phraseOf(complaint)}
    return mistake('FW005', {span: spanAt(source, ...range), ...words})
  })
}
