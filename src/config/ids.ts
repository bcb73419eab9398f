import type {Diagnostic, Span} from '../diagnostics.ts'
import {mistake} from './codes.ts'
import {digitsOf} from './kind-cures.ts'
import {quoted} from './quoted.ts'
import {idWords} from './schema-words.ts'
import {nearest} from './suggest.ts'

/** The kinds of things that have IDs, each with names of its own. */
export type IdKind = 'filter' | 'template' | 'survey' | 'language' | 'templateLanguage'
/** A panel's words for IDs. */
export type Names = Readonly<Partial<Record<IdKind, Readonly<Record<string, number>>>>>

/** The ID that is written as a number or as a name, or the mistake in it. */
export function idOf(written: number | string, kind: IdKind, names: Names, panel: string, span: Span): number | Diagnostic {
  if (typeof written === 'number') return written
  const known = names[kind] ?? {}
  const id = Object.hasOwn(known, written) ? known[written] : undefined
  return id ?? unknownName(written, kind, Object.keys(known), panel, span)
}

function unknownName(name: string, kind: IdKind, known: readonly string[], panel: string, span: Span): Diagnostic {
  const near = nearest(name, known)
  const digits = digitsOf(name)
  return mistake('FW023', {
    span,
    detail: `${quoted(name)} is not a name of a ${kind} in panel ${panel}.${near ? ` Did you mean "${near}"?` : ''}`,
    help: digits
      ? `Write the number alone: ${digits}`
      : /^[0-9]+$/.test(name)
        ? `Copy the ID again, without quotes: ${idWords}.`
        : near
          ? `Write ${near}`
          : `Write the ID as a number, or add the name to the panel's names in fieldwork.yaml: names: {${kind}: {${isPlain(name) ? name : 'my-name'}: 145}}`,
  })
}

const isPlain = (name: string): boolean => /^[A-Za-z][A-Za-z0-9_.-]{0,62}$/.test(name)
