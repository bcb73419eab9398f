import {expect, test} from 'vitest'
import {loadProject} from '../../src/config/load.ts'
import {everybody, shown} from './scene.ts'

const root = new URL('../../', import.meta.url).pathname

test('the example campaigns are valid, without a warning', async () => {
  const loaded = await loadProject({root, members: 'now'})
  const {project, diagnostics} = loaded
  expect(shown(diagnostics)).toBe('')
  expect(
    project?.campaigns.map(({name, batches}) => [
      name,
      everybody(loaded, name).length,
      batches.map(({recipients}) => (recipients.kind === 'people' ? recipients.people.length : recipients.kind)),
    ]),
  ).toEqual([
    ['interviews', 3, ['members']],
    ['panel-setup', 250, []],
    ['pilot', 0, [1]],
    ['quarterly-pulse', 0, ['filter']],
    ['year-end', 0, ['everyone']],
  ])
})

test('a member of the example file is sent with the fields of the API', async () => {
  const [[, person] = []] = everybody(await loadProject({root, members: 'now'}), 'panel-setup')
  expect(Object.keys(person ?? {})).toEqual(
    expect.arrayContaining(['emailAddress', 'firstName', 'lastName', 'birthday', 'zipCode', 'city', 'source', 'custom1']),
  )
})
