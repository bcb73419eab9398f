import {answers} from './list/answers.ts'
import {desk} from './list/desk.ts'
import {journal} from './list/journal.ts'
import {planning} from './list/planning.ts'
import {records} from './list/records.ts'
import {roundsAndReminders} from './list/rounds.ts'
import {sending} from './list/sending.ts'
import {wire} from './list/wire.ts'
import type {Mutant} from './mutant.ts'

/** All of them, by what they are about. */
export const mutants: Readonly<Record<string, readonly Mutant[]>> = {
  'What is sent, and when': sending,
  'On the wire': wire,
  'What an answer means': answers,
  'What records mean': records,
  'The journal and its mark': journal,
  'What is planned': planning,
  'Which round goes, and when': roundsAndReminders,
  'At the desk': desk,
}
