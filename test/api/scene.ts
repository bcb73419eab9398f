import type {BatchId} from '../../src/address.ts'
import {createClient} from '../../src/api/client.ts'
import type {LineOptions} from '../../src/api/line.ts'
import type {Outcome} from '../../src/apply/ports.ts'
import type {BatchRequest} from '../../src/plan/model.ts'
import {realClock} from './clock.ts'

export const key = 'k3y-0f-the-test/+='
export const answerTimeout = 40_000
export const id = (number: number): BatchId => number as BatchId

/** The documented example. */
export const request: BatchRequest = {
  compose: {
    surveyID: 8123456,
    surveyAlias: 'Q3 pulse',
    surveyLength: 10,
    surveyLanguageID: 1,
    templateID: 210,
    templateLanguageID: 1,
    allowMultipleResponses: false,
    incentives: {completionPoints: 20, quotaPoints: 5, terminationPoints: 2},
  },
  recipients: {filterType: 3, existingFilterID: 145},
  send: {
    deliveryOptions: {automaticClosure: {enabled: true, closureDateTime: '12/10/2023 13:43', responseQuota: 100}},
    notification: {enableEmailInvitation: true},
  },
}

export const clientOf = (baseUrl: string, more: Partial<LineOptions> = {}) =>
  createClient({
    baseUrl,
    key,
    limits: {callsPerMinute: 300, connectTimeout: 30_000, answerTimeout},
    clock: realClock,
    version: '1.2.3',
    ...more,
  })

/** Connects and sends once. */
export async function sendOnce(
  client: ReturnType<typeof clientOf>,
  more: Partial<{mayWrite: () => boolean; isOwned: (id: BatchId) => boolean; deadline: number; signal: AbortSignal}> = {},
): Promise<Outcome> {
  const connection = await client.connect()
  try {
    return await connection.send(request, {mayWrite: () => true, isOwned: () => false, deadline: 60_000, ...more})
  } finally {
    connection.close()
  }
}

/** An outcome in one line. */
export function shown(outcome: Outcome): string {
  switch (outcome.is) {
    case 'done':
      return `done ${outcome.batchID}`
    case 'not-done':
      return `not-done ${outcome.refusal.kind}`
    case 'unknown':
      return `unknown ${outcome.evidence.phase} ${outcome.evidence.status ?? '-'}`
    default:
      return outcome satisfies never
  }
}
