import type {Seq} from '../state/entry.ts'
import {answerInWords, type Doubt} from './doubts-lines.ts'
import {harmless} from './harmless.ts'

const columns = [
  'address',
  'verdict',
  'reason',
  'record',
  'from',
  'to',
  'survey',
  'people',
  'reach',
  'evidence',
  'answer',
] as const

/** The doubts as a table to fill in: a verdict and a reason each. What else a line says helps to find the send. */
export function doubtsCsv(doubts: readonly (Doubt & {readonly seq: Seq})[]): string {
  const rows = doubts.map(({address, seq, window, surveyID, people, reach, evidence, ...answer}) => [
    address,
    '',
    '',
    seq,
    window.from,
    window.to,
    surveyID,
    people ?? '',
    reach,
    evidence,
    answer.status === undefined ? '' : answerInWords(answer),
  ])
  return [columns, ...rows].map(row => `${row.map(cell).join(',')}\n`).join('')
}

/** A cell that is read as text: spreadsheets take what begins like a formula for one. */
function cell(value: string | number): string {
  const text = harmless(String(value)).replace(/^[=+\-@]/, "'$&")
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
