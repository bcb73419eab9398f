import {errorAsPrinted, errorBody, htmlPage} from './error-body.ts'
import {answer, type Written} from './http.ts'
import type {Fault, Struck} from './strike.ts'

interface Reply extends Written {
  readonly body?: string
}

/** A fault that answers so, and does nothing. */
const refuses = (what: string, reply: (struck: Struck) => Reply) =>
  ({
    what,
    at: 'request',
    strike: (struck: Struck): void => {
      const {body = '', ...written} = reply(struck)
      struck.socket.end(answer(body, struck.echo, written))
    },
  }) as const satisfies Fault

/** A fault that does the work, and answers so. */
const doesAnd = (what: string, reply: (struck: Struck, right: string) => Reply) =>
  ({
    what,
    at: 'request',
    strike: (struck: Struck): void => {
      const {body = '', ...written} = reply(struck, struck.commit())
      struck.socket.end(answer(body, struck.echo, written))
    },
  }) as const satisfies Fault

/** The documented error of a status. */
const documented = (
  status: number,
  name: string,
  {echo}: Struck,
  more: Partial<Parameters<typeof errorBody>[0]> = {},
): Reply => ({
  status: `${status} ${name}`,
  body: errorBody({status, name, repeated: echo, ...more}),
})

const redirect = (status: string, to: 'here' | 'elsewhere') =>
  refuses(`${status} to ${to === 'here' ? 'itself' : 'another host'}`, struck => ({
    status,
    headers: [`location: ${struck[to]}?${encodeURI(struck.echo)}`],
    body: htmlPage('Moved', struck.echo),
    type: 'text/html',
  }))

const tooMany = (what: string, after: () => string) =>
  refuses(`429 for the rate, Retry-After ${what}`, struck => ({
    ...documented(429, '', struck, {id: '', message: ''}),
    headers: [`retry-after: ${after()}`],
  }))

const spent = 'API call limit exceeded. Please contact your account representative to extend the limits.'

/** Answers of another status than 200. */
export const faultsOfStatuses = {
  'created-201': doesAnd('201 with the right answer', (_, right) => ({status: '201 Created', body: right})),
  'accepted-202': doesAnd('202 with the right answer', (_, right) => ({status: '202 Accepted', body: right})),
  'no-content-204': {
    what: '204 without a body',
    at: 'request',
    strike: ({socket, commit}) => {
      commit()
      socket.end('HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n')
    },
  },
  'moved-301': redirect('301 Moved Permanently', 'elsewhere'),
  'found-302': redirect('302 Found', 'here'),
  'see-other-303': redirect('303 See Other', 'elsewhere'),
  'redirect-307': redirect('307 Temporary Redirect', 'elsewhere'),
  'redirect-307-here': redirect('307 Temporary Redirect', 'here'),
  'redirect-308': redirect('308 Permanent Redirect', 'elsewhere'),
  'documented-400': refuses('400, documented', struck => documented(400, 'BAD_REQUEST', struck)),
  'printed-400': refuses('400 as the documentation prints it, which is no JSON', ({echo}) => ({
    status: '400 Bad Request',
    body: errorAsPrinted(400, echo),
  })),
  'html-400': refuses('400 with a page of HTML', ({echo}) => ({
    status: '400 Bad Request',
    body: htmlPage('Bad request', echo),
    type: 'text/html',
  })),
  'empty-400': refuses('400 without a body', () => ({status: '400 Bad Request'})),
  'other-status-400': refuses('400 with the documented body of a 404', ({echo}) => ({
    status: '400 Bad Request',
    body: errorBody({status: 404, repeated: echo}),
  })),
  'done-400': doesAnd('400 with the answer of a success, after the work', (_, right) => ({
    status: '400 Bad Request',
    body: right,
  })),
  'key-401': refuses('401, documented', struck =>
    documented(401, 'UNAUTHORIZED', struck, {id: 1010, message: 'Incorrect API Key'}),
  ),
  'html-401': refuses('401 of a proxy, with a page of HTML', ({echo}) => ({
    status: '401 Unauthorized',
    body: htmlPage('Sign in', echo),
    type: 'text/html',
  })),
  'forbidden-403': refuses('403, documented', struck => documented(403, 'FORBIDDEN', struck, {id: 1013})),
  'not-found-404': refuses('404, documented', struck => documented(404, 'NOT_FOUND', struck, {id: 1040})),
  'method-405': refuses('405 with the documented body', struck => documented(405, 'METHOD_NOT_ALLOWED', struck)),
  'proxy-407': refuses('407 of a proxy', ({echo}) => ({
    status: '407 Proxy Authentication Required',
    body: htmlPage('Proxy', echo),
    type: 'text/html',
  })),
  'timeout-408': refuses('408 with the documented body', struck => documented(408, 'REQUEST_TIMEOUT', struck)),
  'conflict-409': refuses('409 with the documented body', struck => documented(409, 'CONFLICT', struck)),
  'large-413': refuses('413 with the documented body', struck => documented(413, 'PAYLOAD_TOO_LARGE', struck)),
  'media-415': refuses('415 with the documented body', struck => documented(415, 'UNSUPPORTED_MEDIA_TYPE', struck)),
  'unprocessable-422': refuses('422 with the documented body', struck => documented(422, 'UNPROCESSABLE', struck)),
  'rate-429-seconds': tooMany('1 second', () => '1'),
  'rate-429-date': tooMany('a date', () => new Date(Date.now() + 1000).toUTCString()),
  'rate-429-absurd': {...tooMany('3 years', () => '99999999'), slow: true},
  'rate-429-empty': refuses('429 without a body, Retry-After 1 second', () => ({
    status: '429 Too Many Requests',
    headers: ['retry-after: 1'],
  })),
  'html-429': refuses('429 with a page of HTML', ({echo}) => ({
    status: '429 Too Many Requests',
    body: htmlPage('Slow down', echo),
    headers: ['retry-after: 1'],
    type: 'text/html',
  })),
  'done-429': doesAnd('429 with the answer of a success, after the work', () => ({
    status: '429 Too Many Requests',
    headers: ['retry-after: 1'],
    body: '{"response":{"campaignBatchID":1400}}',
  })),
  'allowance-429': refuses('429, the allowance is spent', struck => documented(429, '', struck, {id: 1013, message: spent})),
  'documented-500': refuses('500, documented, nothing done', struck =>
    documented(500, 'INTERNAL_SERVER_ERROR', struck, {id: 1026}),
  ),
  'documented-500-after': doesAnd('500, documented, after the work', struck =>
    documented(500, 'INTERNAL_SERVER_ERROR', struck, {id: 1026}),
  ),
  'html-502': refuses('502 of a gateway', ({echo}) => ({
    status: '502 Bad Gateway',
    body: htmlPage('Bad gateway', echo),
    type: 'text/html',
  })),
  'unavailable-503': refuses('503 with the documented body and Retry-After', struck => ({
    ...documented(503, 'UNAVAILABLE', struck),
    headers: ['retry-after: 1'],
  })),
  'html-504-after': doesAnd('504 of a gateway, after the work', ({echo}) => ({
    status: '504 Gateway Timeout',
    body: htmlPage('Timeout', echo),
    type: 'text/html',
  })),
  'status-999': doesAnd('a status that HTTP does not have: 999', (_, right) => ({status: '999 Strange', body: right})),
} as const satisfies Readonly<Record<string, Fault>>
