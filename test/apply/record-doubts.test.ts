import {expect, test} from 'vitest'
import {stop} from '../../src/exit.ts'
import {campaign, toFilter} from '../plan/scene.ts'
import {intent, run, saying} from '../state/scene.ts'
import {type Apply, applying, type Happening, recorded, told} from './scene.ts'

const [a, b] = [campaign('a', {batches: [toFilter(1)]}), campaign('b', {batches: [toFilter(2)]})]
const other = 'd'.repeat(16)
const silent = 'in-doubt of 2: the run that sent it ended before it recorded an answer'

/** An apply that finds an open send of another run at record 2. */
function afterSilence(happening: Happening = {}): Apply {
  const apply = applying(happening)
  apply.journal.add(intent('a/main'), other)
  return apply
}

test('a run that begins to write records what only counted as in doubt, and goes on with the rest', async () => {
  const apply = afterSilence({gone: [other]})
  await apply.run([a, b])
  expect(recorded(apply)).toEqual(['2 intent a/main', silent, '4 intent b/main', 'created 1400 of 4'])
  expect(told(apply)).toEqual(['batch.intent b/main', 'batch.created b/main', 'summary batchesCreated 1, inDoubt 1'])
})

test('also past the deadline, once for all runs that come after, and never what is still in flight', async () => {
  const apply = afterSilence()
  await apply.run([a])
  expect(recorded(apply)).toEqual(['2 intent a/main'])
  apply.clock.ms += 151_000
  await apply.run([a])
  await apply.run([a, b])
  expect(recorded(apply).slice(0, 3)).toEqual(['2 intent a/main', silent, '4 intent b/main'])
})

test('what another run records of it first stands alone', async () => {
  const apply = afterSilence({gone: [other]})
  apply.journal.before = entry => {
    if (entry.type === 'batch.in-doubt' && apply.journal.lines.length === 2) {
      apply.journal.add(saying('created', 2, 'a/main', 1999), other)
    }
  }
  await apply.run([a, b])
  expect(recorded(apply).slice(0, 2)).toEqual(['2 intent a/main', 'created 1999 of 2'])
  expect(recorded(apply).some(row => row.startsWith('in-doubt'))).toBe(false)
})

test('an answer that can’t be recorded is told as such, also where another run has called the send in doubt', async () => {
  const apply = applying({
    onAnswer: ({journal}) => {
      journal.add(saying('in-doubt', 2, 'a/main'), other)
      journal.before = entry => {
        if (entry.type === 'batch.created') throw stop(7, {code: 'FW123', summary: 'The recorded state can not be written'})
      }
    },
  })
  expect(await apply.run([a])).toBe(4)
  expect(apply.kept).toEqual(["fieldwork resolve --panel default 'a/main' --batch-id 1400\n"])
  expect(told(apply)).toContain('diagnostic FW143')
  expect(apply.journal.lines.map(line => line.run)).toEqual([run, run, other])
})
