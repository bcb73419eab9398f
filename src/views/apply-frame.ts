import {barLines, callsPerSecond} from './apply-bars.ts'
import type {ApplyModel} from './apply-model.ts'
import {applyRowLine, haltedInWords, idColumnFor, waitsInWords} from './apply-row-lines.ts'
import {about, counted, elapsed, thousands} from './figures.ts'
import {harmless} from './harmless.ts'
import {cut, spread, wrapped} from './layout.ts'
import {blank, type Line, line, toned} from './line.ts'
import {rowsBetween} from './rows.ts'
import {shownAddress} from './short-address.ts'

export interface FrameView {
  readonly width: number
  /** How many lines the frame may have: always fewer than the terminal has rows. */
  readonly height: number
  readonly nowMs: number
  readonly digits?: number
  readonly column?: number
  readonly zone?: string
  /** How many ended sends have already gone up into the terminal's history. */
  readonly scrolled: number
}

export interface Frame {
  readonly lines: readonly Line[]
  /** How many ended sends stand in the history once this frame is shown. */
  readonly scrolled: number
}

/** At most so many ended sends stay in the frame. */
const mostEnded = 5

/** The live picture of an apply. What doesn't fit gives way in the order: ended sends, blanks, bars, open sends; a doubt never does. */
export function applyFrame(model: ApplyModel, view: FrameView): Frame {
  const {width, height} = view
  const head = headLines(model, view).slice(0, 1)
  const said = [...doubtLines(model, view, height - 1), ...messageLines(model, view)].slice(0, Math.max(0, height - 1))
  let room = Math.max(0, height - head.length - said.length)
  const take = (lines: readonly Line[]): readonly Line[] => {
    if (lines.length > room) return []
    room -= lines.length
    return lines
  }
  const open = openLines(model, view, room)
  room -= open.length
  const bars = take(barLines(model, width))
  const [gap1, gap2, gap3] = [
    take([blank]),
    bars.length > 0 ? take([blank]) : [],
    open.length + model.ended.length > 0 ? take([blank]) : [],
  ]
  const scrolled = Math.max(view.scrolled, model.ended.length - Math.min(mostEnded, room))
  const rows = rowsBetween(model.ended, scrolled, model.ended.length)
  const ended = rows.map(row => applyRowLine(row, {...view, idColumn: idColumnFor(rows)}))
  const gap = ended.length + open.length > 0 ? gap3 : []
  return {
    lines: [...head, ...gap1, ...bars, ...gap2, ...ended, ...open, ...gap, ...said].slice(0, height).map(of => cut(of, width)),
    scrolled,
  }
}

function headLines(model: ApplyModel, {width, nowMs}: FrameView): readonly Line[] {
  const passed = model.startedMs === null ? '' : elapsed(nowMs - model.startedMs)
  const left = secondsLeft(model, nowMs)
  // Who has asked it to stop isn't interested in how long all would take.
  const rest = left !== null && left > 5 && model.interrupts === 0 ? ` · about ${about(left)} left` : ''
  const keys = model.interrupts === 0 ? 'Ctrl-C stops' : 'stopping'
  const title = line(toned('bold', 'apply'), ` · panel ${harmless(model.panel)}`)
  const full = spread(title, line(toned('dim', `${passed}${rest}  ${keys}`)), width)
  return full.length === 1 ? full : [line(toned('bold', 'apply'), '  ', toned('dim', `${passed}  ${keys}`))]
}

/** By the speed of the last seconds; null before there is one, or where nothing is left. */
function secondsLeft({calls}: ApplyModel, nowMs: number): number | null {
  const speed = callsPerSecond(calls.recent, nowMs)
  const left = calls.planned - calls.made
  return speed > 0 && left > 0 ? left / speed : null
}

function openLines({open}: ApplyModel, view: FrameView, room: number): readonly Line[] {
  if (open.length <= room) return open.map(row => applyRowLine(row, view))
  if (room < 1) return []
  const shown = open.slice(0, room - 1)
  return [
    ...shown.map(row => applyRowLine(row, view)),
    line(`  → and ${counted(open.length - shown.length, 'more is', 'more are')} on the way`),
  ]
}

function doubtLines(model: ApplyModel, {digits, width}: FrameView, room: number): readonly Line[] {
  const doubts = [...model.doubts, ...model.earlier]
  if (doubts.length === 0) return [line(toned('dim', '  ? nothing in doubt'))]
  const lines = doubts.map(({address, why}) =>
    line('  ', toned('doubt', `? ${shownAddress(address, digits)}  in doubt`), `: ${harmless(why)}`),
  )
  const whole = lines.flatMap(doubt => wrapped(doubt, width, 4))
  if (whole.length <= room) return whole
  if (lines.length <= room) return lines
  const shown = lines.slice(0, Math.max(0, room - 1))
  return [...shown, line('  ', toned('doubt', `? and ${thousands(lines.length - shown.length)} more in doubt`))]
}

/** What else a reader should know while it runs; the newest diagnostics stand in the history. */
function messageLines({waiting, halted, interrupts, unconfirmed, open}: ApplyModel, view: FrameView): readonly Line[] {
  const {zone = 'UTC', digits, width} = view
  const inFlight = open.filter(({waits}) => !waits).length
  const people = unconfirmed.reduce((sum, {count}) => sum + count, 0)
  const messages = [
    ...(people > 0 ? [line('  ', toned('refused', `✗ ${counted(people, 'person', 'people')} not confirmed as added`))] : []),
    ...(halted ? [line('  ', toned('wait', '!'), ` ${haltedInWords(halted)}`)] : []),
    ...(waiting
      ? [line('  ', toned('wait', '…'), ` ${shownAddress(waiting.address, digits)} ${waitsInWords(waiting, zone)}`)]
      : []),
    ...(interrupts > 0 ? [line('  ', toned('wait', '!'), ` ${stopping(inFlight, interrupts)}`)] : []),
  ]
  return messages.flatMap(message => wrapped(message, width, 4))
}

function stopping(open: number, interrupts: number): string {
  if (interrupts > 1) return 'leaving: what is in flight is recorded as in doubt'
  if (open === 0) return 'nothing new starts'
  return `nothing new starts; waiting for ${counted(open, 'answer')}. Ctrl-C again leaves ${open === 1 ? 'it' : 'them'} in doubt`
}
