import {readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {testPanel} from '../support/panel.ts'
import {clockAt, commandsOf, played, stepsOf} from './page.ts'

const folder = new URL('../../docs/recipes/', import.meta.url)
const names = readdirSync(folder).filter(name => name !== 'README.md')

test.each(names)('%s shows what the program prints, and ends with nothing left to send', async name => {
  const path = new URL(name, folder)
  const page = readFileSync(path, 'utf8')
  let now = 0
  const panel = await testPanel({}, {clock: {now: () => now}})
  const again = await played(page, {...panel, run: (args, env) => panel.run(args, {...keys(panel.sandbox.key), ...env})}, at => {
    now = Date.parse(at)
  })
  if (process.env.WRITE_DOCS === '1') writeFileSync(path, again)
  else expect(again).toBe(page)
  const commands = stepsOf(page).flatMap(step => (step.is === 'commands' ? commandsOf(step.lines).map(({words}) => words) : []))
  const [first, ...rest] = commands.map(words => words[1])
  expect(first).toBe('validate')
  expect(rest).toEqual(expect.arrayContaining(['plan', 'apply']))
  // The last plan is looked at again as a program sees it, with its panel and at its time.
  const last = commands.at(-1) ?? []
  expect(last[1]).toBe('plan')
  const end = [...last.slice(1), '--format', 'json']
  const {code, out} = await panel.run(end, {...keys(panel.sandbox.key), ...clockAt(now)})
  const {summary, held} = JSON.parse(out) as {summary: object; held: readonly object[]}
  expect({code, held}).toEqual({code: 0, held: []})
  expect(summary).toMatchObject({membersToAdd: 0, batchesToCreate: 0, inDoubt: 0})
})

const keys = (key: string): Readonly<Record<string, string>> => ({QUESTIONPRO_STAGING_KEY: key})

test('the first page leads to each of them', () => {
  const linked = [...readFileSync(new URL('README.md', folder), 'utf8').matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, name]) => name)
  expect(linked.toSorted()).toEqual(names.toSorted())
  expect(names).toHaveLength(10)
})
