import {readdirSync, readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {afterAll, describe, expect, onTestFinished, test} from 'vitest'
import {stringify} from 'yaml'
import campaign from '../../schemas/campaign.schema.json' with {type: 'json'}
import project from '../../schemas/project.schema.json' with {type: 'json'}
import {stepsOf} from '../recipes/page.ts'
import {testProject} from '../support/program.ts'
import {atKeys, atValue, positionOf, withValue} from './cursor.ts'
import {languageServer, type Offer} from './language-server.ts'
import {type Path, placesOf, type Schema} from './places.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const server = await languageServer({
  [`${root}schemas/campaign.schema.json`]: ['**/campaigns/*.yaml'],
  [`${root}schemas/project.schema.json`]: ['**/*fieldwork.yaml'],
})
afterAll(async () => expect(await server.end()).toBe(''))

const words = ({documentation}: Offer): string =>
  typeof documentation === 'object' ? documentation.value : (documentation ?? '')
/** Markdown as it was before it was made harmless. */
const plain = (markdown: string): string => markdown.replace(/\\([\\`*_{}[\]#+!])/g, '$1')
const shown = (path: Path): string => path.join('.') || 'the file'

const files: readonly (readonly [string, Schema, string])[] = [
  ['a campaign', campaign, '/project/campaigns/one.yaml'],
  ['fieldwork.yaml', project, '/project/fieldwork.yaml'],
]

describe.each(files)('%s', (_, schema, path) => {
  const {groups, maps, keys, whole} = placesOf(schema)
  const text = stringify(whole)

  test('every key has words of its own, which end like a sentence', () => {
    expect(
      keys.filter(key => !/^[A-Z].{6,}\.$|^local: .*\.$/.test(key.schema.description ?? '')).map(key => shown(key.path)),
    ).toEqual([])
  })

  test.each(groups.map(group => [shown(group.path), group] as const))(
    '%s: each key is offered, with its words',
    async (_place, group) => {
      const typing = atKeys(group.path)
      const offers = await server.complete(path, typing.text, typing.position)
      const offered = Object.fromEntries(offers.map(offer => [offer.label, words(offer)]))
      expect(offered).toMatchObject(
        Object.fromEntries(Object.entries(group.keys).map(([key, {description}]) => [key, description])),
      )
      const others = offers.map(({label}) => label).filter(label => !Object.hasOwn(group.keys, label))
      const snippets = group.schema.defaultSnippets?.map(({label}) => label) ?? []
      // Beside them stands what fills in all the needed keys at once, under the group's name or kind.
      const kinds = [group.schema.title, String(group.path.at(-1)), [group.schema.type].flat().join(' | ')]
      const isKind = (label: string): boolean => kinds.includes(label) || /^object\(.*\)$/.test(label)
      expect(others.filter(label => !snippets.includes(label) && !isKind(label))).toEqual([])
      expect(snippets.filter(label => !others.includes(label))).toEqual([])
    },
  )

  test.each(maps.map(map => [shown(map.path), map] as const))('%s: a name is offered, with its words', async (_place, map) => {
    const typing = atKeys(map.path)
    const offers = await server.complete(path, typing.text, typing.position)
    const name = offers.find(({label}) => label === map.schema.propertyNames?.title)
    expect(name && words(name)).toContain(map.schema.propertyNames?.description)
  })

  test('behind a key stands what its value can be, and nothing that can not be shown', async () => {
    for (const {
      path: place,
      schema: {enum: all, const: only, examples, type},
    } of keys) {
      const typing = atValue(place)
      const offers = (await server.complete(path, typing.text, typing.position)).map(
        ({label, insertText}) => `${label} ${insertText}`,
      )
      const values = [
        ...(all ?? []),
        ...(only === undefined ? [] : [only]),
        ...(type === 'boolean' && only === undefined ? [true, false] : []),
      ]
      for (const value of values) expect(offers, shown(place)).toContain(`${value} ${value}`)
      expect(
        offers.filter(offer => offer.includes('[object')),
        shown(place),
      ).toEqual([])
      if (examples && values.length === 0) expect(offers.length, shown(place)).toBeGreaterThan(0)
    }
  })

  test('over each key of a file that has them all stand its words', async () => {
    expect(keys.length).toBeGreaterThan(40)
    for (const {
      path: place,
      schema: {description},
      value,
    } of keys) {
      // The same file, but where a list stands in place of a group.
      const all = stringify(withValue(Object(whole), place, value))
      const markdown = await server.hover(path, all, positionOf(all, place))
      expect(plain(markdown), shown(place)).toContain(description)
    }
  })

  test('nothing is wrong with a file that has every key, and something with one that has another', async () => {
    expect(await server.remarks(path, text)).toEqual([])
    const [remark] = await server.remarks(path, `${text}formally: x\n`)
    expect(remark?.message).toContain('formally')
  })
})

test('a new project tells an editor where its schemas are', async () => {
  const {run, read, root: folder, remove} = testProject({})
  onTestFinished(remove)
  expect(await run(['init', '--yes'])).toMatchObject({code: 0})
  // Nothing is set in this editor: it knows what the files themselves say.
  const unset = await languageServer()
  const over = (path: string, key: Path): Promise<string> =>
    unset.hover(`${folder}/${path}`, read(path), positionOf(read(path), key))
  expect(await over('campaigns/first-campaign.yaml', ['compose', 'surveyID'])).toContain('The survey that people are invited to')
  expect(await over('fieldwork.yaml', ['panels', 'production', 'dataCenter'])).toContain('Where the account lives')
  expect(await unset.remarks(`${folder}/campaigns/first-campaign.yaml`, read('campaigns/first-campaign.yaml'))).toEqual([])
  expect(await unset.remarks(`${folder}/fieldwork.yaml`, read('fieldwork.yaml'))).toEqual([])
  expect(await unset.end()).toBe('')
})

test('nothing is wrong with the files of the recipes', async () => {
  const folder = `${root}docs/recipes`
  const files = readdirSync(folder).flatMap(name => stepsOf(readFileSync(`${folder}/${name}`, 'utf8')))
  let looked = 0
  for (const step of files)
    if (step.is === 'file' && step.path.endsWith('.yaml')) {
      looked += 1
      expect(await server.remarks(`/project/${step.path}`, step.text), step.text).toEqual([])
    }
  expect(looked).toBeGreaterThan(10)
})

test('nothing is wrong with the example campaigns', async () => {
  for (const name of readdirSync(`${root}campaigns`).filter(file => file.endsWith('.yaml')))
    expect(await server.remarks(`${root}campaigns/${name}`, readFileSync(`${root}campaigns/${name}`, 'utf8')), name).toEqual([])
})
