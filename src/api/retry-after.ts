import type {Milliseconds} from '../instant.ts'
import type {AnswerHeaders} from './exchange.ts'

const usual: Milliseconds = 60_000
/** A server that says "at once" gets a moment all the same. */
const shortest: Milliseconds = 1000
const longest: Milliseconds = 5 * 60_000

/**
 * How long to wait after a 429, in milliseconds: Retry-After (seconds, or a date measured from the answer's own Date) if it is within
 * reason (up to 5 minutes), otherwise 60 s. The API documents no such header; one that comes is honoured.
 */
export function retryAfter(headers: AnswerHeaders): Milliseconds {
  const asked = waitIn(headers['retry-after']?.trim() ?? '', headers.date ?? '')
  return asked >= 0 && asked <= longest ? Math.max(asked, shortest) : usual
}

function waitIn(text: string, date: string): number {
  if (/^[0-9]{1,9}$/.test(text)) return Number(text) * 1000
  // Nothing but the form that HTTP prescribes: Date.parse alone would read a year into almost anything.
  return text.endsWith(' GMT') ? Date.parse(text) - Date.parse(date) : Number.NaN
}
