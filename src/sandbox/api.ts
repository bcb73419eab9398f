import {type Answer, errorAnswer, errors, success} from './answers.ts'
import {batchBody, membersBody} from './bodies.ts'
import type {FaultScope} from './faults.ts'
import type {Memory} from './memory.ts'
import type {Shape} from './shapes.ts'

/** A call that the API knows: `answer` does what it asks for and says so. */
export interface Handled {
  readonly scope: FaultScope | undefined
  readonly answer: () => Answer
}

export interface ApiCall {
  readonly method: string
  /** Below `/a/api/v2`, without query. */
  readonly path: string
  readonly body: string
  /** The whole URL, as errors print it. */
  readonly url: string
  readonly requestID: string
}

/** What the Communities API does with a call, as documented. Nothing happens before `answer` is called. */
export function handle(call: ApiCall, memory: Memory): Handled {
  const [kind, id] = /^\/(micropanel\/batches|micropanel\/filters|surveys)\/([1-9][0-9]{0,14})$/.exec(call.path)?.slice(1) ?? []
  const route = `${call.method} /${kind ?? call.path.slice(1)}`
  switch (route) {
    case 'POST /micropanel/batches':
      return {scope: 'batches', answer: () => withBody(call, batchBody, body => createBatch(call, body, memory))}
    case 'POST /micropanel/members':
      return {scope: 'members', answer: () => withBody(call, membersBody, body => addMembers(body, memory))}
    case 'GET /micropanel/batches':
      return {scope: 'status', answer: () => readBatch(call, Number(id), memory)}
    case 'GET /micropanel/filters':
      return {scope: undefined, answer: () => filter(call, Number(id))}
    case 'GET /surveys':
      return {scope: undefined, answer: () => survey(call, Number(id))}
    default:
      return {scope: undefined, answer: () => errorAnswer(errors.notFound, call.url)}
  }
}

function withBody(call: ApiCall, shape: Shape, done: (body: unknown) => Answer): Answer {
  let body: unknown
  try {
    body = JSON.parse(call.body)
  } catch {
    return errorAnswer(errors.notJson, call.url)
  }
  const wrong = shape(body, 'body')
  return wrong === undefined ? done(body) : errorAnswer(errors.schema, call.url, wrong)
}

function createBatch({requestID}: ApiCall, body: unknown, memory: Memory): Answer {
  const {id} = memory.createBatch(body as Readonly<Record<string, unknown>>)
  return success({campaignBatchID: id, message: 'Batch created successfully'}, requestID)
}

function addMembers(body: unknown, memory: Memory): Answer {
  const {added, failed} = memory.addMembers(body as readonly {readonly emailAddress: string}[])
  // The one documented answer without a requestID.
  return {status: 200, body: {response: {membersAddedSuccessfully: added, membersFailedToBeAdded: failed}}}
}

function readBatch({url, requestID}: ApiCall, id: number, memory: Memory): Answer {
  const found = memory.readBatch(id)
  if (!found) return errorAnswer(errors.notFound, url)
  const {surveyID, createdAt} = found.batch
  const creationTimestamp = new Date(createdAt).toISOString().replace('Z', '+00:00')
  return success({surveyID, senderUserID: 1, status: found.status, creationTimestamp, id}, requestID)
}

const names = ['Pet owners', 'New parents', 'Commuters', 'Early risers', 'Gardeners', 'Night owls', 'Tea drinkers']
const nameOf = (id: number): string => names[id % names.length] ?? 'Members'

/** Every filter ID exists, under a made-up name. */
const filter = ({requestID}: ApiCall, id: number): Answer =>
  success({panelSegmentId: id, name: nameOf(id), criteria: `Sandbox criterion ${id}`}, requestID)

/** Every survey ID exists, active, under a made-up name, with nobody in it. */
const survey = ({requestID}: ApiCall, id: number): Answer =>
  success(
    {
      surveyID: id,
      name: `${nameOf(id)} survey`,
      status: 'Active',
      responseQuota: 0,
      expiryDate: null,
      completedResponses: 0,
      viewedResponses: 0,
      startedResponses: 0,
      terminatedResponses: 0,
      surveyLanguages: [],
    },
    requestID,
  )
