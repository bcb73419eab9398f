import type {Address} from '../address.ts'
import {padEnd, widthOfText} from './display-width.ts'
import {counted} from './figures.ts'
import {harmless} from './harmless.ts'
import {wrapped} from './layout.ts'
import {type Line, line, toned} from './line.ts'
import {digitsFor, shownAddress} from './short-address.ts'

/** At most so many sends are named. */
const shownRows = 20

/** Which sends are meant, and whom they reach: what is asked about follows. */
export function meantLines(
  said: string,
  sends: readonly {readonly address: Address; readonly reach: string}[],
  {width}: {readonly width: number},
): readonly Line[] {
  const digits = digitsFor(sends.map(({address}) => address))
  const hidden = sends.length > shownRows ? sends.length - shownRows + 1 : 0
  const rows = sends
    .slice(0, sends.length - hidden)
    .map(({address, reach}) => [shownAddress(address, digits), harmless(reach)] as const)
  const column = Math.min(40, Math.max(0, ...rows.map(([name]) => widthOfText(name)))) + 3
  return [
    ...wrapped(line('  ', toned('bold', `Of ${counted(sends.length, 'send')} it is said: ${said}.`)), width, 2),
    ...rows.flatMap(([name, reach]) => wrapped(line('    ', padEnd(name, column), reach), width, 6)),
    ...(hidden > 0 ? [line(`    and ${counted(hidden, 'more send')}`)] : []),
  ]
}
