import type {Project} from '../config/campaign.ts'
import {caution, mistake} from '../config/codes.ts'
import {nothingPinned} from '../config/lock.ts'
import type {Diagnostic} from '../diagnostics.ts'
import {meaningDiff} from '../plan/meaning-diff.ts'
import type {Context} from './context.ts'
import {followUp} from './follow-up.ts'
import {readMeanings, type Used} from './meanings.ts'

/** What the panel itself says of the filters and surveys that the campaigns name. Rejects with `Stop` where it doesn't answer: 9, 5. */
export async function onlineMistakes(context: Context, project: Project): Promise<readonly Diagnostic[]> {
  const used = await readMeanings(context, project)
  return [...notThere(used), ...used.flatMap(each => [...changed(context, project, each), ...inactive(each)])]
}

/** Those that the panel doesn't have. */
export const notThere = (used: readonly Used[]): readonly Diagnostic[] =>
  used
    .filter(({meaning}) => meaning === 'not there')
    .map(({is, id, span}) =>
      mistake('FW081', {
        span,
        detail: `The panel has no ${is} ${id}.`,
        help: `Look the ID up in the panel${is === 'filter' ? ' (Sampling page)' : ''}; is it the right panel?`,
      }),
    )

function changed(context: Context, {pinned = nothingPinned}: Project, used: Used): readonly Diagnostic[] {
  if (used.meaning === 'not there') return []
  const {id, span} = used
  const help = `If that is meant, pin it anew, and review what changed: ${followUp(context, 'pin')}`
  if (used.is === 'filter') {
    const before = pinned.filters.get(id)
    const diff = before && meaningDiff(before, used.meaning)
    return diff === undefined ? [] : [mistake('FW082', {span, detail: `Filter ${id}: ${diff}.`, help})]
  }
  const before = pinned.surveys.get(id)
  return before === undefined || before.name === used.meaning.name
    ? []
    : [caution('FW082', {span, detail: `Survey ${id}: its title was "${before.name}" and is "${used.meaning.name}".`, help})]
}

/** Source: the only status that the API's documentation shows is `Active`. */
const inactive = (used: Used): readonly Diagnostic[] =>
  used.is === 'survey' && used.meaning !== 'not there' && used.meaning.status !== 'Active'
    ? [
        caution('FW083', {
          span: used.span,
          detail: `Survey ${used.id} is "${used.meaning.status}", and not "Active".`,
          help: 'Activate it before it is sent.',
        }),
      ]
    : []
