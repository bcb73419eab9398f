import fc from 'fast-check'
import {inferSchema, initParser} from 'udsv'
import {expect, test} from 'vitest'
import {readCsv} from '../../src/config/csv.ts'
import {effortOf} from '../support/effort.ts'
import {everybody, ignoredColumns, load, shown} from './scene.ts'

const campaign = 'members: {file: people.csv}\n'
const mapped = 'members: {file: people.csv, columns: {emailAddress: E-mail, firstName: First name}}\n'
const withFile = (csv: string | Uint8Array, text = campaign) => load({'campaigns/one.yaml': text, 'campaigns/people.csv': csv})

async function people(csv: string | Uint8Array, text = campaign) {
  const loaded = await withFile(csv, text)
  expect(shown(loaded.diagnostics.filter(({severity}) => severity === 'error'))).toBe('')
  return everybody(loaded)
}

test('rows become members: numbers where the API has them, empty cells left out, text as it was given', async () => {
  const csv =
    'emailAddress,firstName,zipCode,statusType,custom1\n Ada@Example.com ,Ada,02134,1,\ngrace@exämple.org,"Hopper, ""Grace""",,,a\n'
  expect(await people(csv)).toEqual([
    ['ada@example.com', {emailAddress: ' Ada@Example.com ', firstName: 'Ada', zipCode: '02134', statusType: 1}],
    ['grace@xn--exmple-cua.org', {emailAddress: 'grace@exämple.org', firstName: 'Hopper, "Grace"', custom1: 'a'}],
  ])
})

test('a byte order mark, line ends of Windows, empty lines and a missing last line end are fine', async () => {
  const csv =
    '\ufeffemailAddress,firstName\r\n\r\nada@example.com,Ada\r\n"grace@example.org","Grace\r\nHopper"\r\n\r\nalan@example.net,Alan'
  expect(await people(csv)).toEqual([
    ['ada@example.com', {emailAddress: 'ada@example.com', firstName: 'Ada'}],
    ['grace@example.org', {emailAddress: 'grace@example.org', firstName: 'Grace\r\nHopper'}],
    ['alan@example.net', {emailAddress: 'alan@example.net', firstName: 'Alan'}],
  ])
})

test('columns say which header is which field; others are ignored and named', async () => {
  const loaded = await withFile('E-mail,First name,Shoe size,last_name\nada@example.com,Ada,38,Lovelace\n', mapped)
  expect(everybody(loaded).map(([, body]) => body)).toEqual([{emailAddress: 'ada@example.com', firstName: 'Ada'}])
  expect(ignoredColumns(loaded)).toEqual(['Shoe size', 'last_name'])
  expect(shown(loaded.diagnostics)).toMatchInlineSnapshot(`
    "campaigns/people.csv:1:1 warning FW058 Column looks like a field, but isn't used
      The column "last_name" is ignored, and there is a field lastName.
      Add lastName: last_name to columns if it is that field."
  `)
})

test('members of a list come first, and the same person in the file is left out', async () => {
  const text = 'members:\n  list: [{emailAddress: ADA@example.com, firstName: Countess}]\n  file: people.csv\n'
  const loaded = await withFile(
    'emailAddress,firstName\nada@example.com,Ada\ngrace@example.org,Grace\nGRACE@example.org,G\n',
    text,
  )
  const {project, diagnostics} = loaded
  expect(everybody(loaded).map(([, body]) => body)).toEqual([
    {emailAddress: 'ADA@example.com', firstName: 'Countess'},
    {emailAddress: 'grace@example.org', firstName: 'Grace'},
  ])
  expect(Object.keys(project?.campaigns[0]?.sources ?? {})).toEqual(['campaigns/one.yaml', 'campaigns/people.csv'])
  expect(shown(diagnostics)).toMatchInlineSnapshot(`
    "campaigns/people.csv:2:1 warning FW030 Same person twice
      a***@e*** is on line 2 of campaigns/one.yaml and again on line 2. The first one counts.
      Remove one of them.
    campaigns/people.csv:4:1 warning FW030 Same person twice
      g***@e*** is on line 3 and again on line 4. The first one counts.
      Remove one of them."
  `)
})

test.each([
  ['semicolons', 'emailAddress;firstName\nada@example.com;Ada\n'],
  ['tabs', 'emailAddress\tfirstName\nada@example.com\tAda\n'],
  ['a workbook', 'PK\u0003\u0004 and more'],
  ['nothing', ''],
  ['only a header', 'emailAddress\n'],
  ['a header that is no field', 'emailAddress,firstname,shoe\nada@example.com,Ada,38\n'],
  ['no header', 'ada@example.com,Ada\ngrace@example.org,Grace\n'],
  ['no address column', 'firstName\nAda\n'],
  ['a header twice', 'emailAddress,city,city\nada@example.com,a,b\n'],
  ['profile fields', 'emailAddress,profileFields\nada@example.com,x\n'],
  ['rows of other lengths', 'emailAddress,firstName\nada@example.com\ngrace@example.org,Grace,Hopper\n'],
  [
    'quotes gone wrong',
    'emailAddress,firstName\nada@example.com,Ada "the Countess"\ngrace@example.org,"Grace"x\nalan@example.net,"Alan\n',
  ],
  ['addresses gone wrong', 'emailAddress\nada\nada@example\nad a@example.com\nadä@example.com\n@example.com\n""\n'],
  ['a number gone wrong', 'emailAddress,statusType\nada@example.com,new\ngrace@example.org,1.5\n'],
  ['NUL', 'emailAddress\nada@example.com\nb\u0000@example.com\n'],
])('%s: is told by line, without personal data', async (_, csv) => {
  const {diagnostics} = await withFile(csv)
  expect(diagnostics.every(({span}) => span?.frame.length === 0)).toBe(true)
  expect(shown(diagnostics)).toMatchSnapshot()
})

