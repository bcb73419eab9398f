import {errorBody, htmlPage} from './error-body.ts'
import {answer, type Written} from './http.ts'
import type {Fault, Scope, Struck} from './strike.ts'

/** The number in each answer that says what was done: the batch's ID, or how many were added. */
const number: Readonly<Record<Scope, RegExp>> = {
  batches: /("campaignBatchID":)([0-9]+)/,
  members: /("membersAddedSuccessfully":)([0-9]+)/,
  status: /("id":)([0-9]+)/,
}

/** A fault that does the work and answers 200 with another body, its length announced as it is. */
const says = (what: string, body: (right: string, struck: Struck) => string, written?: (struck: Struck) => Written) =>
  ({
    what,
    at: 'request',
    strike: (struck: Struck): void =>
      void struck.socket.end(answer(body(struck.commit(), struck), struck.echo, written?.(struck) ?? {})),
  }) as const satisfies Fault

const withNumber =
  (written: (digits: string) => string) =>
  (right: string, {scope}: Struck): string =>
    right.replace(number[scope], (_, key: string, digits: string) => key + written(digits))

/** Answers of status 200 that don't say what they should. */
export const faultsOfBodies = {
  'empty-200': says('200 without a body', () => ''),
  'blank-200': says('200 with blanks only', () => '  \n'),
  'other-shape': says('200 with other JSON', (_, {echo}) => JSON.stringify({status: 'OK', detail: echo})),
  'list-200': says('200 with the right answer in a list', right => `[${right}]`),
  'html-200': says(
    '200 with a page of HTML',
    (_, {echo}) => htmlPage('Welcome', echo),
    () => ({type: 'text/html'}),
  ),
  'error-in-200': {
    what: '200 with the documented error, nothing done',
    at: 'request',
    strike: ({socket, echo}) => void socket.end(answer(errorBody({status: 500, repeated: echo}), echo)),
  },
  'error-beside-200': says('200 with the right answer and an error beside it', (right, {echo}) =>
    right.replace(/\}$/, `,"error":${JSON.stringify({message: echo})}}`),
  ),
  'json-cut': says('200 with half of the JSON, announced as whole', right => right.slice(0, -12)),
  'json-and-more': says('200 with the right answer, and more text behind it', (right, {echo}) => `${right}\n${echo}`),
  'key-twice': says('the number that counts is given twice', (right, {scope}) =>
    right.replace(number[scope], (both, key: string) => `${both},${key}77`),
  ),
  'number-as-text': says(
    'the number that counts is a text',
    withNumber(digits => `"${digits}"`),
  ),
  'number-decimal': says(
    'the number that counts has decimals: 1400.0',
    withNumber(digits => `${digits}.0`),
  ),
  'number-too-large': says(
    'the number that counts is larger than 2^53',
    withNumber(() => '9007199254740993'),
  ),
  'number-zero': says(
    'the number that counts is 0',
    withNumber(() => '0'),
  ),
  'number-negative': says(
    'the number that counts is negative',
    withNumber(() => '-7'),
  ),
  'number-null': says(
    'the number that counts is null',
    withNumber(() => 'null'),
  ),
  'number-of-another': says(
    'the number is that of another: an ID that is recorded already',
    withNumber(digits => String(Number(digits) - 1)),
  ),
  'key-missing': says('a documented key is left out', right =>
    right.replace(/,"message":"[^"]*"|,"membersFailedToBeAdded":[0-9]+|"senderUserID":[0-9]+,/, ''),
  ),
  'key-more': says('a key more than documented', (right, {echo}) =>
    right.replace('{"response":{', `{"response":{"note":${JSON.stringify(echo)},`),
  ),
  'clock-off': {
    what: 'the right answer, with a Date that is an hour off',
    at: 'request',
    strike: ({socket, commit}) => {
      const body = commit()
      const date = new Date(Date.now() - 3_600_000).toUTCString()
      socket.end(`HTTP/1.1 200 OK\r\ndate: ${date}\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n${body}`)
    },
  },
} as const satisfies Readonly<Record<string, Fault>>
