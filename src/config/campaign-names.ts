import {addTo} from '../add-to.ts'
import {isName} from '../address.ts'
import type {Diagnostic} from '../diagnostics.ts'
import {nameOf} from './campaign-name.ts'
import {mistake} from './codes.ts'
import type {Source} from './context.ts'
import {quoted, shownPath} from './quoted.ts'

/** Names of all campaigns together: each is used once, and an earlier name is never used again. */
export function nameMistakes(sources: readonly Source[]): readonly Diagnostic[] {
  const named = sources.map(source => ({...source, name: nameOf(source).name}))
  return [...[...grouped(named).values()].flatMap(sameName), ...formerNames(named)]
}

type Named = Source & {readonly name: string}

function grouped(named: readonly Named[]): Map<string, Named[]> {
  const groups = new Map<string, Named[]>()
  for (const one of named) addTo(groups, one.name, one)
  return groups
}

const sameName = (group: readonly Named[]): readonly Diagnostic[] =>
  // What is no name at all has a mistake of its own, and is changed anyway.
  group.length < 2 || !group.every(({name}) => isName(name))
    ? []
    : group.map(({document, name}) =>
        mistake('FW021', {
          span: document.span(document.has(['campaign']) ? ['campaign'] : []),
          detail: `${quoted(name)} is also the name of the campaign in ${othersOf(group, document)}.`,
          help: `Write another name in one of them: campaign: ${name.slice(0, 60)}-2`,
        }),
      )

/** Where the others are named. Of thousands of them the first ones are enough. */
function othersOf(group: readonly Named[], document: Named['document']): string {
  const some = group.slice(0, shownOthers + 1).filter(other => other.document !== document)
  const shown = some.slice(0, shownOthers).map(whereNamed)
  const more = group.length - 1 - shown.length
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

const shownOthers = 12

const whereNamed = ({document}: Named): string =>
  `${shownPath(document.file)}:${document.span(document.has(['campaign']) ? ['campaign'] : []).line}`

function formerNames(named: readonly Named[]): readonly Diagnostic[] {
  const now = new Map(named.map(one => [one.name, one]))
  const before = new Map<string, Named>()
  return named.flatMap(one =>
    (one.written.value.formerly ?? []).flatMap((former, index) => {
      const other = now.get(former) ?? before.get(former)
      if (!before.has(former)) before.set(former, one)
      // Its own name is the business of a rule for one campaign.
      if (!other || (other.document === one.document && other.name === former)) return []
      return [
        mistake('FW022', {
          span: one.document.span(['formerly', index]),
          detail: `"${former}" is ${other.name === former ? 'the name' : 'an earlier name'} of the campaign in ${shownPath(other.document.file)}; what was sent under it can belong to one campaign only.`,
          help: `Remove ${former} from one of the two files.`,
        }),
      ]
    }),
  )
}
