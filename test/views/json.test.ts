import {expect, test} from 'vitest'
import {type Diagnostic, flatDiagnostic} from '../../src/diagnostics.ts'
import {diagnosticsJson, doubtsJson, eventJson, planJson, statusJson} from '../../src/views/json.ts'
import {address, at, batch, pictured} from './scene.ts'

const warning: Diagnostic = {
  severity: 'warning',
  code: 'FW090',
  summary: 'No',
  help: 'do',
  detail: 'why',
  span: {file: 'a.yaml', line: 2, column: 3, endColumn: 9, frame: [{line: 2, text: 'x: 1'}]},
}
const flat = '{"severity":"warning","code":"FW090","summary":"No","detail":"why","file":"a.yaml","line":2,"column":3,"help":"do"}'

test('diagnostics are flat, their keys in a fixed order', () => {
  expect(diagnosticsJson([warning])).toBe(`{"formatVersion":1,"diagnostics":[${flat}]}\n`)
  expect(eventJson({type: 'diagnostic', diagnostic: warning})).toBe(`{"type":"diagnostic","diagnostic":${flat}}\n`)
})

test('a plan is one object, its keys in a fixed order, and nothing of it is lost', () => {
  const {diagnostics: _, ...rest} = pictured
  const shuffled = Object.fromEntries(
    Object.entries({...pictured, diagnostics: [flatDiagnostic(warning)]}).reverse(),
  ) as unknown as typeof pictured
  const read: unknown = JSON.parse(planJson(shuffled))
  expect(read).toEqual({...rest, diagnostics: [JSON.parse(flat)]})
  expect(Object.keys(read as object).join(' ')).toBe(
    'formatVersion tool panel host partial basis summary actions waiting held inDoubt unchanged notes digest diagnostics',
  )
})

test('an event is one line', () => {
  expect(eventJson({type: 'batch.created', address: address('a/main'), batchID: batch(7)})).toBe(
    '{"type":"batch.created","address":"a/main","batchID":7}\n',
  )
})

test('status and doubts', () => {
  const sent = {
    address: address('a/main'),
    state: 'created',
    batchID: batch(7),
    surveyID: 1,
    status: null,
    createdAt: at('2031-11-22T09:12:59Z'),
    checkedAt: null,
  } as const
  expect(statusJson({members: [], batches: [sent], panel: 'p', formatVersion: 1})).toBe(
    '{"formatVersion":1,"panel":"p","batches":[{"address":"a/main","state":"created","batchID":7,"surveyID":1,"status":null,"createdAt":"2031-11-22T09:12:59Z","checkedAt":null}],"members":[]}\n',
  )
  const window = {from: at('2031-11-22T09:14:02Z'), to: at('2031-11-22T09:14:33Z')}
  const doubt = {
    address: address('a/main'),
    window,
    surveyID: 1,
    people: null,
    phase: 'answer',
    evidence: 'broke',
    commands: ['c'],
    reach: 'r',
    notSentFrom: at('2031-11-22T09:31:00Z'),
  }
  expect(doubtsJson([doubt])).toBe(
    '{"formatVersion":1,"doubts":[{"address":"a/main","window":{"from":"2031-11-22T09:14:02Z","to":"2031-11-22T09:14:33Z"},"surveyID":1,"people":null,"phase":"answer","evidence":"broke","commands":["c"],"reach":"r","notSentFrom":"2031-11-22T09:31:00Z"}]}\n',
  )
})

test('JSON on a terminal acts on nothing, and reads back the same', () => {
  const why = 'x\x1b[2J\u202e\u200b\x9b\u{e0041}\n'
  const json = eventJson({type: 'batch.in-doubt', address: address('a/main'), why})
  expect(json.trimEnd()).toMatch(/^[\x20-\x7e]*$/)
  expect(JSON.parse(json)).toEqual({type: 'batch.in-doubt', address: 'a/main', why})
})
