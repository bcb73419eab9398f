import {readShortDuration} from '../config/duration.ts'
import type {Span} from '../diagnostics.ts'
import {exit, stop} from '../exit.ts'

const commandLine: Span = {file: '--since', line: 1, column: 1, endColumn: 2, frame: []}

/**
 * The moment that `--since` names, in milliseconds since 1970: a duration back from now (`7d`), a date, an instant as in the campaign language, or
 * one as the journal writes it. Without a zone it is UTC, as a history is shown. Rejects with `Stop` (64).
 */
export async function sinceOf(text: string, now: number): Promise<number> {
  const ago = readShortDuration(text)
  if (ago !== undefined) return now - ago
  const recorded = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(recorded)) return recorded
  const {readInstant} = (await import('../config/calendar.ts')).calendar
  const moment = readInstant(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text} 00:00` : text, 'UTC', commandLine)
  if (moment.ok) return moment.value
  const [mistake] = moment.diagnostics
  throw stop(exit.usage, {
    code: 'FW194',
    summary: 'That is no time to begin from',
    detail: mistake?.detail ?? `${JSON.stringify(text)} is not a time.`,
    help: `${mistake?.help ?? 'Write 2031-12-10 13:43'}. Or a date (2031-12-10), or how long ago (7d, 36h).`,
  })
}
