import {counted} from './figures.ts'
import {harmless} from './harmless.ts'
import {cut} from './layout.ts'
import {blank, type Line, line, toned} from './line.ts'
import {tableLines, watchHeader} from './status-lines.ts'
import {isPending, type StatusBatch, type StatusReport} from './status-report.ts'

export interface WatchView {
  readonly width: number
  /** How many lines the frame may have. */
  readonly height: number
  readonly nowMs: number
  readonly everySeconds: number
  /** Calls that the API allows. */
  readonly allowance?: number
  /** Why the last reading failed. */
  readonly problem?: string
}

/** The live picture of what was sent. Where not all fits, what is in doubt or pending stays in sight. */
export function watchFrame(report: StatusReport, view: WatchView): readonly Line[] {
  const {width, height, everySeconds, allowance, problem} = view
  const head = [...watchHeader(report, everySeconds, width, allowance), blank].slice(0, Math.max(1, height - 1))
  const foot = problem === undefined ? [] : [line('  ', toned('wait', '!'), ` The last reading failed: ${harmless(problem)}`)]
  const room = Math.max(0, height - head.length - foot.length)
  return [...head, ...fitting(report, view, room), ...foot].slice(0, height).map(of => cut(of, width))
}

function fitting(report: StatusReport, view: WatchView, room: number): readonly Line[] {
  // A batch takes at least a line: many are not laid out to see that they don't fit.
  const all = report.batches.length <= room ? tableLines(report, view) : undefined
  if (all && all.length <= room) return all
  const urgent = report.batches.filter(isUrgent)
  const others = report.batches.filter(of => !isUrgent(of))
  for (let count = Math.min(room, report.batches.length - 1); count > 0; count--) {
    const kept = new Set([...urgent, ...others].slice(0, count))
    const lines = tableLines({...report, batches: report.batches.filter(of => kept.has(of))}, view)
    if (lines.length < room)
      return [
        ...lines,
        line(
          toned(
            'dim',
            `  and ${counted(report.batches.length - count, 'more batch', 'more batches')}; all are listed at the end`,
          ),
        ),
      ]
  }
  return []
}

const isUrgent = (of: StatusBatch): boolean => of.state === 'in-doubt' || isPending(of)
