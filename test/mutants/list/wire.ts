import type {Mutant} from '../mutant.ts'

/** How a request goes out, and when its answer counts. */
export const wire: readonly Mutant[] = [
  {
    name: 'reset means not sent',
    breaks: 'A connection that breaks before any answer counts as "nothing was sent".',
    edits: [
      {file: 'src/api/transmit.ts', found: '  if (!gate.shut())\n', replaced: '  if (!gate.shut() || status === undefined)\n'},
    ],
    caughtBy: {
      file: 'test/api/wire.test.ts',
      test: 'a server that hangs up at our first byte: unknown, and no second connection',
    },
  },
  {
    name: 'redirect followed',
    breaks: 'A 307 is followed: the request, and the key with it, go to wherever the answer says.',
    edits: [
      {
        file: 'src/api/line.ts',
        found: '        const exchange = await connection.transmit(request(call), {...conditions, mayWrite, clock})\n',
        replaced: `        let exchange = await connection.transmit(request(call), {...conditions, mayWrite, clock})
        const to = exchange.is === 'answered' && exchange.status === 307 ? exchange.headers.location : undefined
        if (to !== undefined) {
          const there = await overSockets({baseUrl: new URL(to), connectTimeout, clock, ca: options.ca}).connect()
          exchange = await there.transmit({...request(call), path: new URL(to).pathname}, {...conditions, clock})
        }
`,
      },
    ],
    caughtBy: {
      file: 'test/api/wire.test.ts',
      test: 'a redirect is an answer: nobody follows it, and the key goes nowhere else',
    },
  },
  {
    name: 'second connection allowed',
    breaks: 'The HTTP library gets a socket each time it asks, so that it can send the request again.',
    edits: [
      {
        file: 'src/api/hand-out-once.ts',
        found: '    const first = !given\n',
        replaced: '    const first = !given || !socket.destroyed\n',
      },
    ],
    caughtBy: {file: 'test/api/gate.test.ts', test: 'a socket is handed out once, however good it still is'},
  },
  {
    name: 'a hole in the gate',
    breaks:
      'Only single writes pass the gate: a request that leaves as head and body together is never asked about, and counts as not written.',
    edits: [
      {
        file: 'src/api/gate.ts',
        found: '(passes() ? writev.call(socket, chunks, done) : done(new GateShut()))',
        replaced: 'writev.call(socket, chunks, done)',
      },
    ],
    caughtBy: {file: 'test/api/gate.test.ts', test: 'the request leaves in one write, right after mayWrite'},
  },
  {
    name: 'asked before the write is due',
    breaks: 'Whether it may still be sent is asked when the request is handed to the HTTP library, turns before its bytes leave.',
    edits: [
      {
        file: 'src/api/gate.ts',
        found: '  let refused: string | undefined\n',
        replaced: '  let refused: string | undefined\n  const may = agrees(mayWrite)\n',
      },
      {file: 'src/api/gate.ts', found: '?? (agrees(mayWrite) ? undefined', replaced: '?? (may ? undefined'},
    ],
    caughtBy: {file: 'test/api/gate.test.ts', test: 'mayWrite is asked when the bytes are due, and not before'},
  },
  {
    name: 'second Ctrl-C means not sent',
    breaks: 'Leaving while the answer is waited for counts as "nothing was sent".',
    edits: [
      {
        file: 'src/api/transmit.ts',
        found: "const forget = onAbort(signal, () => end('interrupted before the answer was there'))",
        replaced: `const forget = onAbort(signal, () => {
      resolve({is: 'not-written', phase: 'before-write', why: 'interrupted'})
      end('interrupted before the answer was there')
    })`,
      },
    ],
    caughtBy: {
      file: 'test/api/wire.test.ts',
      test: 'interrupted before the write: not done; while waiting for the answer: unknown',
    },
  },
  {
    name: 'late answer counts',
    breaks: 'An answer that comes after its deadline counts where no timer could run, as in a process that was frozen.',
    edits: [
      {
        file: 'src/api/transmit.ts',
        found: "failure ?? (limit.passed() ? 'the answer came after the deadline' : undefined)",
        replaced: 'failure',
      },
    ],
    caughtBy: {
      file: 'test/api/wire.test.ts',
      test: 'an answer after the deadline does not count, even where no timer could run',
    },
  },
  {
    name: 'deadline unbounded',
    breaks: 'The overall deadline of a send is forgotten: its answer may come after the time at which others take it for lost.',
    edits: [{file: 'src/api/client.ts', found: 'within: Math.min(deadline, answerTimeout)', replaced: 'within: answerTimeout'}],
    caughtBy: {
      file: 'test/api/wire.test.ts',
      test: 'an answer after the overall deadline does not count, however long answers may take',
    },
  },
  {
    name: 'reader writes',
    breaks: 'The client that plan, status and resolve read with can POST.',
    edits: [{file: 'src/api/line.ts', found: 'if (used || !methods.includes(call.method)) {', replaced: 'if (used) {'}],
    caughtBy: {file: 'test/api/wire.test.ts', test: "a reader's line carries no POST, whoever asks"},
  },
]
