import type {Mutant} from '../mutant.ts'

/** The journal, its file and its mark. */
export const journal: readonly Mutant[] = [
  {
    name: 'no fdatasync',
    breaks: 'A record counts as kept as soon as it is written, and is lost with the power.',
    edits: [{file: 'src/state/stores/local.ts', found: '    await file.flush()\n', replaced: ''}],
    caughtBy: {file: 'test/state/power.test.ts', test: 'a record that was appended is there when the power goes'},
  },
  {
    name: 'flush of the folder left out',
    breaks: "The journal's file lasts, but its name doesn't: after a power cut there is no journal.",
    edits: [{file: 'src/state/stores/local.ts', found: '      if (!named) await lastingName(disk, path, 1)\n', replaced: ''}],
    caughtBy: {file: 'test/state/power.test.ts', test: 'a record that was appended is there when the power goes'},
  },
  {
    name: 'a name flushed only by who made the file',
    breaks: 'Who made the file was killed before the flush of its folder; all who append later believe that its name lasts.',
    edits: [
      {file: 'src/state/stores/local.ts', found: '      if (!named) await lasting', replaced: '      if (first) await lasting'},
    ],
    caughtBy: {file: 'test/state/power.test.ts', test: 'what a run has begun that was killed anywhere, the next one makes last'},
  },
  {
    name: 'no look back',
    breaks: 'A file that is swapped under a run is grown upon: two runs record the same intent in two files, and both send.',
    edits: [{file: 'src/state/journal.ts', found: '        if (allowed) await lookBack()\n', replaced: ''}],
    caughtBy: {
      file: 'test/state/look-back.test.ts',
      test: 'a copy that is put back in place between a record and its mark: of two one may send',
    },
  },
  {
    name: 'mark not flushed',
    breaks: 'The mark is written and not flushed: after a power cut this machine has forgotten the journal that it had.',
    edits: [{file: 'src/state/stores/marks.ts', found: '      await file.flush()\n', replaced: ''}],
    caughtBy: {file: 'test/state/power.test.ts', test: 'a mark that was set is there when the power goes'},
  },
  {
    name: 'compare-and-set dropped',
    breaks: 'Whoever appends believes to be first, also when another run was.',
    edits: [{file: 'src/state/stores/local.ts', found: "    if (overtaken) return 'overtaken'\n", replaced: ''}],
    caughtBy: {
      file: 'test/state/stores.test.ts',
      test: 'a file of this machine: who appends after another record than the last is overtaken, and nothing of it is ever read',
    },
  },
  {
    name: "an overtaken runner doesn't ask again",
    breaks: 'A runner that was overtaken reads on, but records its intent without asking whether it is still wanted.',
    edits: [
      {
        file: 'src/state/journal.ts',
        found: '      if (allowed && !allowed(fold.state)) return undefined\n',
        replaced: '',
      },
      {
        file: 'src/state/journal.ts',
        found: '    for (;;) {\n      if (torn)',
        replaced: '    if (allowed && !allowed(fold.state)) return undefined\n    for (;;) {\n      if (torn)',
      },
    ],
    caughtBy: {
      file: 'test/state/journal.test.ts',
      test: 'who is overtaken reads on and asks again; a no means that nothing is written',
    },
  },
  {
    name: 'void line rule loosened',
    breaks: 'Any line whose number was taken passes as one that came second: an older record out of place is no damage any more.',
    edits: [
      {
        file: 'src/state/chain.ts',
        found: '(seq >= 1 && seq < sums.length && prev === sums[seq - 1])',
        replaced: '(seq >= 1 && seq < sums.length)',
      },
    ],
    caughtBy: {file: 'test/state/chain.test.ts', test: 'a record of another journal'},
  },
  {
    name: 'sums unchecked',
    breaks: 'A record whose bytes were changed is read as if nothing had happened.',
    edits: [
      {
        file: 'src/state/line.ts',
        found: 'if (hex(text.slice(0, -sealLength)) !== match[1])',
        replaced: 'if (hex(text.slice(0, -sealLength)).length !== match[1]?.length)',
      },
    ],
    caughtBy: {file: 'test/state/chain.test.ts', test: 'a record that somebody has changed'},
  },
  {
    name: 'torn tail cut',
    breaks: 'A piece of a record at the end is passed over as if it had been cut off: the send that it was about is forgotten.',
    edits: [
      {
        file: 'src/state/stores/local.ts',
        found: 'return complete ? {lines} : {lines, torn: {line: cursor.count + 1, bytes: bytes.length - whole}}',
        replaced: 'return {lines}',
      },
    ],
    caughtBy: {
      file: 'test/state/local-store.test.ts',
      test: 'a piece of a line is torn when it stays so for a second; what stands before it is read',
    },
  },
  {
    name: 'mark ignored',
    breaks: "A journal that was cut back or swapped is taken for the newest: this machine's mark isn't looked for in it.",
    edits: [
      {
        file: 'src/commands/verify-state.ts',
        found: 'every.findLast(mark => !holds(mark))',
        replaced: 'every.findLast(() => !state.head)',
      },
    ],
    caughtBy: {
      file: 'test/cli/must-hold.test.ts',
      test: 'the journal deleted, cut back, or of another server: exit 7, no connection made',
    },
  },
  {
    name: 'mark without sum',
    breaks: 'The mark is a number only: a journal that has gone another way since is taken for the same.',
    edits: [
      {
        file: 'src/state/journal.ts',
        found: 'holds: ({seq, sum}) => sums[seq] === sum,',
        replaced: 'holds: ({seq}) => sums[seq] !== undefined,',
      },
    ],
    caughtBy: {file: 'test/state/journal.test.ts', test: 'it holds the records that it holds'},
  },
]
