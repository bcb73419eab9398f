import {type ApplyModel, speedWindow} from './apply-model.ts'
import {padEnd, padStart} from './display-width.ts'
import {thousands} from './figures.ts'
import {narrow} from './layout.ts'
import {type Line, line, toned} from './line.ts'

/** The speed of the last seconds; 0 where it can't be told. */
export function callsPerSecond(recent: readonly number[], nowMs: number): number {
  const inWindow = recent.filter(ms => ms > nowMs - speedWindow)
  const [first] = inWindow
  if (first === undefined || inWindow.length < 2) return 0
  return inWindow.length / Math.max(1, (nowMs - first) / 1000)
}

interface Bar {
  readonly label: string
  readonly done: number
  readonly total: number
  readonly extra: string
}

/** How far members and batches are. */
export function barLines(model: ApplyModel, width: number): readonly Line[] {
  const bars = barsOf(model)
  const digits = (of: (bar: Bar) => number) => Math.max(0, ...bars.map(bar => thousands(of(bar)).length))
  const [done, total] = [digits(bar => bar.done), digits(bar => bar.total)]
  return bars.map(bar => {
    const figures = `${padStart(thousands(bar.done), Math.max(done, total))} / ${padEnd(thousands(bar.total), total)}`
    if (width < narrow) return line(`  ${padEnd(bar.label, 8)} ${figures}`)
    return line(`  ${padEnd(bar.label, 10)}`, ...drawn(bar, Math.min(29, width - 51)), `  ${figures}   ${bar.extra}`)
  })
}

function barsOf({members, batches, calls}: ApplyModel): readonly Bar[] {
  const recent = calls.recent.length
  const last = calls.recent.at(-1) ?? 0
  const now = Math.round(callsPerSecond(calls.recent, last))
  // Many calls may go in a burst, as long as the minute holds: then the share of a second says nothing.
  const limit = calls.perSecond === null || now > calls.perSecond ? '' : ` of ${thousands(Math.round(calls.perSecond * 10) / 10)}`
  const speed = recent < 2 ? '' : `${thousands(now)} calls/s${limit}`
  const people = `${thousands(members.added)} added · ${thousands(members.notAdded)} not added`
  return [
    ...(members.total > 0 ? [{label: 'members', done: members.posted, total: members.total, extra: people}] : []),
    ...(batches.total > 0 ? [{label: 'batches', done: batches.done, total: batches.total, extra: speed}] : []),
  ]
}

function drawn({done, total}: Bar, width: number): Line {
  const full = total === 0 ? 0 : Math.min(done < total ? width - 1 : width, Math.round((done / total) * width))
  return line(toned('send', '█'.repeat(full)), toned('dim', '░'.repeat(width - full)))
}
