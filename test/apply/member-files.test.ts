import {expect, test} from 'vitest'
import {digestOf} from '../../src/canonical.ts'
import {readingPeople} from '../../src/commands/people.ts'
import type {Campaign} from '../../src/config/campaign.ts'
import {readPeople} from '../../src/config/people.ts'
import {desired} from '../../src/desired/desire.ts'
import {rosterOf} from '../../src/desired/roster.ts'
import {plan} from '../../src/plan/plan.ts'
import {fold} from '../../src/state/fold.ts'
import {campaign, lineage, project, start, toFilter} from '../plan/scene.ts'
import {type Apply, applying, recorded, told} from './scene.ts'

interface FileIs {
  readonly onChange?: 'keep' | 'resend'
  readonly name?: string
  readonly formerly?: readonly string[]
  readonly digest?: string
}

/** A campaign whose members come from a file: `ada` is a row, `ada*` the same person with another one. Counts how often it is read. */
function fromFile(rows: readonly string[], {onChange = 'keep', name = 'a', formerly = [], digest = rows.join()}: FileIs = {}) {
  const read = {times: 0}
  const made: Campaign = {
    ...campaign(name, {formerly}),
    members: {
      line: 1,
      people: [],
      onChange,
      file: {
        path: 'members/a.csv',
        digest: digestOf(digest),
        form: null,
        *rows() {
          for (const [index, row] of rows.entries()) {
            const who = row.replace('*', '')
            const body = () => ({emailAddress: `${who}@Example.com`, firstName: row})
            // Whoever only looks how a file begins asks for no second row.
            if (index === 1) read.times++
            yield {is: 'row' as const, address: `${who}@example.com`, line: index + 2, body}
          }
        },
      },
    },
  }
  return {campaign: made, read}
}

const stateOf = ({journal}: Apply) => fold(journal.lines)
/** What a plan says, made as the commands make it. */
function planned(apply: Apply, made: Campaign) {
  const state = stateOf(apply)
  const {peopleOf} = readingPeople(project([made]))(state)
  const {actions, notes} = plan(
    desired(project([made]), lineage, peopleOf),
    state,
    {now: start, gone: new Set()},
    {version: '1.0.0'},
  )
  return [
    ...actions.map(action =>
      action.type === 'add-members' ? `add ${action.count} (${action.changed ?? 0} again)` : action.type,
    ),
    ...notes.map(({text}) => text),
  ]
}

test('a file that was posted whole is not read again as long as it is the same, under whatever name of its campaign', async () => {
  const apply = applying({limits: {membersPerCall: 2}})
  const {campaign: made} = fromFile(['ada', 'bob', 'ada*', 'cyd'])
  expect(await apply.run([made])).toBe(0)
  expect(apply.wire).toEqual(['add ada bob', 'add cyd'])
  expect(recorded(apply)).toEqual(['posted 2 of a: 2 added, 0 not', 'posted 1 of a: 1 added, 0 not', 'members.file'])
  expect(apply.journal.lines.at(-1)).toMatchObject({campaign: 'a', people: 3, changed: 0, gone: 0})

  const same = fromFile(['ada', 'bob', 'ada*', 'cyd'])
  expect(planned(apply, same.campaign)).toEqual([])
  expect(same.read.times).toBe(0)
  const renamed = fromFile(['ada', 'bob', 'ada*', 'cyd'], {name: 'b', formerly: ['a']})
  expect(planned(apply, renamed.campaign)).toEqual([])
  expect(renamed.read.times).toBe(0)
  const other = fromFile(['ada', 'bob', 'ada*', 'cyd'], {digest: 'another'})
  expect(planned(apply, other.campaign)).toEqual([])
  expect(other.read.times).toBe(1)
})

test('what the record says of changed rows and of people who are gone is told while the file is the same', async () => {
  const apply = applying()
  expect(await apply.run([fromFile(['ada', 'bob', 'cyd']).campaign])).toBe(0)
  const next = ['ada*', 'bob', 'dee']
  expect(planned(apply, fromFile(next).campaign)).toEqual([
    'add 1 (0 again)',
    '1 row changed since posted: not sent again.',
    '1 person no longer in the file: nobody is removed from the panel.',
  ])
  expect(await apply.run([fromFile(next).campaign])).toBe(0)
  const again = fromFile(next)
  expect(planned(apply, again.campaign)).toEqual([
    '1 row changed since posted: not sent again.',
    '1 person no longer in the file: nobody is removed from the panel.',
  ])
  expect(again.read.times).toBe(0)
})

