import type {Span} from '../diagnostics.ts'
import {bad, type Checked, good} from '../diagnostics.ts'
import type {Milliseconds} from '../instant.ts'
import {mistake} from './codes.ts'
import {quoted} from './quoted.ts'

const units = {s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000} as const
const unitNames: Readonly<Record<string, string>> = {sec: 's', min: 'm', hour: 'h', hr: 'h', day: 'd', week: 'w'}

/** `30m`, `36h`, `5d`, `2w`, `15s` in milliseconds. A day is 24 hours, whatever the clocks do. */
export function readDuration(text: string, span: Span): Checked<Milliseconds> {
  const match = /^([1-9][0-9]{0,4})([smhdw])$/.exec(text)
  const unit = match?.[2]
  if (match && unit && unit in units) return good(Number(match[1]) * units[unit as keyof typeof units])
  return bad([
    mistake('FW045', {
      span,
      detail: `${quoted(text)} is not a whole number followed by s, m, h, d or w.`,
      help: `Write ${meant(text) ?? '30m, 36h, 5d or 2w'}`,
    }),
  ])
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
