import type {BatchId} from '../address.ts'
import type {Verdict} from '../state/entry.ts'

const words = {
  'sent-without-id': 'sent, without an ID',
  'not-sent': 'not sent: it may be sent again',
  abandoned: 'abandoned: it is never sent',
} as const satisfies Record<Exclude<Verdict, 'created'>, string>

/** What a send is recorded as: `batch 1401`, `sent, without an ID`. */
export const verdictWords = (verdict: Verdict, batchID: BatchId | undefined): string =>
  verdict === 'created' ? `batch ${batchID}` : words[verdict]
