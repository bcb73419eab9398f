import type {Span} from '../diagnostics.ts'
import {bad, type Checked, good} from '../diagnostics.ts'
import type {Milliseconds} from '../instant.ts'
import {mistake} from './codes.ts'
import {quoted} from './quoted.ts'

const units = {s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000} as const
const unitNames: Readonly<Record<string, string>> = {sec: 's', min: 'm', hour: 'h', hr: 'h', day: 'd', week: 'w'}

function inMilliseconds(text: string): Milliseconds | undefined {
  const match = /^([1-9][0-9]{0,4})([smhdw])$/.exec(text)
  const unit = match?.[2]
  return match && unit && unit in units ? Number(match[1]) * units[unit as keyof typeof units] : undefined
}

/** `30m`, `36h`, `5d`, `2w`, `15s` in milliseconds. A day is 24 hours, whatever the clocks do. */
export function readDuration(text: string, span: Span): Checked<Milliseconds> {
  const ms = inMilliseconds(text)
  if (ms !== undefined) return good(ms)
  return bad([
    mistake('FW045', {
      span,
      detail: `${quoted(text)} is not a whole number followed by s, m, h, d or w.`,
      help: `Write ${meant(text) ?? '30m, 36h, 5d or 2w'}`,
    }),
  ])
}

/** A duration of the command line, which may also be in milliseconds: `200ms`. Undefined if it is none. */
export function readShortDuration(text: string): Milliseconds | undefined {
  const short = /^([1-9][0-9]{0,6})ms$/.exec(text)
  if (short) return Number(short[1])
  return inMilliseconds(text)
}

/** `5 days` means 5d, `1.5h` means 90m. */
function meant(text: string): string | undefined {
  const match = /^\s{0,9}([0-9]{1,4})(?:\.([05]))?\s{0,9}([a-z]{1,9}?)s?\s{0,9}$/i.exec(text)
  const word = match?.[3]?.toLowerCase() ?? ''
  const unit = unitNames[word] ?? (word in units ? word : undefined)
  if (!match || !unit || Number(match[1]) === 0) return undefined
  if (match[2] !== '5') return `${Number(match[1])}${unit}`
  return unit === 'h' ? `${Number(match[1]) * 60 + 30}m` : unit === 'd' ? `${Number(match[1]) * 24 + 12}h` : undefined
}
