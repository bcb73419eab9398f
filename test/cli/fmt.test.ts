import {chmodSync, lstatSync, readdirSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {validateFormatted} from '#validators/validateFormatted'
import {testPanel, toFilter} from '../support/panel.ts'

const loose = 'compose:\n    surveyID: 7 # the survey\n    templateID: 1\n\n\nrecipients:\n      filter: 145   \n'
const tight = 'compose:\n  surveyID: 7 # the survey\n  templateID: 1\n\nrecipients:\n  filter: 145\n'

test('all campaigns and fieldwork.yaml are formatted, and the plan stays empty', async () => {
  const panel = await testPanel({
    'campaigns/a.yaml': loose,
    'campaigns/b/b.yml': tight.replace('7', '8'),
    'fieldwork.yaml': 'limits:\n    singleSends: 5\n',
  })
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 0})
  const check = await panel.run(['fmt', '--check'])
  expect({code: check.code, out: check.out}).toEqual({code: 3, out: ''})
  expect([...check.err.matchAll(/^(\S+) {2}error (FW\d+)/gm)].map(found => found.slice(1))).toEqual([
    ['fieldwork.yaml:2:1', 'FW079'],
    ['campaigns/a.yaml:2:1', 'FW079'],
  ])
  expect(check.err).toContain('    fieldwork fmt\n')
  expect(panel.read('campaigns/a.yaml')).toBe(loose)
  expect(await panel.run(['fmt'])).toEqual({code: 0, signal: null, out: 'fieldwork.yaml\ncampaigns/a.yaml\n', err: ''})
  expect([panel.read('campaigns/a.yaml'), panel.read('fieldwork.yaml')]).toEqual([tight, 'limits:\n  singleSends: 5\n'])
  expect(await panel.run(['fmt', '--check'])).toEqual({code: 0, signal: null, out: '', err: '✓ 3 files are formatted.\n'})
  expect(await panel.run(['plan', '--detailed-exitcode'])).toMatchObject({code: 0})
  expect(panel.posts()).toBe(2)
})

test('a file with mistakes is left alone, the rest is formatted, and a program is told as its schema says', async () => {
  const panel = await testPanel({'campaigns/a.yaml': 'a: [1\n\n\n\n', 'campaigns/b.yaml': loose})
  const {code, out, err} = await panel.run(['fmt', '--format', 'json'])
  expect({code, err, fits: validateFormatted(JSON.parse(out)), told: JSON.parse(out)}).toMatchObject({
    code: 3,
    err: '',
    fits: true,
    told: {formatVersion: 1, changed: ['campaigns/b.yaml'], diagnostics: [{code: 'FW005', file: 'campaigns/a.yaml', line: 1}]},
  })
  expect([panel.read('campaigns/a.yaml'), panel.read('campaigns/b.yaml')]).toEqual(['a: [1\n\n\n\n', tight])
})

test('paths choose files of the project and no others', async () => {
  const panel = await testPanel({'campaigns/a.yaml': loose, 'campaigns/b/b.yaml': loose, 'notes.yaml': loose})
  expect(await panel.run(['fmt', 'campaigns/b'])).toMatchObject({code: 0, out: 'campaigns/b/b.yaml\n'})
  for (const path of ['notes.yaml', 'campaigns/c.yaml', '/etc/passwd', '..'])
    expect(await panel.run(['fmt', path])).toMatchObject({code: 64, out: '', err: expect.stringContaining('FW200')})
  expect([panel.read('notes.yaml'), panel.read('campaigns/a.yaml')]).toEqual([loose, loose])
  expect(await panel.run(['fmt', '.'])).toMatchObject({code: 0, out: 'campaigns/a.yaml\n'})
})

test('the mode stays, a link inside is followed, and one that leads out is not', async () => {
  const panel = await testPanel({
    'campaigns/a.yaml': loose,
    'shared/b.yaml': loose,
    'fieldwork.yaml': 'limits: {singleSends: 5}\n',
  })
  const outside = join(panel.memory, '..', 'outside.yaml')
  writeFileSync(outside, loose)
  chmodSync(join(panel.root, 'campaigns/a.yaml'), 0o640)
  symlinkSync('../shared/b.yaml', join(panel.root, 'campaigns/b.yaml'))
  symlinkSync(outside, join(panel.root, 'campaigns/c.yaml'))
  const {code, out, err} = await panel.run(['fmt'])
  expect({code, out, said: err.includes('campaigns/c.yaml:1:1  error FW019')}).toEqual({
    code: 3,
    out: 'campaigns/a.yaml\ncampaigns/b.yaml\n',
    said: true,
  })
  expect(statSync(join(panel.root, 'campaigns/a.yaml')).mode & 0o777).toBe(0o640)
  expect(lstatSync(join(panel.root, 'campaigns/b.yaml')).isSymbolicLink()).toBe(true)
  expect(panel.read('shared/b.yaml')).toBe(tight)
  expect(panel.read('campaigns/c.yaml')).toBe(loose)
  expect(readdirSync(join(panel.root, 'campaigns')).sort()).toEqual(['a.yaml', 'b.yaml', 'c.yaml'])
})

test('a folder without campaigns is said, and is no mistake', async () => {
  const panel = await testPanel({})
  expect(await panel.run(['fmt'])).toMatchObject({code: 0, out: '', err: expect.stringContaining('FW133')})
  panel.write('campaigns/a.yaml', toFilter())
  expect(await panel.run(['fmt', '--check', '-q'])).toMatchObject({code: 0, out: '', err: ''})
})
