import type {Mutant} from '../mutant.ts'

/** What an answer is taken to mean. */
export const answers: readonly Mutant[] = [
  {
    name: '5xx retried',
    breaks: 'A 503 counts as "too fast, come back later": the send is tried again, though the batch may be there.',
    edits: [
      {
        file: 'src/api/refusal.ts',
        found: '  const text = refusing.has(answer.status)',
        replaced:
          "  if (answer.status === 503) return {refusal: {kind: 'rate', after: retryAfter(answer.headers)}, why: wordsOf(503, undefined)}\n  const text = refusing.has(answer.status)",
      },
    ],
    caughtBy: {file: 'test/api/outcome.test.ts', test: '503 with the documented body'},
  },
  {
    name: '409 counts as a refusal',
    breaks: 'One more status proves that nothing was done: 409, which may just mean that the batch is there.',
    edits: [{file: 'src/api/refusal.ts', found: '405, 413', replaced: '405, 409, 413'}],
    caughtBy: {file: 'test/api/outcome.test.ts', test: '409 with the documented body'},
  },
  {
    name: 'any body refuses',
    breaks: 'A 4xx proves that nothing was done whoever wrote its body: a proxy, a firewall, an HTML page.',
    edits: [
      {
        file: 'src/api/refusal.ts',
        found: 'if (!error && !(answer.status === 429 && isEmptyOrObject(text))) return undefined',
        replaced: 'if (!error && answer.status === 429 && !isEmptyOrObject(text)) return undefined',
      },
    ],
    caughtBy: {file: 'test/api/outcome.test.ts', test: '404 HTML'},
  },
  {
    name: "another status's body refuses",
    breaks: 'The documented error body is believed although it names another status than the answer has.',
    edits: [
      {
        file: 'src/api/refusal.ts',
        found: 'return error.httpStatusCode === status ? error : undefined',
        replaced: 'return error.httpStatusCode >= 400 && status >= 400 ? error : undefined',
      },
    ],
    caughtBy: {file: 'test/api/outcome.test.ts', test: '400 naming another status'},
  },
  {
    name: '429 that speaks of a batch',
    breaks: 'A 429 proves that nothing was done although its body names a created batch.',
    edits: [{file: 'src/api/refusal.ts', found: ' && !created.test(text)', replaced: ''}],
    caughtBy: {file: 'test/api/outcome.test.ts', test: '429 that speaks of a batch'},
  },
  {
    name: 'owned ID accepted',
    breaks: 'A 200 with the ID of another send counts as created, so that this send is never looked for.',
    edits: [
      {
        file: 'src/api/outcome.ts',
        found: 'if (isOwned(creation.id))',
        replaced: 'if (isOwned(creation.id) && exchange.status !== 200)',
      },
    ],
    caughtBy: {file: 'test/api/outcome.test.ts', test: '200 with an ID that is recorded'},
  },
  {
    name: 'error in a 200 accepted',
    breaks: 'A 200 that holds an ID and an error counts as created.',
    edits: [
      {file: 'src/api/outcome.ts', found: "  if (holdsError(value)) return 'HTTP 200, but with an error in it'\n", replaced: ''},
    ],
    caughtBy: {file: 'test/api/outcome.test.ts', test: '200 with ID and error'},
  },
  {
    name: 'ID truncated',
    breaks: 'The ID is picked out of an answer that is cut off: batch 140 of `"campaignBatchID":1400`.',
    edits: [
      {
        file: 'src/api/outcome.ts',
        found:
          "  if (!isWhole(answer)) return 'HTTP 200, but the answer is cut off'\n  const value = readJson(textOf(answer) ?? '', 'exact')?.value\n",
        replaced:
          "  const text = textOf(answer) ?? ''\n  const [, picked] = /\"campaignBatchID\":([0-9]+)/.exec(text) ?? []\n  const value = readJson(text, 'exact')?.value ?? (picked && {response: {campaignBatchID: Number(picked)}})\n",
      },
    ],
    caughtBy: {file: 'test/api/outcome.test.ts', test: '200 cut'},
  },
  {
    name: 'ID rounded',
    breaks: 'A number that is written in another way than an ID counts as one: `14e2` is batch 1400.',
    edits: [
      {
        file: 'src/api/answer-json.ts',
        found: 'return String(Number(digits)) === digits ? Number(digits) : new OddNumber(digits)',
        replaced: 'return Number.isFinite(Number(digits)) ? Number(digits) : new OddNumber(digits)',
      },
    ],
    caughtBy: {file: 'test/api/outcome.test.ts', test: '200 with ID 14e2'},
  },
  {
    name: 'secrets kept as evidence',
    breaks: 'What an answer echoes is kept as it came, with the key and the addresses in it.',
    edits: [
      {file: 'src/api/evidence.ts', found: 'text: bodyText(body, conceal)', replaced: 'text: Buffer.from(body).toString()'},
    ],
    caughtBy: {
      file: 'test/api/wire.test.ts',
      test: 'an answer that echoes key and addresses leaves neither in the evidence',
    },
  },
]