test('rows that changed are posted again where that is asked for, once', async () => {
  const apply = applying()
  expect(await apply.run([fromFile(['ada', 'bob', 'cyd']).campaign])).toBe(0)
  const edited = ['ada*', 'bob', 'cyd*', 'dee']
  const asked = fromFile(edited, {onChange: 'resend'})
  expect(planned(apply, asked.campaign)).toEqual(['add 3 (2 again)'])
  expect(await apply.run([asked.campaign])).toBe(0)
  expect(apply.wire).toEqual(['add ada bob cyd', 'add ada cyd dee'])
  expect(planned(apply, asked.campaign)).toEqual([])
})

test('where a file was kept as it is and then resending is asked for, the rows that changed are found though the file is the same', async () => {
  const apply = applying()
  expect(await apply.run([fromFile(['ada', 'bob']).campaign])).toBe(0)
  expect(await apply.run([fromFile(['ada*', 'bob', 'cyd']).campaign])).toBe(0)
  const asked = fromFile(['ada*', 'bob', 'cyd'], {onChange: 'resend'})
  expect(planned(apply, asked.campaign)).toEqual(['add 1 (1 again)'])
})

test('two campaigns that state the same person otherwise don’t post them in turns for ever', async () => {
  const apply = applying()
  const [one, two] = [
    fromFile(['ada', 'bob'], {name: 'a', onChange: 'resend'}).campaign,
    fromFile(['ada*', 'cyd'], {name: 'b', onChange: 'resend', digest: 'b'}).campaign,
  ]
  expect(await apply.run([one, two])).toBe(0)
  expect(apply.wire).toEqual(['add ada bob', 'add ada cyd'])
  expect(planned(apply, one)).toEqual([])
  expect(planned(apply, two)).toEqual([])
})

test('a record of a whole file counts no more once somebody else of the campaign was posted', async () => {
  const apply = applying()
  expect(await apply.run([fromFile(['ada', 'bob']).campaign])).toBe(0)
  expect(await apply.run([fromFile(['ada', 'bob', 'cyd']).campaign])).toBe(0)
  const back = fromFile(['ada', 'bob'])
  expect(planned(apply, back.campaign)).toEqual(['1 person no longer in the file: nobody is removed from the panel.'])
  expect(back.read.times).toBe(1)
})

test('who came into the file after it was read for the plan, or left it, is not posted', () => {
  const held = fromFile(['ada', 'bob', 'cyd']).campaign
  const people = readPeople(held.members ?? missing(), lineage)
  const now = (rows: readonly string[]) => {
    const roster = rosterOf(project([fromFile(rows).campaign]), lineage, () => people)
    return [...roster.members('a')].map(({body}) => String(body().emailAddress).split('@')[0])
  }
  expect(now(['ada', 'bob', 'cyd'])).toEqual(['ada', 'bob', 'cyd'])
  expect(now(['ada', 'eve', 'bob', 'ada*', 'cyd', 'eve'])).toEqual(['ada', 'bob', 'cyd'])
  // Whoever isn't where they stood may be another row than the one that was planned.
  expect(now(['bob', 'ada', 'cyd'])).toEqual(['ada'])
})

test('where the file changes while its rows are posted, nobody of it counts as posted whole and nothing more is sent', async () => {
  const apply = applying({limits: {membersPerCall: 1}})
  const made = fromFile(['ada', 'bob', 'cyd']).campaign
  const file = made.members?.file ?? missing()
  let read = 0
  const rows = () => (read++ < 3 ? file.rows() : (fromFile(['ada', 'eve', 'cyd']).campaign.members?.file ?? missing()).rows())
  const changing: Campaign = {...made, members: {...(made.members ?? missing()), file: {...file, rows}}, batches: [toFilter()]}
  const planned = await apply.plan([changing])
  expect(await apply.run([changing], planned)).toBe(8)
  expect(apply.wire).toEqual(['add ada'])
  expect(recorded(apply)).toEqual(['posted 1 of a: 1 added, 0 not'])
  expect(told(apply)).toContain('diagnostic FW140')
})

const missing = (): never => {
  throw new TypeError('no members')
}

test('a renamed campaign that posts changed rows again does so once', async () => {
  const apply = applying()
  expect(await apply.run([fromFile(['ada', 'bob'], {name: 'old'}).campaign])).toBe(0)
  const renamed = fromFile(['ada*', 'bob'], {name: 'new', formerly: ['old'], onChange: 'resend'}).campaign
  expect(planned(apply, renamed)).toEqual(['add 1 (1 again)'])
  expect(await apply.run([renamed])).toBe(0)
  expect(apply.wire).toEqual(['add ada bob', 'add ada'])
  expect(planned(apply, renamed)).toEqual([])
  expect(await apply.run([renamed])).toBe(0)
  expect(apply.wire).toHaveLength(2)
})
