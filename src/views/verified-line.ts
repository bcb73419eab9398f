import type {Instant} from '../instant.ts'
import {counted, thousands} from './figures.ts'
import type {Verified} from './history.ts'
import {wrapped} from './layout.ts'
import {type Line, line, toned} from './line.ts'

const toTheSecond = (at: Instant): string => at.replace(/\.\d+Z$/, 'Z')

/** That a journal is whole, in one line; a narrow view breaks it. */
export function verifiedLines({records, first, last, lineage, voidLines, mark}: Verified, width: number): readonly Line[] {
  if (first === null || last === null || lineage === null)
    return [line('Nothing is recorded, and this machine knows of nothing.')]
  const marked =
    mark === null ? 'this machine remembers none of them' : `record ${thousands(mark)} is the last that this machine appended`
  const voids = voidLines === 0 ? '' : ` · ${counted(voidLines, 'void line')}`
  const said = `${counted(records, 'record')} whole, ${toTheSecond(first)} to ${toTheSecond(last)} · lineage ${lineage.slice(0, 8)}${voids} · ${marked}`
  return wrapped(line(toned('send', '✓'), ` ${said}`), width, 2)
}
