import {isName} from '../address.ts'
import type {Diagnostic} from '../diagnostics.ts'
import {mistake} from './codes.ts'
import type {Source} from './context.ts'
import {quoted} from './quoted.ts'

/** The name of a file without folders and ending. */
export const stemOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1).replace(/\.ya?ml$/i, '')

/** A campaign's name: as it states, or else after its file. */
export function nameOf({document, written}: Pick<Source, 'document' | 'written'>): {
  readonly name: string
  readonly diagnostics: readonly Diagnostic[]
} {
  const name = written.value.campaign ?? stemOf(document.file)
  if (isName(name) || written.broken.has('campaign')) return {name, diagnostics: []}
  const tidy = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 63)
    .replace(/-$/, '')
  return {
    name,
    diagnostics: [
      mistake('FW020', {
        span: document.span([]),
        detail: `The campaign is named after its file, and ${quoted(name)} can't be a name: a name has small letters, digits and hyphens.`,
        help: `Add campaign: ${tidy || 'my-campaign'} at the top, or rename the file.`,
      }),
    ],
  }
}
