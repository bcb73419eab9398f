import type {BatchId} from '../../src/address.ts'
import type {AnswerHeaders, Exchange} from '../../src/api/exchange.ts'
import type {Transport} from '../../src/api/transport.ts'
import {ConnectFailed} from '../../src/apply/ports.ts'
import type {Process, Timeline} from './timeline.ts'

/** A batch that the server has made: the truth that everything is held against. */
export interface Made {
  readonly id: BatchId
  readonly at: number
  readonly survey: number
  /** `filter 145`, `everyone`, or an address. */
  readonly to: string
  /** The process that asked for it, or `byHand`. */
  readonly by: string
  /** Addresses in the panel then. */
  readonly members: ReadonlySet<string>
}

/** Who made a batch that no process asked for. */
export const byHand = 'a person in the browser'

/** What the network or the server does wrong with one creation. `done`: whether, and when, the batch is made all the same. */
export const batchFaults = [
  {name: 'lost answer', done: 'at once', answer: 'broken'},
  {name: 'reset, unheard', done: 'never', answer: 'broken'},
  {name: 'hang after', done: 'at once', answer: 'never'},
  {name: 'hang before', done: 'never', answer: 'never'},
  {name: 'made much later', done: 'later', answer: 'broken'},
  {name: 'answered too late', done: 'at once', answer: 'late'},
  {name: '500 after', done: 'at once', answer: 'status 500'},
  {name: '500 before', done: 'never', answer: 'status 500'},
  {name: '502', done: 'at once', answer: 'status 502'},
  {name: '307', done: 'never', answer: 'status 307'},
  {name: 'truncated', done: 'at once', answer: 'truncated'},
  {name: 'other shape', done: 'at once', answer: 'other shape'},
  {name: 'an ID that is taken', done: 'at once', answer: 'taken'},
  {name: 'an error in a 200', done: 'never', answer: 'error in 200'},
  {name: '429', done: 'never', answer: 'refused 429'},
  {name: 'allowance', done: 'never', answer: 'allowance'},
  {name: '400', done: 'never', answer: 'refused 400'},
  {name: '400 of somebody else', done: 'at once', answer: 'status 400'},
  {name: '401', done: 'never', answer: 'refused 401'},
  {name: '403', done: 'never', answer: 'refused 403'},
] as const
type Fault = (typeof batchFaults)[number]

/** How long after a broken connection a server may still make the batch: within what a person waits before "not sent". */
const latest = 14 * 60_000

/** The API and the network to it. */
export interface Server {
  readonly made: readonly Made[]
  readonly members: ReadonlySet<string>
  /** Between 0 (everything goes well) and 1. */
  trouble: number
  /** Batches that will still be made. */
  pending(): number
  /** Makes a batch as a person does in the browser. */
  make(survey: number, to: string): Made
  transportOf(process: Process): Transport
}

