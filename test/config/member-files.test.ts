import fc from 'fast-check'
import {expect, test} from 'vitest'
import {mistake} from '../../src/config/codes.ts'
import {csvReader, readCsv} from '../../src/config/csv.ts'
import {firstDiagnostics} from '../../src/config/first-diagnostics.ts'
import {desired} from '../../src/desired/desire.ts'
import {everybody, load, shown} from './scene.ts'

const read = (members: string, files: Readonly<Record<string, string | Uint8Array>>, rest = '') =>
  load({'campaigns/one.yaml': `members: ${members}\n${rest}`, ...files})
const csv = (text: string | Uint8Array, members = '{file: people.csv}', rest = '') =>
  read(members, {'campaigns/people.csv': text}, rest)
const bodies = async (loaded: ReturnType<typeof csv>) => {
  const found = await loaded
  expect(shown(found.diagnostics)).toBe('')
  return everybody(found).map(([, body]) => body)
}

test('a file in windows-1252 is read where the campaign says so, and only there', async () => {
  const text = Buffer.from('emailAddress,firstName\nada@example.com,Ren\u00e9 \u0080\n', 'latin1')
  expect(await bodies(csv(text, '{file: people.csv, encoding: windows-1252}'))).toEqual([
    {emailAddress: 'ada@example.com', firstName: 'René €'},
  ])
  const marked = Buffer.from('\ufeffemailAddress,firstName\nada@example.com,René\n')
  expect(shown((await csv(marked, '{file: people.csv, encoding: windows-1252}')).diagnostics)).toMatchInlineSnapshot(`
    "campaigns/people.csv:1:1 error FW003 Not UTF-8 text
      It begins with the mark of UTF-8, and the campaign says that it is windows-1252.
      Take encoding: windows-1252 out of the campaign."
  `)
  expect(shown((await csv(text, '{file: people.csv, encoding: latin-9}')).diagnostics)).toMatchInlineSnapshot(`
    "campaigns/one.yaml:1:39 error FW015 Value isn't allowed
      encoding is "latin-9"; it must be one of a few words.
      Write one of utf-8 or windows-1252.
    campaigns/people.csv:2:20 error FW003 Not UTF-8 text
      Byte 42 (0xe9) is not part of UTF-8 text.
      Save the file as UTF-8 (in Excel: CSV UTF-8), or say how it is written: members: {encoding: windows-1252, …}"
  `)
})

test('what is not UTF-8 is named by its byte, however far down it stands', async () => {
  const row = `${'ada@example.com'.padStart(60, 'a')}\n`
  const many = Math.ceil((3 * 1_048_576) / row.length)
  const text = Buffer.concat([Buffer.from(`emailAddress\n${row.repeat(many)}`), Buffer.from('bob@example.com\u00e9\n', 'latin1')])
  const {diagnostics} = await csv(text)
  const at = 13 + row.length * many + 15
  expect(
    diagnostics.filter(({code}) => code === 'FW003').map(({detail, span}) => `${span?.line}:${span?.column} ${detail}`),
  ).toEqual([`${many + 2}:16 Byte ${at} (0xe9) is not part of UTF-8 text.`])
})

test('fields that are the same for everybody, and columns of profile fields', async () => {
  const text = 'emailAddress,profileFields.2178,Pet\nada@example.com,Text,cat\nbob@example.com,,\n'
  expect(
    await bodies(
      csv(
        text,
        '{file: people.csv, set: {source: CRM, statusType: 1}, columns: {profileFields.578: Pet, emailAddress: emailAddress}}',
      ),
    ),
  ).toEqual([
    {
      emailAddress: 'ada@example.com',
      profileFields: [
        {profileFieldId: 2178, value: 'Text'},
        {profileFieldId: 578, value: 'cat'},
      ],
      source: 'CRM',
      statusType: 1,
    },
    {emailAddress: 'bob@example.com', source: 'CRM', statusType: 1},
  ])
})

