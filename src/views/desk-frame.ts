import {promptLines} from './desk-prompt.ts'
import {type DeskDoubt, type DeskModel, doubtOnDesk} from './desk-scene.ts'
import {answerInWords, windowInWords} from './doubts-lines.ts'
import {counted} from './figures.ts'
import {harmless} from './harmless.ts'
import {cut, labelled, narrow, spread, wrapped} from './layout.ts'
import {blank, type Line, line, toned} from './line.ts'
import {digitsFor, shownAddress} from './short-address.ts'

export interface DeskView {
  readonly panel: string
  readonly width: number
  /** How many lines the frame may have. */
  readonly height: number
  readonly nowMs: number
}

/** The picture of one doubt, with its evidence, and below it what can be said of it. In a low terminal what is said stays, the rest gives way. */
export function deskFrame(model: DeskModel, view: DeskView): readonly Line[] {
  const {width, height} = view
  const doubt = doubtOnDesk(model)
  if (!doubt) return []
  const foot = footLines(model, doubt, view)
  const known = [...headLines(model, view), blank, ...evidenceLines(model, doubt, view)]
  const body = inRoom([...known, blank, ...adviceLines(width)], known, Math.max(0, height - foot.length))
  return [...body, ...foot].slice(-Math.max(1, height)).map(of => cut(of, width))
}

/** All of it, or without blank lines, or without the advice, or as much of that as there is room for. */
function inRoom(all: readonly Line[], known: readonly Line[], room: number): readonly Line[] {
  const dense = (lines: readonly Line[]) => lines.filter(of => of.length > 0)
  const fitting = [all, known, dense(all), dense(known)].find(({length}) => length <= room)
  if (fitting) return fitting
  const shown = dense(known).slice(0, Math.max(0, room - 1))
  const hidden = dense(known).length - shown.length
  return [...shown, line(toned('dim', `  ↓ ${counted(hidden, 'more line')}`))].slice(0, room)
}

/** Where there is room for little, the title gives way, and labels stand beside values. */
const isSmall = ({width, height}: DeskView): boolean => height < 16 && width < narrow

function headLines({doubts, index}: DeskModel, view: DeskView): readonly Line[] {
  const count = line(toned('doubt', `${index + 1} of ${doubts.length} in doubt`))
  if (isSmall(view)) return [count]
  return spread(line(toned('bold', 'fieldwork doubts'), ` · panel ${harmless(view.panel)}`), count, view.width)
}

function evidenceLines({doubts}: DeskModel, doubt: DeskDoubt, view: DeskView): readonly Line[] {
  const {width, nowMs} = view
  const row = (label: string, value: string) =>
    isSmall(view)
      ? wrapped(line(toned('dim', `  ${label}: `), value), width, 4)
      : labelled(label, line(value), {width, column: 13})
  const {surveyID, reach, people, evidence, phase, status} = doubt
  const rows = [
    row('Sent', windowInWords(doubt, nowMs)),
    row('Survey', String(surveyID)),
    row('Reaches', `${harmless(reach)}${people === null || people < 2 ? '' : ` · ${counted(people, 'person', 'people')}`}`),
    row('Evidence', harmless(evidence)),
    row('Phase', phaseWords[phase] ?? harmless(phase)),
    ...(status === undefined ? [] : [row('Answer', answerInWords(doubt)).slice(0, 4)]),
  ]
  return [
    ...wrapped(line(toned('doubt', `? ${shownAddress(doubt.address, digitsFor(doubts.map(({address}) => address)))}`)), width, 2),
    // The shortest first, where some may not be seen.
    ...(isSmall(view) ? rows.toSorted((a, b) => a.length - b.length) : rows).flat(),
  ]
}

const adviceLines = (width: number): readonly Line[] =>
  wrapped(line(toned('dim', '  Look in QuestionPro (Send » History), or ask someone who should have got it.')), width, 2)

/** How far the exchange came, in words. */
const phaseWords: Readonly<Record<string, string>> = {
  connect: 'the connection',
  'before-write': 'the record, before anything was written',
  write: 'the request was being written, or had left',
  answer: 'an answer had begun',
}

function footLines(model: DeskModel, doubt: DeskDoubt, view: DeskView): readonly Line[] {
  const {width, height} = view
  const note =
    model.note === undefined ? [] : [blank, ...wrapped(line('  ', toned('wait', '!'), ` ${harmless(model.note)}`), width, 4)]
  const asked = promptLines(model, doubt, view).flatMap(of => wrapped(of, width, 2))
  const lines = [...note, blank, ...asked]
  return !isSmall(view) && lines.length <= Math.max(6, Math.floor(height * 0.75)) ? lines : lines.filter(of => of.length > 0)
}