export function createServer(timeline: Timeline): Server {
  const {random} = timeline
  const made: Made[] = []
  const members = new Set<string>()
  let coming = 0
  const create = (body: string, by: Process): Made => {
    const {compose, recipients} = JSON.parse(body) as {
      readonly compose: {readonly surveyID: number}
      readonly recipients: {readonly emailAddress?: string; readonly existingFilterID?: number; readonly filterType: number}
    }
    const to =
      recipients.emailAddress?.toLowerCase() ??
      (recipients.filterType === 1 ? 'everyone' : `filter ${recipients.existingFilterID}`)
    return make(compose.surveyID, to, by.name)
  }
  const make = (survey: number, to: string, by: string): Made => {
    const batch: Made = {
      id: (1400 + made.length) as BatchId,
      at: timeline.true(),
      survey,
      to,
      by,
      members: new Set(members),
    }
    made.push(batch)
    timeline.note(undefined, `batch ${batch.id} is made: survey ${survey} to ${to}, asked for by ${by}`)
    return batch
  }
  const headers = (more: AnswerHeaders = {}): AnswerHeaders => ({
    date: new Date(timeline.true()).toUTCString(),
    'content-type': 'application/json',
    ...more,
  })
  const answer = (status: number, body: string, more?: AnswerHeaders): Exchange => ({
    is: 'answered',
    status,
    headers: headers(more),
    body: Buffer.from(body),
  })
  const error = (status: number, id: number, message: string): string =>
    JSON.stringify({
      response: {
        error: {
          resourceUrl: '/a/api/v2/micropanel/batches',
          name: 'NAME',
          id,
          message,
          docs: 'https://x',
          httpStatusCode: status,
        },
      },
    })
  const created = (id: number): string =>
    JSON.stringify({response: {campaignBatchID: id, message: 'Batch created successfully'}, requestID: 'r'})
  const refusing: Readonly<Record<number, readonly [number, string]>> = {
    429: [1012, 'Rate limit reached'],
    400: [1002, 'Invalid'],
    401: [1010, 'Unauthorized'],
    403: [1011, 'Forbidden'],
  }

  const answered = (fault: Fault, id: number | undefined): Exchange => {
    const broken: Exchange = {is: 'broken', why: 'the connection was reset before an answer', headers: {}, body: Buffer.alloc(0)}
    switch (fault.answer) {
      case 'broken':
      case 'never':
      case 'late':
        return broken
      case 'truncated':
        return {is: 'broken', why: 'cut off', status: 200, headers: headers(), body: Buffer.from(created(id ?? 0).slice(0, 35))}
      case 'other shape':
        return answer(200, '{"status":"OK"}')
      case 'taken':
        return answer(200, created(made[0]?.id ?? 1))
      case 'error in 200':
        return answer(200, error(500, 1000, 'Internal'))
      case 'allowance':
        return answer(429, error(429, 1013, 'API call limit exceeded'))
      default: {
        const status = Number(fault.answer.slice(-3))
        const [code, words] = refusing[status] ?? [0, '']
        return fault.answer.startsWith('refused')
          ? answer(status, error(status, code, words), status === 429 ? {'retry-after': '2'} : {})
          : answer(status, '<html></html>')
      }
    }
  }
  const onBatch = (body: string, process: Process): {readonly fault: Fault | undefined; readonly made: Made | undefined} => {
    const fault = random() < server.trouble ? batchFaults[Math.floor(random() * batchFaults.length)] : undefined
    if (fault) timeline.note(undefined, `the fault "${fault.name}" meets ${process.name}`)
    if (fault?.done === 'later') {
      coming++
      timeline.later(random() * latest, () => {
        coming--
        create(body, process)
      })
    }
    return {fault, made: !fault || fault.done === 'at once' ? create(body, process) : undefined}
  }
  const onMembers = (body: string): Exchange => {
    const chance = random() < server.trouble ? random() : 1
    const done = chance > 0.25
    let added = 0
    const people = JSON.parse(body) as readonly {readonly emailAddress: string}[]
    for (const {emailAddress} of done ? people : []) {
      if (members.has(emailAddress.toLowerCase())) continue
      members.add(emailAddress.toLowerCase())
      added++
    }
    const failed = people.length - added
    if (chance < 0.6) return {is: 'broken', why: 'reset', headers: {}, body: Buffer.alloc(0)}
    if (chance < 0.8) return answer(500, error(500, 1000, 'Internal'))
    return answer(200, JSON.stringify({response: {membersAddedSuccessfully: added, membersFailedToBeAdded: failed}}))
  }
  const server: Server = {
    made,
    members,
    trouble: 0.4,
    pending: () => coming,
    make: (survey, to) => make(survey, to, byHand),
    transportOf: process => ({
      close: () => {},
      connect: async () => {
        await timeline.step(process, 'connect')
        if (random() < server.trouble / 8) throw new ConnectFailed('nobody listens')
        return {
          destroy: () => {},
          transmit: async ({path, body = ''}, {mayWrite, within, signal, clock}) => {
            await timeline.step(process, `write to ${path}`)
            const begun = clock.monotonic()
            const notWritten = (why: string): Exchange => ({is: 'not-written', phase: 'before-write', why})
            if (signal?.aborted) return notWritten('interrupted before it was sent')
            // The question and the write are one turn of the loop.
            if (!mayWrite()) return notWritten('the time in which it may be sent had passed')
            const isBatch = path.endsWith('/micropanel/batches')
            const {fault, made: batch} = isBatch ? onBatch(body, process) : {fault: undefined, made: undefined}
            const exchange = !isBatch
              ? onMembers(body)
              : fault
                ? answered(fault, batch?.id)
                : answer(200, created(batch?.id ?? 0))
            const latency =
              fault?.answer === 'never' ? Number.POSITIVE_INFINITY : fault?.answer === 'late' ? within + 5 : random() * 2000
            await clock.sleep(Math.min(latency, within), signal)
            const gone = signal?.aborted || latency > within || clock.monotonic() - begun > within
            return gone ? {is: 'broken', why: 'no whole answer in time', headers: {}, body: Buffer.alloc(0)} : exchange
          },
        }
      },
    }),
  }
  return server
}
