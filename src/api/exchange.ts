/** What became of one HTTP request, before anybody judges it. */
export type Exchange =
  /** Proven: not one byte of the request left. `connect` if no socket came up. */
  | {readonly is: 'not-written'; readonly phase: 'connect' | 'before-write'; readonly why: string}
  /** The request left, or may have; no whole answer came in time. Holds what did come. */
  | {
      readonly is: 'broken'
      readonly why: string
      readonly status?: number
      readonly headers: AnswerHeaders
      readonly body: Uint8Array
    }
  | Answer

/** An answer whose HTTP message ended as it announced. */
export interface Answer {
  readonly is: 'answered'
  readonly status: number
  readonly headers: AnswerHeaders
  readonly body: Uint8Array
}

/** Names in lower case; a header that came more than once is joined by commas. */
export type AnswerHeaders = Readonly<Record<string, string>>
