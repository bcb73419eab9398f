/** An answer before it is written to a socket. */
export interface Answer {
  readonly status: number
  readonly body: unknown
}

interface DocumentedError {
  readonly status: number
  readonly name: string
  readonly id: string | number
  readonly message: string
}

/** The documented errors. Over the rate no name, number or message is documented: they stay empty. */
export const errors = {
  notJson: {status: 400, name: 'BAD_REQUEST', id: 1001, message: 'The request body is not valid JSON'},
  schema: {status: 400, name: 'BAD_REQUEST', id: 1002, message: 'The request body does not match the schema'},
  key: {status: 401, name: 'UNAUTHORIZED', id: 1010, message: 'Incorrect API Key'},
  forbidden: {
    status: 403,
    name: 'FORBIDDEN',
    id: 1013,
    message: 'The user does not have permission to access the resource',
  },
  notFound: {
    status: 404,
    name: 'NOT_FOUND',
    id: 1040,
    message: "The resource that you're trying to access doesn't exist",
  },
  rate: {status: 429, name: '', id: '', message: ''},
  allowance: {
    status: 429,
    name: '',
    id: 1013,
    message: 'API call limit exceeded. Please contact your account representative to extend the limits.',
  },
  internal: {status: 500, name: 'INTERNAL_SERVER_ERROR', id: 1026, message: 'We are not able to process your request'},
} as const satisfies Record<string, DocumentedError>

/** The documented envelope of an error. `detail` is added to the message, so that a sandbox says what it missed. */
export const errorAnswer = (error: DocumentedError, resourceUrl: string, detail = ''): Answer => ({
  status: error.status,
  body: {
    response: {
      error: {
        docs: 'https://www.questionpro.com/api/error-codes.html',
        resourceUrl,
        name: error.name,
        id: error.id,
        message: detail === '' ? error.message : `${error.message}: ${detail}`,
        httpStatusCode: error.status,
      },
    },
  },
})

/** A success with the documented `requestID` beside the response. */
export const success = (response: unknown, requestID: string): Answer => ({status: 200, body: {response, requestID}})
