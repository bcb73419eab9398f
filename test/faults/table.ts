import type {FaultName} from './faults.ts'
import type {BatchVerdict, MemberVerdict, StatusVerdict} from './verdicts.ts'

/** What must become of a fault, by reason and not by trial: docs/sending.md says why. */
export interface Expected {
  /** Whether the server did what was asked for when it struck. */
  readonly done: boolean
  /** Several, where it hangs on which side was faster. */
  readonly batches: readonly BatchVerdict[]
  readonly members: MemberVerdict
  readonly status: StatusVerdict
}

const expected = (done: boolean, batches: BatchVerdict, members: MemberVerdict, status: StatusVerdict): Expected => ({
  done,
  batches: [batches],
  members,
  status,
})

/** A whole 200 that says what was done, whatever else is odd about it. */
const proof = expected(true, 'done', 'posted', 'read')
/** Nothing that proves anything: no whole answer, or the server's own trouble. It did it, or did not. */
const doubtAfter = expected(true, 'unknown', 'again', 'again')
const doubtBefore = expected(false, 'unknown', 'again', 'again')
/** A whole answer that proves nothing. */
const oddAfter = expected(true, 'unknown', 'again', 'failed')
const oddBefore = expected(false, 'unknown', 'again', 'failed')
/** No socket ever came up. */
const unreachable = expected(false, 'unreachable', 'unreachable', 'unreachable')
/** Broken before it was read: certainly not written where the client saw it first, and in doubt where it wrote first. */
const race: Expected = {done: false, batches: ['not-written', 'unheard'], members: 'again-unheard', status: 'again-unheard'}
/** A reset may even come before the connection is up: then it is one that failed. */
const earlyRace: Expected = {...race, batches: ['reconnected', 'not-written', 'unheard']}
/** The documented envelope, naming its own status. */
const wrongRequest = expected(false, 'payload', 'refused', 'refused')
const shutOut = expected(false, 'stops', 'refused', 'refused')
const tooFast = expected(false, 'waits', 'again', 'waits')

export const table: Readonly<Record<FaultName, Expected>> = {
  refused: unreachable,
  'black-hole': unreachable,
  'closed-at-once': race,
  'reset-at-once': earlyRace,
  'speaks-first': race,
  'closed-unheard': doubtBefore,
  'closed-before': doubtBefore,
  'reset-before': doubtBefore,
  'lost-answer': doubtAfter,
  'reset-after': doubtAfter,
  'head-cut': doubtAfter,
  'body-missing': doubtAfter,
  'body-cut': doubtAfter,
  'hang-before': doubtBefore,
  'hang-after': doubtAfter,
  'hang-in-headers': doubtAfter,
  'hang-in-body': doubtAfter,
  drip: doubtAfter,
  late: doubtAfter,
  'continue-then-hang': doubtBefore,

  'in-chunks': proof,
  trailers: proof,
  'until-close': proof,
  'two-answers': proof,
  'stays-open': proof,
  'many-hints': proof,
  // Nobody said "Expect": whoever answers that isn't in step with the request.
  'continue-then-answer': doubtAfter,
  'switching-protocols': doubtAfter,
  'chunks-cut': doubtAfter,
  'last-chunk-missing': doubtAfter,
  'bad-chunk-size': doubtAfter,
  'length-too-small': oddAfter,
  'length-too-large': doubtAfter,
  'two-lengths': doubtAfter,
  'length-and-chunks': doubtAfter,
  'body-over-1-mib': doubtAfter,
  'headers-over-64-kib': doubtAfter,
  'not-http': doubtAfter,
  'http-0.9': doubtAfter,
  'tls-alert': doubtAfter,
  gzip: oddAfter,
  'utf-16': oddAfter,
  'utf-16-without-mark': oddAfter,
  // RFC 8259 lets a reader ignore it, and the JSON behind it is whole.
  'byte-order-mark': proof,
  'not-utf-8': oddAfter,

  'empty-200': oddAfter,
  'blank-200': oddAfter,
  'other-shape': oddAfter,
  'list-200': oddAfter,
  'html-200': oddAfter,
  'error-in-200': oddBefore,
  'error-beside-200': oddAfter,
  'json-cut': oddAfter,
  'json-and-more': oddAfter,
  'key-twice': oddAfter,
  'number-as-text': oddAfter,
  'number-decimal': oddAfter,
  'number-too-large': oddAfter,
  // As a count 0 is as good as any other, and a wrong count does no harm; as an ID it is none.
  'number-zero': expected(true, 'unknown', 'posted', 'failed'),
  'number-negative': oddAfter,
  'number-null': oddAfter,
  'number-of-another': expected(true, 'unknown', 'posted', 'failed'),
  // Of a created batch only the ID has to be right; of the other two answers all that is documented has to be there.
  'key-missing': expected(true, 'done', 'again', 'failed'),
  'key-more': proof,
  'clock-off': expected(true, 'clock', 'clock', 'read'),

  'created-201': oddAfter,
  'accepted-202': oddAfter,
  'no-content-204': oddAfter,
  'moved-301': oddBefore,
  'found-302': oddBefore,
  'see-other-303': oddBefore,
  'redirect-307': oddBefore,
  'redirect-307-here': oddBefore,
  'redirect-308': oddBefore,
  'documented-400': wrongRequest,
  'printed-400': wrongRequest,
  'html-400': oddBefore,
  'empty-400': oddBefore,
  'other-status-400': oddBefore,
  'done-400': oddAfter,
  'key-401': shutOut,
  'html-401': oddBefore,
  'forbidden-403': shutOut,
  'not-found-404': expected(false, 'payload', 'refused', 'missing'),
  'method-405': wrongRequest,
  'proxy-407': oddBefore,
  'timeout-408': oddBefore,
  'conflict-409': oddBefore,
  'large-413': wrongRequest,
  'media-415': wrongRequest,
  'unprocessable-422': wrongRequest,
  'rate-429-seconds': tooFast,
  'rate-429-date': tooFast,
  'rate-429-absurd': tooFast,
  'rate-429-empty': tooFast,
  'html-429': oddBefore,
  'done-429': oddAfter,
  'allowance-429': shutOut,
  'documented-500': doubtBefore,
  'documented-500-after': doubtAfter,
  'html-502': doubtBefore,
  'unavailable-503': doubtBefore,
  'html-504-after': doubtAfter,
  'status-999': doubtAfter,
}