test.each([
  ['set and a column', 'emailAddress,source\nada@example.com,web\n', '{file: people.csv, set: {source: CRM}}'],
  [
    'set and columns',
    'E-mail,Source\nada@example.com,web\n',
    '{file: people.csv, columns: {emailAddress: E-mail, source: Source}, set: {source: CRM}}',
  ],
  ['set without a file', 'emailAddress\n', '{list: [{emailAddress: ada@example.com}], set: {source: CRM}}'],
  ['a profile field without a number', 'emailAddress,profileField\nada@example.com,x\n', '{file: people.csv}'],
  [
    'a profile field without a number in columns',
    'emailAddress,Pet\nada@example.com,x\n',
    '{file: people.csv, columns: {emailAddress: emailAddress, profileFields: Pet}}',
  ],
  [
    'formulas',
    'emailAddress,firstName,mobileNumber,custom1\nada@example.com,"=cmd|\'/c calc\'!A0",+44 20 7946 0000,-5\nbob@example.com,@SUM(1),-1+2,\n',
    '{file: people.csv}',
  ],
])('%s', async (_, text, members) => {
  expect(shown((await csv(text, members)).diagnostics)).toMatchSnapshot()
})

const ndjson = (text: string, members = '{file: people.ndjson}') => read(members, {'campaigns/people.ndjson': text})

test('NDJSON: a member a line, as the API has it', async () => {
  const lines = [
    {emailAddress: 'Ada@example.com', statusType: 1, profileFields: [{profileFieldId: 578, value: [885, 887]}]},
    {emailAddress: 'bob@example.com', firstName: 'Bob'},
  ]
  const text = `${lines.map(line => JSON.stringify(line)).join('\r\n')}\n\n`
  expect(await bodies(ndjson(text, '{file: people.ndjson, set: {source: CRM}}'))).toEqual(
    lines.map(line => ({...line, source: 'CRM'})),
  )
})

test('what is wrong in NDJSON is told by line and field, and never what stands there', async () => {
  const secret = 'grace-hopper-secret'
  const text = [
    `{"emailAddress": "${secret}`,
    `["${secret}@example.com"]`,
    `{"firstName": "${secret}"}`,
    `{"emailAddress": "ada@example.com", "${secret}": 1}`,
    `{"emailAddress": "ada@example.com", "statusType": "${secret}"}`,
    `{"emailAddress": "ada@example.com", "__proto__": {"${secret}": 1}}`,
    `{"emailAddress": "ada@example.com", "source": "${secret}"}`,
    '{"emailAddress": "ada@example.com"}',
    '{"emailAddress": "ADA@example.com"}',
  ].join('\n')
  const {diagnostics} = await ndjson(text, '{file: people.ndjson, set: {source: CRM}, columns: {emailAddress: x}}')
  expect(shown(diagnostics)).not.toContain(secret)
  expect(shown(diagnostics)).toMatchSnapshot()
})

const chosen = async (
  where: string,
  text = 'emailAddress,selectedLanguage,custom1,profileFields.7\na@example.com,5,x,cat\nb@example.com,6,X,\nc@example.com,5,,dog\n',
) => {
  const loaded = await csv(
    text,
    '{file: people.csv, set: {source: CRM}, list: [{emailAddress: d@example.com, selectedLanguage: 5}]}',
    `compose: {surveyID: 7, templateID: 8}\nrecipients: {members: {where: ${where}}}\n`,
  )
  const made = loaded.project && desired(loaded.project, 'lineage').campaigns[0]?.batches[0]?.recipients
  return {
    people: made?.kind === 'people' ? made.people.map(({masked}) => masked[0]) : [],
    said: loaded.diagnostics.map(({code, detail}) => `${code} ${detail}`),
  }
}
test.each([
  ['{selectedLanguage: 5}', 'dac'],
  ['{selectedLanguage: "5"}', 'dac'],
  ['{selectedLanguage: [5, 6]}', 'dabc'],
  ['{selectedLanguage: 5, custom1: x}', 'a'],
  ['{custom1: x}', 'a'],
  ['{profileFields.7: dog}', 'c'],
  ['{source: CRM}', 'abc'],
])('where %s chooses %s', async (where, people) => {
  expect(await chosen(where)).toEqual({people: [...people], said: []})
})
test.each([
  ['{custom2: x}', 'FW067 No member has the field "custom2", so nobody can be chosen by it. Did you mean "custom1"?'],
  ['{custom1: y}', 'FW068 No member has custom1 y: nobody is invited.'],
  ['{costom1: x}', 'FW012 "costom1" is not a field of the API\'s member. Did you mean "custom1"?'],
])('where %s is told', async (where, said) => {
  expect((await chosen(where)).said).toEqual([said])
})

