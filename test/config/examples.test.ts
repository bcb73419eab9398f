import {expect, test} from 'vitest'
import {loadProject} from '../../src/config/load.ts'
import {shown} from './scene.ts'

const root = new URL('../../', import.meta.url).pathname

test('the example campaigns are valid, without a warning', async () => {
  const {project, diagnostics} = await loadProject({root, membersNeeded: true})
  expect(shown(diagnostics)).toBe('')
  expect(
    project?.campaigns.map(({name, members, batches}) => [
      name,
      members?.people.length ?? 0,
      batches.map(({recipients}) => (recipients.kind === 'people' ? recipients.people.length : recipients.kind)),
    ]),
  ).toEqual([
    ['interviews', 3, [3]],
    ['panel-setup', 250, []],
    ['pilot', 0, [1]],
    ['quarterly-pulse', 0, ['filter']],
    ['year-end', 0, ['everyone']],
  ])
})

test('a member of the example file is sent with the fields of the API', async () => {
  const {project} = await loadProject({root, membersNeeded: true})
  const [person] = project?.campaigns.find(({name}) => name === 'panel-setup')?.members?.people ?? []
  expect(Object.keys(person?.body() ?? {})).toEqual(
    expect.arrayContaining(['emailAddress', 'firstName', 'lastName', 'birthday', 'zipCode', 'city', 'source', 'custom1']),
  )
})
