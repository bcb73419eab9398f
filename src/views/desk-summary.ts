import type {DeskModel, Settled} from './desk-scene.ts'
import {widthOfText} from './display-width.ts'
import {inDoubtWords} from './doubts-lines.ts'
import {harmless} from './harmless.ts'
import {wrapped} from './layout.ts'
import {type Line, line, toned} from './line.ts'
import {digitsFor, shownAddress} from './short-address.ts'

/** What goes up into the terminal's history when a send is settled. */
export const settledLines = ({address, words}: Settled, digits: number, width: number): readonly Line[] =>
  wrapped(line(toned('send', '✓'), ` ${shownAddress(address, digits)} is recorded as ${words}.`), width, 2)

/** So many doubts are named when the screen is left. */
const mostListed = 10

/** What stays below the history when the screen is left. */
export function deskSummary(
  {doubts, settled, note}: DeskModel,
  {width, command}: {readonly width: number; readonly command: string},
): readonly Line[] {
  if (doubts.length === 0) {
    // The last one may have been settled by somebody else.
    const said = note === undefined ? [] : wrapped(line(toned('wait', '!'), ` ${harmless(note)}`), width, 2)
    return [...said, line('Nothing is in doubt.')]
  }
  const digits = digitsFor(doubts.map(({address}) => address))
  const [listed, hidden] = [doubts.slice(0, mostListed), Math.max(0, doubts.length - mostListed)]
  const column = Math.min(40, Math.max(0, ...listed.map(({address}) => widthOfText(shownAddress(address, digits)))))
  return [
    ...wrapped(line(inDoubtWords(doubts.length, settled.length > 0)), width),
    ...listed.flatMap(({address, surveyID, reach}) => {
      const name = shownAddress(address, digits)
      const gap = ' '.repeat(Math.max(0, column - widthOfText(name)) + 3)
      return wrapped(line('  ', toned('doubt', `? ${name}`), gap, `survey ${surveyID} · ${harmless(reach)}`), width, 4)
    }),
    ...(hidden > 0 ? [line(`  and ${hidden} more`)] : []),
    line('Next: ', toned('bold', harmless(command))),
  ]
}
