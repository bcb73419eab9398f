/** One line of a page of the ledger. Times are whole milliseconds of the machine's own clock. */
export type Note =
  /** A call may be made by the one who wrote this; its slot comes free at `until` if nothing more is heard of it. */
  | {readonly is: 'taken'; readonly id: string; readonly at: number; readonly until: number}
  /** The call is over: its slot comes free at `until`. */
  | {readonly is: 'over'; readonly id: string; readonly until: number}
  /** The server said "too fast" at `at` to a call that had begun at `taken`. */
  | {readonly is: 'complaint'; readonly taken: number; readonly at: number}

/** The notes as text for one write. It begins with a line break, so that a piece that a full disk has left spoils nothing after it. */
export const noteText = (...notes: readonly Note[]): string => `\n${notes.map(written).join('\n')}\n`

function written(note: Note): string {
  switch (note.is) {
    case 'taken':
      return `+ ${note.id} ${note.at} ${note.until}`
    case 'over':
      return `- ${note.id} ${note.until}`
    case 'complaint':
      return `! ${note.taken} ${note.at}`
    default:
      return note satisfies never
  }
}

const forms = /^(?:\+ ([0-9a-f]{16}) ([0-9]{1,14}) ([0-9]{1,14})|- ([0-9a-f]{16}) ([0-9]{1,14})|! ([0-9]{1,14}) ([0-9]{1,14}))$/

/** The note that a line holds; undefined where it holds none. */
export function readNote(line: string): Note | undefined {
  const [, id, at, until, ended, endsAt, taken, toldAt] = forms.exec(line) ?? []
  if (id !== undefined) return {is: 'taken', id, at: Number(at), until: Number(until)}
  if (ended !== undefined) return {is: 'over', id: ended, until: Number(endsAt)}
  if (taken !== undefined) return {is: 'complaint', taken: Number(taken), at: Number(toldAt)}
  return undefined
}
