import type {Mutant} from '../mutant.ts'

/** One send after another: what is asked, recorded and stopped. */
export const sending: readonly Mutant[] = [
  {
    name: 'no intent',
    breaks: 'The request leaves before its intent is recorded.',
    edits: [
      {
        file: 'src/apply/send-batch.ts',
        found: `  const intent = await appendIntent(ports, entry, guardOf(ports.desired, action, seen))
  if (!intent) {
    taken(ports, tally, action)
    return undefined
  }
  tell({type: 'batch.intent', address: action.address})
  const outcome = await connection.send(request, {
    mayWrite: () => clock.now() <= sendBy && clock.monotonic() - begun <= sendWithin,
    isOwned: id => isOwnedByAnother(journal.state, id, action.address),
    deadline: millis(entry.giveUpBy) - clock.now(),
    signal: leaving,
  })
`,
        replaced: `  if (!guardOf(ports.desired, action, seen)(await journal.refresh())) {
    taken(ports, tally, action)
    return undefined
  }
  tell({type: 'batch.intent', address: action.address})
  const outcome = await connection.send(request, {
    mayWrite: () => clock.now() <= sendBy && clock.monotonic() - begun <= sendWithin,
    isOwned: id => isOwnedByAnother(journal.state, id, action.address),
    deadline: millis(entry.giveUpBy) - clock.now(),
    signal: leaving,
  })
  const intent = await appendIntent(ports, entry, () => true)
  if (!intent) return undefined
`,
      },
    ],
    caughtBy: {
      file: 'test/simulation/simulation.test.ts',
      test: 'whatever happens to a project, nothing is sent twice, nothing silently, and everything can be settled',
    },
  },
  {
    name: 'lock is the fence',
    breaks: 'The intent is recorded without a look at what others have recorded: the lock file is trusted to keep them out.',
    edits: [
      {
        file: 'src/apply/send-batch.ts',
        found: 'appendIntent(ports, entry, guardOf(ports.desired, action, seen))',
        replaced: 'appendIntent(ports, entry, undefined)',
      },
    ],
    caughtBy: {
      file: 'test/apply/stops.test.ts',
      test: 'what another run has begun meanwhile (and nothing is known of it) isn’t begun again',
    },
  },
  {
    name: 'sendBy unchecked',
    breaks: 'A request that was held up between its intent and its first byte is written however late it is.',
    edits: [
      {
        file: 'src/apply/send-batch.ts',
        found: 'mayWrite: () => clock.now() <= sendBy && clock.monotonic() - begun <= sendWithin,',
        replaced: 'mayWrite: () => true,',
      },
    ],
    caughtBy: {file: 'test/apply/stops.test.ts', test: 'more by the wall clock between the record and the write'},
  },
  {
    name: 'sendBy by one clock',
    breaks: 'Only the wall clock tells whether it is too late to write: where somebody sets it back, it never is.',
    edits: [
      {
        file: 'src/apply/send-batch.ts',
        found: ' && clock.monotonic() - begun <= sendWithin',
        replaced: '',
      },
    ],
    caughtBy: {
      file: 'test/apply/stops.test.ts',
      test: 'more, and the wall clock set back between the record and the write',
    },
  },
  {
    name: 'mayWrite asked too early',
    breaks: 'Whether it is too late to write is asked right after the record, not right before the write.',
    edits: [
      {
        file: 'src/apply/send-batch.ts',
        found: "  tell({type: 'batch.intent', address: action.address})\n",
        replaced:
          "  tell({type: 'batch.intent', address: action.address})\n  const inTime = clock.now() <= sendBy && clock.monotonic() - begun <= sendWithin\n",
      },
      {
        file: 'src/apply/send-batch.ts',
        found: 'mayWrite: () => clock.now() <= sendBy && clock.monotonic() - begun <= sendWithin,',
        replaced: 'mayWrite: () => inTime,',
      },
    ],
    caughtBy: {file: 'test/apply/stops.test.ts', test: 'more by the other clock between the record and the write'},
  },
  {
    name: 'asked once, before connecting',
    breaks: 'Ctrl-C, a changed file or a missed time no longer count once the connection was asked for, however long that takes.',
    edits: [
      {
        file: 'src/apply/send-batch.ts',
        found: '  if (!mayStart(ports, tally, action)) return undefined\n',
        replaced: '',
      },
    ],
    caughtBy: {file: 'test/apply/stops.test.ts', test: 'Ctrl-C while the socket is opened is in time'},
  },
  {
    name: 'sent without a mark',
    breaks: 'An intent whose mark could not be kept is sent all the same: a rollback of the journal would go unnoticed.',
    edits: [
      {
        file: 'src/state/journal.ts',
        found: 'await marks.advance(fold.state.lineage, last.line)',
        replaced: 'await marks.advance(fold.state.lineage, last.line).catch(() => undefined)',
      },
    ],
    caughtBy: {file: 'test/apply/stops.test.ts', test: 'an intent whose mark can’t be kept is not sent, and is closed'},
  },
  {
    name: 'outcome not written',
    breaks: 'What the answer said is told and counted, but not recorded.',
    edits: [
      {
        file: 'src/apply/record-outcome.ts',
        found: '    if (!(await journal.append(entryOf(action, intent, outcome), fresh))) {',
        replaced: '    if (fresh && !fresh(journal.state)) {',
      },
    ],
    caughtBy: {
      file: 'test/apply/outcomes.test.ts',
      test: 'what goes out is what the campaign says, the address as it was written',
    },
  },
  {
    name: 'outcome dropped',
    breaks: 'A refusal or a doubt that another run overtakes is not recorded after it: its send stays in flight.',
    edits: [
      {
        file: 'src/state/journal.ts',
        found: '      await refresh()\n    }\n  }\n',
        replaced: '      await refresh()\n      if (!allowed) return undefined\n    }\n  }\n',
      },
    ],
    caughtBy: {file: 'test/state/journal.test.ts', test: 'a fact lands after whatever others have added'},
  },
  {
    name: 'doubt without exit 4',
    breaks: 'A run that leaves a doubt ends as if nothing had happened.',
    edits: [{file: 'src/apply/record-outcome.ts', found: '    tally.codes.add(exit.doubt)\n', replaced: ''}],
    caughtBy: {
      file: 'test/simulation/simulation.test.ts',
      test: 'whatever happens to a project, nothing is sent twice, nothing silently, and everything can be settled',
    },
  },
  {
    name: 'maxDoubts ignored',
    breaks: 'After an unknown outcome the rest of the plan goes on.',
    edits: [
      {
        file: 'src/apply/record-outcome.ts',
        found: "  if (is === 'unknown' && ++tally.unknown >= limits.maxDoubts) tally.stop.abort()\n",
        replaced: '',
      },
    ],
    caughtBy: {file: 'test/apply/outcomes.test.ts', test: 'unknown'},
  },
  {
    name: 'clocks apart ignored',
    breaks: "It is sent although this machine's clock and the server's are more than five minutes apart.",
    edits: [
      {
        file: 'src/apply/may-start.ts',
        found: 'skew !== undefined && Math.abs(skew) > skewAllowed',
        replaced: 'skew !== undefined && skew > skewAllowed',
      },
    ],
    caughtBy: {
      file: 'test/apply/stops.test.ts',
      test: 'the clocks are apart the other way: what is in flight ends, nothing new is begun',
    },
  },
  {
    name: 'changed file ignored',
    breaks: 'It is sent although a file was edited after the plan was made from it.',
    edits: [
      {file: 'src/apply/may-start.ts', found: '  if (fileChanged(ports, tally)) return notAttempted(tally)\n', replaced: ''},
    ],
    caughtBy: {
      file: 'test/apply/stops.test.ts',
      test: 'a file was changed: what is in flight ends, nothing new is begun',
    },
  },
  {
    name: "batches don't wait",
    breaks: 'Batches go out although members of their campaign could not be added.',
    edits: [
      {
        file: 'src/apply/carry-out.ts',
        found: 'return action => !unready.has(campaignOf(action.address))',
        replaced: 'return () => true',
      },
    ],
    caughtBy: {file: 'test/apply/members.test.ts', test: 'a wrong row holds up its own campaign only'},
  },
]
