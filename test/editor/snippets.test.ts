import {fileURLToPath} from 'node:url'
import {afterAll, describe, expect, test} from 'vitest'
import campaign from '../../schemas/campaign.schema.json' with {type: 'json'}
import project from '../../schemas/project.schema.json' with {type: 'json'}
import {load, shown} from '../config/scene.ts'
import {atKeys, atValue, type Typing, taken} from './cursor.ts'
import {languageServer} from './language-server.ts'
import {type Path, placesOf, type Schema} from './places.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const server = await languageServer({
  [`${root}schemas/campaign.schema.json`]: ['**/campaigns/*.yaml'],
  [`${root}schemas/project.schema.json`]: ['**/*fieldwork.yaml'],
})
afterAll(async () => expect(await server.end()).toBe(''))

interface Kind {
  readonly schema: Schema
  readonly path: string
  /** A file that is whole but for what goes to a place. */
  readonly around: (place: Path) => object
  /** What the file needs beside it. */
  readonly beside: (text: string) => Readonly<Record<string, string>>
}

const compose = {surveyID: 11372241, templateID: 118632}
const recipients = {filter: 145}

/** A campaign in which the place is the only thing that is missing. */
function campaignAround([first, name, inner]: Path): object {
  const several = first === 'batches' || inner === 'batches'
  return {
    members: {file: '../members/people.csv'},
    compose,
    ...(several
      ? {batches: {en: {recipients}, ...(first === 'batches' && name && {[name]: {recipients: {filter: 146}}})}}
      : {recipients}),
    ...(first === 'waves' && {waves: {'2031-q4': {}}}),
  }
}

/** A file of people with the headers that are asked for. */
const people = (text: string): string =>
  text.includes('columns:') ? 'E-mail,First name,Last name\nada@example.com,Ada,Lovelace\n' : 'emailAddress\nada@example.com\n'

const kinds: Readonly<Record<string, Kind>> = {
  'a campaign': {
    schema: campaign,
    path: 'campaigns/one.yaml',
    around: campaignAround,
    beside: text => ({'members/people.csv': people(text)}),
  },
  'fieldwork.yaml': {
    schema: project,
    path: 'fieldwork.yaml',
    around: place => (place.length > 1 ? {panels: {production: {timeZone: 'UTC'}}} : {}),
    beside: () => ({'campaigns/one.yaml': 'compose: {surveyID: 7, templateID: 8}\nrecipients: {filter: 145}\n'}),
  },
}

describe.each(Object.entries(kinds))('%s', (_, {schema, path, around, beside}) => {
  const {keys, entries} = placesOf(schema)
  const places = [{path: [] as Path, schema}, ...keys, ...entries].filter(place => place.schema.defaultSnippets)
  const cases = places.flatMap(place =>
    (place.schema.defaultSnippets ?? []).map(
      ({label, body}) => [place.path.join('.') || 'the file', label, place.path, Object(body)] as const,
    ),
  )

  test.each(cases)('%s: "%s", taken as it is, makes a file without a mistake', async (_place, label, place, body) => {
    // A whole file is begun with nothing; what is a part of one comes to the rest.
    const isWhole = place.length === 0 && ['compose', 'members', 'panels'].some(key => Object.hasOwn(body, key))
    const ways: readonly Typing[] = [
      atKeys(place, isWhole ? {} : around(place)),
      ...(place.length > 0 && place.at(-1) !== 0 ? [atValue(place, around(place))] : []),
    ]
    for (const typing of ways) {
      const offer = (await server.complete(`/project/${path}`, typing.text, typing.position)).find(each => each.label === label)
      if (!offer) throw new Error(`it isn't offered in\n${typing.text}`)
      const text = taken(typing, offer)
      const {diagnostics} = await load({...beside(text), [path]: text})
      expect(shown(diagnostics.filter(({severity}) => severity === 'error')), text).toBe('')
      expect(text).not.toContain('$')
    }
  })
})
