interface ErrorText {
  readonly status: number
  readonly repeated: string
  readonly name?: string
  readonly id?: number | string
  readonly message?: string
}

/** The error envelope of the API's documentation, with what a careless server repeats in it. */
export const errorBody = ({status, repeated, name = 'SOME_NAME', id = 1000, message = 'No'}: ErrorText): string =>
  JSON.stringify({
    response: {
      error: {
        docs: 'https://www.questionpro.com/api/error-codes.html',
        resourceUrl: `http://127.0.0.1/a/api/v2/micropanel/batches?${repeated}`,
        name,
        id,
        message: `${message}: ${repeated}`,
        httpStatusCode: status,
      },
    },
  })

/** The same as the documentation prints it: a URL without quotes, and a comma left out. */
export const errorAsPrinted = (status: number, repeated: string): string =>
  `{"response": {"error": {"docs": https://www.questionpro.com/api/error-codes.html, "resourceUrl": "${repeated}"
    "name": "BAD_REQUEST", "id": "1000", "message": "Invalid URL parameters", "httpStatusCode": ${status}}}}`

/** A page for people, in place of an answer. */
export const htmlPage = (title: string, repeated: string): string =>
  `<!doctype html><html><!-- ${repeated} --><head><title>${title}</title></head><body><h1>${title}</h1>${repeated}</body></html>\n`
