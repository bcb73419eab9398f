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
    detail: "Inside { } and [ ] indentation can't be used.",
    help: 'Write all of it with brackets, or all of it with indentation.',
  },
  KEY_OVER_1024_CHARS: {detail: 'This key is longer than a key can be.', help: 'Shorten it.'},
  MISSING_CHAR: {
    detail: 'A quote, bracket, colon or space is missing here.',
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
export const phraseOf = (code: string, message: string): {readonly detail: string; readonly help: string} =>
  (/end with a|closing/i.test(message) ? unclosed : undefined) ??
  phrases[code] ?? {
    detail: 'This is not YAML that can be read.',
    help: 'Look for a missing quote, colon or indentation at this place.',
  }
