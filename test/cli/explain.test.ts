import {expect, test} from 'vitest'
import {summaries} from '../../src/config/codes.ts'
import {testPanel, toFilter} from '../support/panel.ts'

test('every code of the files is explained, however it is written', async () => {
  const panel = await testPanel({})
  for (const [code, summary] of Object.entries(summaries).filter((_, index) => index % 12 === 0)) {
    const {code: ended, out} = await panel.run(['explain', code.toLowerCase()])
    expect({ended, first: out.split('\n')[0]}).toEqual({ended: 0, first: `${code}  ${summary}`})
  }
  expect((await panel.run(['explain', '042'])).out).toMatch(/^FW042 {2}.*\n\n[\s\S]* {4}sendAt: 2026-11-01 01:30\n/)
  expect(JSON.parse((await panel.run(['explain', 'FW042', '--format', 'json'])).out)).toMatchObject({code: 'FW042'})
  expect(await panel.run(['explain', 'FW999'])).toMatchObject({code: 64, err: expect.stringContaining('FW195')})
})

test('validate speaks to code hosts and CI services; other commands say that they do not', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7).replace('surveyID', 'surveyId')})
  for (const [format, begins] of [
    ['github', '::error file=campaigns/a.yaml,line=1,'],
    ['sarif', '{\n'],
    ['junit', '<?xml'],
  ] as const) {
    const {code, out, err} = await panel.run(['validate', '--format', format])
    expect({code, err, begins: out.startsWith(begins)}).toEqual({code: 3, err: '', begins: true})
    expect(await panel.run(['plan', '--format', format])).toMatchObject({code: 64, out: ''})
  }
})