test('windows-1252: the line and the byte are told', async () => {
  const {diagnostics} = await withFile(Buffer.from('emailAddress,firstName\nada@example.com,Ren\u00e9\n', 'latin1'))
  expect(shown(diagnostics)).toMatchInlineSnapshot(`
    "campaigns/people.csv:2:20 error FW003 Not UTF-8 text
      Byte 42 (0xe9) is not part of UTF-8 text.
      Save the file as UTF-8 (in Excel: CSV UTF-8), or say how it is written: members: {encoding: windows-1252, …}"
  `)
})

test('a header that columns name and the file lacks', async () => {
  const {diagnostics} = await withFile('Email,First name\nada@example.com,Ada\n', mapped)
  expect(shown(diagnostics)).toMatchInlineSnapshot(`
    "campaigns/people.csv:1:1 error FW051 Header of a member file can't be used
      "columns" names the header "E-mail", and the file has none like it. Did you mean "Email"?
      Headers here are "Email", "First name"."
  `)
})

test('a header or cell is told where it begins, and with quotes in its row by its line', async () => {
  const places = async (csv: string) =>
    (await withFile(csv)).diagnostics.map(({code, span}) => `${code} ${span?.line}:${span?.column}-${span?.endColumn}`)
  expect(await places('\n\nemailAddress, shoe,city\nada@example.com,38,\n')).toEqual(['FW052 3:14-19'])
  expect(await places('"emailAddress",shoe\nada@example.com,38\n')).toEqual(['FW052 1:1-2'])
  expect(await places('city,statusType,emailAddress\nRome,new,a@example.com\n"Rome",new,b@example.com\n')).toEqual([
    'FW056 2:6-9',
    'FW056 3:1-2',
  ])
})

test('of many mistakes the first fifty are told, and how many follow', async () => {
  const {diagnostics} = await withFile(`emailAddress\n${'nobody\n'.repeat(120)}`)
  expect(diagnostics.filter(({code}) => code === 'FW029')).toHaveLength(50)
  expect(diagnostics.find(({code}) => code === 'FW057')?.detail).toBe('70 more like these follow; the first 50 are shown.')
})

test('where members are not needed, files are not read', async () => {
  const {project, diagnostics} = await load({'campaigns/one.yaml': campaign}, {members: 'never'})
  expect(diagnostics).toEqual([])
  expect(project?.campaigns[0]?.members).toEqual({line: 1, people: [], onChange: 'keep'})
})

const cell = fc.oneof(fc.stringMatching(/^[a-z ]{0,6}$/), fc.stringMatching(/^[a-z",\n\r]{0,8}$/))
const table = fc
  .integer({min: 1, max: 4})
  .chain(width => fc.array(fc.array(cell, {minLength: width, maxLength: width}), {minLength: 2, maxLength: 8}))
const written = (text: string): string => (/[",\r\n]/.test(text) || text === '' ? `"${text.replaceAll('"', '""')}"` : text)

test('whatever is written as CSV is read back, and a fast reader agrees', () => {
  fc.assert(
    fc.property(table, rows => {
      const text = rows.map(row => row.map(written).join(',')).join('\n')
      const csv = readCsv(text)
      expect(csv.mistakes).toEqual([])
      expect([csv.header, ...Array.from({length: csv.size}, (_, row) => csv.cells(row))]).toEqual(rows)
      expect(Array.from({length: csv.size}, (_, row) => rows[0]?.map((_, column) => csv.cell(row, column)))).toEqual(
        rows.slice(1),
      )
    }),
  )
  const plain = 'a,b\n1,2\n3,"4,5"\n'
  const csv = readCsv(plain)
  expect(Array.from({length: csv.size}, (_, row) => csv.cells(row))).toEqual(initParser(inferSchema(plain)).stringArrs(plain))
})

test('any text is read without throwing, with every row as wide as the header', () => {
  fc.assert(
    fc.property(fc.string({unit: fc.constantFrom('a', ',', '"', '\n', '\r', 'é'), maxLength: 60}), text => {
      const csv = readCsv(text)
      for (let row = 0; row < csv.size; row++) expect(csv.cells(row)).toHaveLength(csv.header.length)
    }),
    {numRuns: 2000},
  )
})

test('100,000 rows are read in a moment', async () => {
  const rows = Array.from({length: 100_000}, (_, index) => `person.${index}@example.com,Ada ${index},London\n`).join('')
  const {value, effort} = await effortOf(() => withFile(`emailAddress,firstName,city\n${rows}`))
  expect(everybody(value)).toHaveLength(100_000)
  expect(effort).toBeLessThan(30)
})
