import {CST, Lexer} from 'yaml'
import type {Range} from './places.ts'

/** What a text opens, as far as it matters to someone who forgot to close it. */
interface Pieces {
  /** Quoted texts, closed or not. */
  readonly quotes: readonly Range[]
  /** The first bracket that is never closed. */
  readonly openBracket?: number
}

/** Marks between the pieces, which stand for no letter of the text. */
const marks: ReadonlySet<string | null> = new Set(['doc-mode', 'flow-error-end', 'scalar'])
const brackets: Readonly<Record<string, string>> = {']': '[', '}': '{'}

/** A piece of a text, as YAML's own reader takes it apart; `kind` is null for plain and block text. */
export interface Lexeme {
  readonly kind: string | null
  readonly at: number
  readonly text: string
}

/** All pieces of a text, one after another; marks between them have no letter. */
export function* lexemesOf(text: string): Generator<Lexeme> {
  let at = 0
  let plain = false
  for (const lexeme of new Lexer().lex(text)) {
    const kind: string | null = plain ? null : CST.tokenType(lexeme)
    plain = kind === 'scalar'
    const length = marks.has(kind) ? 0 : lexeme.length
    yield {kind, at, text: length === 0 ? '' : lexeme}
    at += length
  }
}

/** Walks a text once more, for the beginning of what the reader only misses at its end. */
export function piecesOf(text: string): Pieces {
  const quotes: Range[] = []
  const open: number[] = []
  let openBracket: number | undefined
  for (const {kind, at, text: lexeme} of lexemesOf(text)) {
    if (kind === 'flow-error-end') openBracket ??= open.at(-1)
    if (kind === 'double-quoted-scalar' || kind === 'single-quoted-scalar') quotes.push([at, at + lexeme.length])
    if (kind === 'flow-map-start' || kind === 'flow-seq-start') open.push(at)
    else if (kind === 'flow-map-end' || kind === 'flow-seq-end') {
      if (text[open.at(-1) ?? -1] === brackets[lexeme]) open.pop()
    }
  }
  const opened = openBracket ?? open.at(-1)
  return {quotes, ...(opened !== undefined && {openBracket: opened})}
}
