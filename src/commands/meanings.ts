import type {MeaningReader, MeaningReading} from '../apply/ports.ts'
import type {Campaign, Project} from '../config/campaign.ts'
import type {FilterMeaning, SurveyMeaning} from '../config/lock.ts'
import type {Span} from '../diagnostics.ts'
import {exit, stop} from '../exit.ts'
import type {Context} from './context.ts'
import {openReader} from './open-reader.ts'

/** A filter or a survey that the campaigns use, with the place that names it first. */
export type Used =
  | {readonly is: 'filter'; readonly id: number; readonly span: Span; readonly meaning: FilterMeaning | 'not there'}
  | {readonly is: 'survey'; readonly id: number; readonly span: Span; readonly meaning: SurveyMeaning | 'not there'}

/** Reads what every filter and survey of the campaigns means, each once. Rejects with `Stop` where that can't be told: 9, 5. */
export async function readMeanings(context: Context, project: Project): Promise<readonly Used[]> {
  const places = placesOf(project.campaigns)
  if (places.length === 0) return []
  const reader = await openReader(context, project)
  try {
    const used: Used[] = []
    for (const place of places) used.push(await usedAt(place, reader))
    return used
  } finally {
    reader.close()
  }
}

type Place = Pick<Used, 'is' | 'id' | 'span'>

async function usedAt({is, id, span}: Place, reader: MeaningReader): Promise<Used> {
  if (is === 'filter') return {is, id, span, meaning: told(is, id, await reader.readFilter(id))}
  return {is, id, span, meaning: told(is, id, await reader.readSurvey(id))}
}

function told<T>(what: string, id: number, reading: MeaningReading<T>): T | 'not there' {
  switch (reading.is) {
    case 'read':
      return reading.meaning
    case 'not-found':
      return 'not there'
    case 'refused':
      throw stop(exit.refused, {
        code: 'FW186',
        summary: 'The API refused to tell what something means',
        detail: `${what} ${id}: ${reading.evidence.why}.`,
        help: 'Nothing was changed.',
      })
    case 'failed':
      throw stop(exit.network, {
        code: 'FW187',
        summary: 'What something means can not be read',
        detail: `${what} ${id}: ${reading.evidence.why}.`,
        help: 'Nothing was changed. Try again.',
      })
    default:
      return reading satisfies never
  }
}

function placesOf(campaigns: readonly Campaign[]): readonly Place[] {
  const places = new Map<string, Place>()
  const add = (is: Place['is'], id: number, file: string, line: number): void => {
    const key = `${is} ${id}`
    if (!places.has(key)) places.set(key, {is, id, span: {file, line, column: 1, endColumn: 2, frame: []}})
  }
  for (const {file, batches} of campaigns)
    for (const {recipients, compose, lines, line} of batches) {
      if (recipients.kind === 'filter') add('filter', recipients.id, file, lines['recipients.filter'] ?? line)
      add('survey', compose.surveyID, file, lines['compose.surveyID'] ?? line)
    }
  return [...places.values()].sort((one, other) => (one.is === other.is ? one.id - other.id : one.is < other.is ? -1 : 1))
}
