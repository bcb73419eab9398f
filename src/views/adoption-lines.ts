import type {BatchAdopted} from '../state/entry.ts'
import {widthOfText} from './display-width.ts'
import {harmless} from './harmless.ts'
import {labelled, wrapped} from './layout.ts'
import {blank, type Line, line, toned} from './line.ts'
import {momentInWords} from './moments.ts'
import {shownAddress} from './short-address.ts'

/** What is known of a batch that is about to be recorded as made elsewhere. */
export interface AdoptionView {
  readonly entry: BatchAdopted
  /** As the API tells it. */
  readonly status: string
  readonly width: number
}

/** What will be recorded, before a person says yes to it. */
export function adoptionLines({entry, status, width}: AdoptionView): readonly Line[] {
  const {address, batchID, created, reach, written} = entry
  const name = shownAddress(address)
  const [who, batch] = [`${harmless(reach)} · survey ${written.compose.surveyID}`, `batch ${batchID}`]
  const when = created === undefined ? '' : `, created ${momentInWords(Date.parse(created), 'UTC')}`
  const column = Math.min(40, Math.max(widthOfText(name), batch.length)) + 5
  return [
    ...wrapped(line('This records a batch that was created elsewhere:'), width),
    blank,
    ...labelled(name, line(who), {width, column}),
    ...labelled(batch, line(`${harmless(status)}${when}`), {width, column}),
    blank,
    ...wrapped(
      line(
        'From then on it counts as sent, and fieldwork does not send it. Nothing is sent by this. ',
        toned('dim', "The API doesn't tell to whom a batch went: that it went to these is your word."),
      ),
      width,
    ),
  ]
}