const letter = fc.constantFrom('a', 'b', ',', '"', '\n', '\r', '=')
test('read in pieces, a text is what it is read whole', () => {
  fc.assert(
    fc.property(fc.string({unit: letter, maxLength: 80}), fc.array(fc.nat({max: 80}), {maxLength: 6}), (text, cuts) => {
      const whole = readCsv(text)
      const csv = csvReader()
      const ends = [...new Set(cuts.map(cut => Math.min(cut, text.length)))].sort((a, b) => a - b)
      const pieces = [...ends, text.length].map((end, index) => text.slice(ends[index - 1] ?? 0, end))
      const tables = [...pieces.map(piece => csv.read(piece, false)), csv.read('', true)]
      expect(tables.flatMap(table => Array.from({length: table.size}, (_, row) => [table.line(row), table.cells(row)]))).toEqual(
        Array.from({length: whole.size}, (_, row) => [whole.line(row), whole.cells(row)]),
      )
      expect(tables.flatMap(({mistakes}) => mistakes)).toEqual(whole.mistakes)
      expect(tables.at(-1)?.header).toEqual(whole.header)
    }),
    {numRuns: 3000},
  )
})

test('rows over the edges of what is read at once: quoted cells, letters of several bytes', async () => {
  const row = (index: number) => `p${index}@example.com,"Ä""\n${'ö'.repeat(index % 97)}",ü\n`
  const rows = Array.from({length: 12_000}, (_, index) => row(index))
  const people = everybody(await csv(`emailAddress,firstName,lastName\n${rows.join('')}`))
  expect(people).toHaveLength(12_000)
  expect(
    people.every(
      ([address, {firstName, lastName}], index) =>
        address === `p${index}@example.com` && firstName === `Ä"\n${'ö'.repeat(index % 97)}` && lastName === 'ü',
    ),
  ).toBe(true)
})

test('a line that is longer than what is read at once is no row, and a quote that never closes is found', async () => {
  const long = await csv(`emailAddress,firstName\nada@example.com,Ada\nbob@example.com,${'x'.repeat(1_100_000)}\n`)
  expect(long.diagnostics.map(({code, span}) => `${code}:${span?.line}`)).toEqual(['FW002:3'])
  const open = await csv(`emailAddress,firstName\nada@example.com,"Ada\n${'bob@example.com,Bob\n'.repeat(120_000)}`)
  expect(open.diagnostics.slice(0, 1).map(({code, span}) => `${code}:${span?.line}`)).toEqual(['FW054:2'])
})

test('a file that is no list of people shows nothing of itself', async () => {
  const secret = 'SECRET_KEY=0123456789abcdef'
  const named = await csv(`${secret}\nOTHER=1\n`)
  expect(shown(named.diagnostics)).not.toContain('0123456789')
  const hidden = await read('{file: ../.env}', {'.env': `${secret}\n`})
  expect(hidden.diagnostics.map(({code, span}) => `${code} ${span?.file}`)).toEqual(['FW019 campaigns/one.yaml'])
  const passwd = await csv(
    'root:x:0:0:root:/root:/bin/bash\nbin:x:1:1:bin:/bin:/sbin/nologin\n',
    '{file: people.csv, columns: {emailAddress: E-mail}}',
  )
  expect(shown(passwd.diagnostics)).not.toContain('/bin/bash')
})

