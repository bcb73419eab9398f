import {resolve as resolvePath} from 'node:path'
import {decode} from '../config/decode.ts'
import type {Diagnostic} from '../diagnostics.ts'
import {exit, Stop, stop} from '../exit.ts'
import {reasonOf} from '../os-error.ts'
import {fits} from '../plan/selection.ts'
import {doubts} from '../state/doubt.ts'
import type {Attempt} from '../state/state.ts'
import {batchIdOf} from './batch-id-of.ts'
import {nothingFits, theOne} from './choose.ts'
import type {Desk} from './desk.ts'
import {givenFile} from './given-file.ts'
import type {Said, Statement, Word} from './resolution.ts'
import {readVerdicts, unclear, type WrittenVerdict} from './verdict-file.ts'
import {isUnsettled} from './weigh.ts'

/** One verdict on the sends that the arguments name. */
export interface SaidOfAddresses {
  readonly addresses: readonly string[]
  readonly batchId?: number
  readonly verdict?: Word
  readonly reason?: string
}

/** Statements, and whether a pattern chose more than one send, so that nobody has named each. */
export interface Stated {
  readonly statements: readonly Statement[]
  readonly chosen: boolean
}

/** What is said of each send that the addresses, beginnings and patterns mean. Throws `Stop` (64) where one means nothing, or too much. */
export function statementsByAddress(desk: Desk, given: SaidOfAddresses): Stated {
  const said = saidOf(given)
  const meant = given.addresses.map(text => meantBy(desk, text))
  return {
    statements: [...new Set(meant.flat())].map(attempt => ({attempt, said})),
    chosen: meant.some(attempts => attempts.length > 1),
  }
}

function saidOf({batchId: number, verdict, reason}: SaidOfAddresses): Said {
  if (number !== undefined) return {is: 'batch-id', id: batchIdOf(number), ...(reason !== undefined && {reason})}
  if (verdict === undefined || reason === undefined || reason.trim() === '') {
    throw stop(exit.usage, {
      code: 'FW165',
      summary: 'What became of it is not said',
      detail: 'Give --batch-id N, or one of --sent, --not-sent, --abandon with --reason TEXT.',
    })
  }
  return {is: verdict, reason}
}

/** A pattern chooses among the doubts. An exact address wins over a beginning, even if there is nothing to settle at it. */
function meantBy({recorded: {journal, present}}: Desk, text: string): readonly Attempt[] {
  if (!text.includes('*')) return [meant([...journal.state.attempts.values()], text)]
  const fitting = doubts(journal.state, present()).filter(({address}) => fits(text, address))
  if (fitting.length === 0) throw nothingFits(text, 'is in doubt', 'What is in doubt:\nfieldwork doubts')
  return fitting
}

function meant(all: readonly Attempt[], text: string): Attempt {
  const unsettled = all.filter(isUnsettled)
  const exact = all.filter(({address}) => address === text)
  const open = exact.find(isUnsettled)
  return open ?? exact.at(-1) ?? theOne(unsettled.some(({address}) => address.startsWith(text)) ? unsettled : all, text)
}

/** What a file says. Throws `Stop` (3) with every mistake in it, each with its line. */
export function statementsByFile({context, recorded}: Desk, file: string, reason: string | undefined): Stated {
  const decoded = decode(file, bytesOf(resolvePath(context.cwd, file), file))
  if (!decoded.ok) throw new Stop(exit.invalid, decoded.diagnostics)
  const read = readVerdicts(file, decoded.value, reason)
  const all = [...recorded.journal.state.attempts.values()]
  const found = read.verdicts.map(verdict => statementOf(all, verdict))
  const statements = found.filter(each => 'attempt' in each)
  const mistakes = [...read.mistakes, ...found.filter(each => 'severity' in each), ...doubled(statements)]
  if (mistakes.length > 0) throw new Stop(exit.invalid, oncePerLine(mistakes))
  return {statements, chosen: false}
}

/** In the order of their lines; of a line that is wrong in two ways the first is told. */
function oncePerLine(mistakes: readonly Diagnostic[]): readonly Diagnostic[] {
  const byLine = new Map<number, Diagnostic>()
  for (const mistake of mistakes) if (!byLine.has(mistake.span?.line ?? 0)) byLine.set(mistake.span?.line ?? 0, mistake)
  return [...byLine].sort(([one], [other]) => one - other).map(([, mistake]) => mistake)
}

function statementOf(all: readonly Attempt[], {address, said, record, span}: WrittenVerdict): Statement | Diagnostic {
  try {
    if (record === undefined) return {attempt: meant(all, address), said, span}
    // A line that names its record is about that very try, also if the same was tried again meanwhile.
    const attempt = all.find(({seq}) => String(seq) === record)
    return attempt?.address === address ? {attempt, said, span} : unclear(span, `Record ${record} is no send of ${address}.`)
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    return unclear(span, error.diagnostics[0]?.detail ?? error.message)
  }
}

/** A beginning and a whole address may mean the same send. */
function doubled(statements: readonly Statement[]): readonly Diagnostic[] {
  return statements.flatMap(({attempt, span}, index) => {
    const first = statements.findIndex(other => other.attempt === attempt)
    return first === index || !span
      ? []
      : [unclear(span, `Line ${statements[first]?.span?.line} names ${attempt.address} already.`)]
  })
}

/** Verdicts on some hundred thousand sends. */
const largestFile = 16 * 1_048_576

function bytesOf(path: string, file: string): Buffer {
  try {
    return givenFile(path, largestFile)
  } catch (error) {
    throw stop(
      exit.invalid,
      {
        code: 'FW183',
        summary: 'The verdicts can not be read',
        detail: `${file}: ${reasonOf(error)}.`,
        help: 'A file to fill in:\nfieldwork doubts --out verdicts.csv',
      },
      error,
    )
  }
}