test('what is wrong is put into words only as far as it is told, and what ends the reading always is', () => {
  const first = firstDiagnostics('people.csv')
  let made = 0
  const told = (code: 'FW029' | 'FW003', ofFile = false): void => {
    const make = () => {
      made++
      return mistake(code, {detail: code})
    }
    first.add({severity: 'error', ofFile, make})
  }
  for (let row = 0; row < 10_000; row++) told('FW029')
  told('FW003', true)
  const all = first.all()
  expect(all.map(({code}) => code)).toEqual([...Array.from({length: 50}, () => 'FW029'), 'FW003', 'FW057'])
  expect(all.at(-1)?.detail).toBe('9950 more like these follow; the first 50 are shown.')
  expect(made).toBe(52)
})

test('carriage returns that end no line are told for what they are', async () => {
  const told = async (text: string) => (await csv(text)).diagnostics.map(({code, span}) => `${code}:${span?.line}`)
  expect(await told('emailAddress,firstName\rada@example.com,Ada\rbob@example.com,Bob\r')).toEqual(['FW069:1'])
  expect(await told('emailAddress,firstName\nada@example.com,A\rda\n')).toEqual(['FW069:2'])
  expect(await told('emailAddress,firstName\n"ada@example.com"\r,Ada\n')).toEqual(['FW069:2'])
  expect(await told('emailAddress,firstName\n"ada@example.com",A\rda\n')).toEqual(['FW069:2'])
  expect(await told('emailAddress,firstName\r\n"ada@example.com","A\rda"\r\nbob@example.com,Bob\r\n')).toEqual([])
})

test('a header that no column has is refused before anything is done with it', async () => {
  const {diagnostics} = await csv(
    `E,${'h'.repeat(900_000)}\nada@example.com,x\n`,
    '{file: people.csv, columns: {emailAddress: E}}',
  )
  expect(diagnostics.map(({code}) => code)).toEqual(['FW051'])
})

test('who is written out may be chosen by profile fields too', async () => {
  const list =
    '[{emailAddress: ada@example.com, profileFields: [{profileFieldId: 5, value: x}]}, {emailAddress: bob@example.com}]'
  const loaded = await read(
    list,
    {},
    'compose: {surveyID: 7, templateID: 8}\nrecipients: {members: {where: {profileFields.5: x}}}\n',
  )
  expect(shown(loaded.diagnostics)).toBe('')
  const made = loaded.project && desired(loaded.project, 'lineage').campaigns[0]?.batches[0]?.recipients
  expect(made?.kind === 'people' && made.people.map(({masked}) => masked)).toEqual(['a***@e***'])
})

test('NDJSON says nothing twice and hides nothing', async () => {
  const told = async (line: string) => (await ndjson(`${line}\n`)).diagnostics.map(({code, detail}) => `${code} ${detail}`)
  expect(await told('{"emailAddress": "ada@example.com", "emailAddress": "bob@example.com"}')).toEqual([
    'FW065 The line has a key twice, so it is not clear which one counts.',
  ])
  expect(await told('{"emailAddress": "ada@example.com", "email\\u0041ddress": "bob@example.com"}')).toEqual([
    'FW065 The line has a key twice, so it is not clear which one counts.',
  ])
  expect(await told('{"emailAddress": "ada@example.com", "firstName": "A\\u001b[31m"}')).toEqual([
    'FW065 The line has a control character in a text, written as an escape.',
  ])
  expect(await told('{"emailAddress": "ada@example.com", "firstName": "a \\"b\\": {c}, \\\\", "lastName": "a: b"}')).toEqual([])
})
