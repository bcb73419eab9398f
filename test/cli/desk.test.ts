import {expect, test} from 'vitest'
import type {Line} from '../../src/state/entry.ts'
import {thisHolder} from '../../src/state/stores/holder.ts'
import {oldDoubts} from '../support/old-doubts.ts'
import {type TestPanel, testPanel, toFilter} from '../support/panel.ts'

/** A panel with so many sends whose answers were lost, of survey 1, 2, 3 …: batches 1400, 1401, 1402 …, of campaigns a, b, c … */
async function lost(count: number, more: Readonly<Record<string, string>> = {}): Promise<TestPanel> {
  const names = [...'abcdefgh'].slice(0, count)
  const campaigns = names.map((name, index) => [`campaigns/${name}.yaml`, toFilter(index + 1)] as const)
  const panel = await testPanel(
    {...Object.fromEntries(campaigns), 'fieldwork.yaml': 'limits: {maxDoubts: 9, concurrency: 1}\n', ...more},
    {faults: names.map((_, index) => `lost-answer@${index + 1}`)},
  )
  expect((await panel.run(['apply', '--yes'])).code).toBe(4)
  return panel
}

/** The verdicts that are recorded; a line that was overtaken is none. */
const verdicts = (panel: TestPanel): readonly string[] =>
  soundLines(panel.read('.fieldwork/default.jsonl')).flatMap(line =>
    line.type === 'batch.resolved'
      ? [`${line.address} ${line.verdict}${line.batchID ? ` ${line.batchID}` : ''}: ${line.reason}`]
      : [],
  )

function soundLines(text: string): readonly Line[] {
  const lines = text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Line)
  let last = ''
  return lines.filter(({prev, sum}) => {
    if (prev !== last) return false
    last = sum
    return true
  })
}

const inDoubt = async (panel: TestPanel): Promise<readonly string[]> =>
  (JSON.parse((await panel.run(['doubts', '--format', 'json'])).out) as {doubts: {address: string}[]}).doubts.map(
    ({address}) => address,
  )

const reads = ({sandbox}: TestPanel): number => sandbox.requests.filter(({method}) => method === 'GET').length

test('doubts writes a file to fill in, and resolve settles what it says: what fits is recorded, what doesn’t is told with its line', async () => {
  const panel = await lost(5)
  const written = await panel.run(['doubts', '--out', 'verdicts.csv'])
  expect(written).toMatchObject({code: 4, err: ''})
  expect(written.out).toBe(`verdicts.csv has 5 sends in doubt. To each line add a verdict and a reason.
A verdict is a batch ID, or sent, not-sent or abandon. A line without one says nothing.
Then: fieldwork resolve --file verdicts.csv
`)
  const [header = '', ...rows] = panel.read('verdicts.csv').trimEnd().split('\n')
  expect(header).toBe('address,verdict,reason,record,from,to,survey,people,reach,evidence,answer')
  expect(rows.map(row => row.replace(/\d{4}-[^,]+/g, 'TIME'))).toEqual(
    ['a', 'b', 'c', 'd', 'e'].map(
      (name, index) =>
        `${name}/main,,,${3 + 2 * index},TIME,TIME,${index + 1},,filter 145,the connection broke before an answer,`,
    ),
  )
  const filled = ['1400,', '1400,', 'sent,"two people have it, says ada@example.com"', 'abandon,too late', ',']
  panel.write('verdicts.csv', [header, ...rows.map((row, index) => row.replace(',,,', `,${filled[index]},`))].join('\r\n'))
  const wrong = await panel.run(['resolve', '--file', 'verdicts.csv'])
  expect(wrong).toMatchObject({code: 3, out: ''})
  expect(wrong.err).toContain('verdicts.csv:3:1  error FW184  What a line says is not clear')
  expect(wrong.err).toContain('Line 2 names batch 1400 already.')
  expect(verdicts(panel)).toEqual([])
  panel.write('verdicts.csv', panel.read('verdicts.csv').replace('b/main,1400', 'b/main,1404'))
  const {code, out, err} = await panel.run(['resolve', '--file', 'verdicts.csv'])
  expect({code, out}).toEqual({
    code: 10,
    out: `✓ a/main is recorded as batch 1400.
✓ c/main is recorded as sent, without an ID.
✓ d/main is recorded as abandoned: it is never sent.
3 settled, 1 not. 2 sends are in doubt: fieldwork doubts
`,
  })
  expect(err).toContain('verdicts.csv:3:1  error FW174  It does not fit')
  expect(err).toContain('Batch 1404 is of survey 5, this send was of survey 2.')
  expect(verdicts(panel)).toEqual([
    'a/main created 1400: checked by reading the batch',
    'c/main sent-without-id: two people have it, says [address]',
    'd/main abandoned: too late',
  ])
  // They are one append: what others record comes before or after all of them.
  expect(panel.read('.fieldwork/default.jsonl').match(/"with":14,"type":"batch.resolved"/g)).toHaveLength(2)
  expect(await inDoubt(panel)).toEqual(['b/main', 'e/main'])
  expect({reads: reads(panel), posts: panel.posts()}).toEqual({reads: 2, posts: 5})
  // The same file again: what it settled is no longer in doubt.
  expect((await panel.run(['resolve', '--file', 'verdicts.csv'])).code).toBe(10)
  expect(verdicts(panel)).toHaveLength(3)
  panel.write('verdicts.csv', 'address,verdict,reason\nb/main,batch-id 1401,\ne,1404,looked it up\n')
  expect(await panel.run(['resolve', '--file', 'verdicts.csv'])).toMatchObject({
    code: 0,
    out: '✓ b/main is recorded as batch 1401.\n✓ e/main is recorded as batch 1404.\n2 settled. Nothing is in doubt.\n',
    err: '',
  })
  expect((await panel.run(['plan', '--detailed-exitcode'])).code).toBe(0)
  expect(panel.posts()).toBe(5)
})

test('every mistake of a file is told at once, and nothing is recorded or read', async () => {
  const panel = await lost(2)
  panel.write(
    'v.csv',
    `Address,Reason,Verdict
a/main,it went,snet
b/main,,sent
z/main,x,sent
a/main,x,abandon,more
,x,sent
a,x,abandon
a/main,x,sent
`,
  )
  const requests = panel.sandbox.requests.length
  const {code, out, err} = await panel.run(['resolve', '--file', 'v.csv'])
  expect({code, out}).toEqual({code: 3, out: ''})
  expect(err).toBe(`v.csv:2:1  error FW184  What a line says is not clear
    1 │ Address,Reason,Verdict
    2 │ a/main,it went,snet
      │ ^^^^^^^^^^^^^^^^^^^
  "snet" is no verdict. Write a batch ID, or sent, not-sent or abandon. Nothing
  was changed.

v.csv:3:1  error FW184  What a line says is not clear
    2 │ a/main,it went,snet
    3 │ b/main,,sent
      │ ^^^^^^^^^^^^
  "sent" needs a reason: it is kept in the record. Nothing was changed.

v.csv:4:1  error FW184  What a line says is not clear
    3 │ b/main,,sent
    4 │ z/main,x,sent
      │ ^^^^^^^^^^^^^
  "z/main" fits nothing that is recorded. Nothing was changed.

v.csv:5:1  error FW184  What a line says is not clear
    4 │ z/main,x,sent
    5 │ a/main,x,abandon,more
      │ ^^^^^^^^^^^^^^^^^^^^^
  It has not as many cells as the first line, or a quote is not closed. Nothing
  was changed.

v.csv:6:1  error FW184  What a line says is not clear
    5 │ a/main,x,abandon,more
    6 │ ,x,sent
      │ ^^^^^^^
  It names no address. Nothing was changed.

v.csv:8:1  error FW184  What a line says is not clear
    7 │ a,x,abandon
    8 │ a/main,x,sent
      │ ^^^^^^^^^^^^^
  Line 7 names a/main already. Nothing was changed.
`)
  expect(verdicts(panel)).toEqual([])
  expect(panel.sandbox.requests).toHaveLength(requests)
})

test('a file of nothing, of other columns, or that isn’t there; a file to fill in is not written over', async () => {
  const panel = await lost(1)
  const told = async (text: string) => {
    panel.write('v.csv', text)
    const {code, out, err} = await panel.run(['resolve', '--file', 'v.csv'])
    return {code, said: out + err}
  }
  expect(await told('address,verdict,reason\na/main,,\n')).toEqual({
    code: 0,
    said: 'Nothing is said yet. 1 send is in doubt: fieldwork doubts\n',
  })
  expect(await told('address;verdict;reason\na/main;sent;x\n')).toMatchObject({
    code: 3,
    said: expect.stringMatching(/columns address, verdict and reason, with\n {2}commas between them/),
  })
  const swapped = 'address,verdict,reason\nada@example.com,sent,x\na,grace@example.com has it,x\n'
  const {code, said} = await told(swapped)
  expect({code, names: said.match(/[a-z]+@[a-z.*]+/g)}).toEqual({code: 3, names: null})
  expect(await told('')).toMatchObject({code: 3, said: expect.stringContaining('FW183')})
  expect(await panel.run(['resolve', '--file', 'w.csv'])).toMatchObject({code: 3, err: expect.stringContaining('FW183')})
  expect(await panel.run(['doubts', '--out', 'v.csv'])).toMatchObject({code: 64, err: expect.stringContaining('FW185')})
  expect(panel.read('v.csv')).toBe('')
  expect(verdicts(panel)).toEqual([])
})

test('a line that names its record is about that try, also once another one is in doubt', async () => {
  const panel = await testPanel({'campaigns/q3.yaml': toFilter()}, {faults: ['lost-answer@1']})
  const [seq] = await oldDoubts(panel, [{to: 'q3/main'}])
  panel.write('ok.json', JSON.stringify({address: 'q3/main', seq}))
  const again = ['resolve', 'q3/main', '--not-sent', '--reason', 'not in the history', '--approval', 'ok.json']
  expect((await panel.run(again)).code).toBe(0)
  expect((await panel.run(['apply', '--yes'])).code).toBe(4)
  panel.write('v.csv', `address,verdict,reason,record\nq3/main,abandon,late,${seq}\n`)
  expect(await panel.run(['resolve', '--file', 'v.csv'])).toMatchObject({code: 10, err: expect.stringContaining('FW175')})
  panel.write('v.csv', 'address,verdict,reason,record\nq3/main,abandon,late,1\n')
  expect(await panel.run(['resolve', '--file', 'v.csv'])).toMatchObject({
    code: 3,
    err: expect.stringContaining('Record 1 is no send'),
  })
  expect(await inDoubt(panel)).toEqual(['q3/main'])
  expect(panel.posts()).toBe(1)
})

test('a pattern: whom it means is shown, --yes records it, and what is settled is left alone', async () => {
  const panel = await lost(3)
  const abandon = ['--abandon', '--reason', 'too late']
  const refused = await panel.run(['resolve', '*/main', ...abandon])
  expect(refused).toMatchObject({code: 10, out: ''})
  expect(refused.err).toBe(`  Of 3 sends it is said: it is never sent.
    a/main   filter 145
    b/main   filter 145
    c/main   filter 145
error FW152  Nobody can be asked here
  The pattern chooses 3 sends, and this is no terminal: a/main, b/main and
  c/main. If all of them are meant, say --yes. Nothing was changed.
`)
  expect(verdicts(panel)).toEqual([])
  expect((await panel.run(['resolve', 'b*', ...abandon])).code).toBe(0)
  expect(await panel.run(['resolve', '*', '-q', '--yes', '--sent', '--reason', 'all of them have it'])).toEqual({
    code: 0,
    signal: null,
    out: '✓ a/main is recorded as sent, without an ID.\n✓ c/main is recorded as sent, without an ID.\n2 settled. Nothing is in doubt.\n',
    err: '',
  })
  expect(await panel.run(['resolve', '*', ...abandon])).toMatchObject({code: 64, err: expect.stringContaining('is in doubt')})
  expect((await panel.run(['resolve', 'a*', '--batch-id', '1400'])).code).toBe(64)
  expect(panel.posts()).toBe(3)
})

test('a pattern of people means them, and not the batch under another kind of recipients; a file’s lines may share a reason', async () => {
  const panel = await testPanel({'campaigns/pilot.yaml': toFilter(7)})
  const [one, two] = ['1'.repeat(32), '2'.repeat(32)]
  await oldDoubts(panel, [{to: `pilot/main#${one}`}, {to: `pilot/main#${two}+2`}, {to: 'pilot/main'}, {to: 'pilot/main@w2'}])
  expect((await panel.run(['resolve', 'pilot/main#*', '--abandon', '--reason', 'x', '--yes'])).code).toBe(0)
  expect(verdicts(panel)).toEqual([`pilot/main#${one} abandoned: x`, `pilot/main#${two}+2 abandoned: x`])
  panel.write('v.csv', 'address,verdict,reason\npilot/main,sent,\npilot/main@,abandon,too late\n')
  expect((await panel.run(['resolve', '--file', 'v.csv', '--reason', 'says Ada'])).code).toBe(0)
  expect(verdicts(panel).slice(2)).toEqual(['pilot/main sent-without-id: says Ada', 'pilot/main@w2 abandoned: too late'])
})

test('several addresses need no question; the same one twice is said once', async () => {
  const panel = await lost(3)
  expect(await panel.run(['resolve', 'a/main', 'c', 'a', '--sent', '--reason', 'seen'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('2 settled. 1 send is in doubt: fieldwork doubts'),
  })
  expect(verdicts(panel)).toEqual(['a/main sent-without-id: seen', 'c/main sent-without-id: seen'])
  expect((await panel.run(['resolve', 'b/main', 'q/main', '--sent', '--reason', 'seen'])).code).toBe(64)
  expect(await panel.run(['resolve', 'b/main', 'c/main', '--abandon', '--reason', 'x'])).toMatchObject({code: 10})
  expect(verdicts(panel)).toHaveLength(3)
})

test('"not sent" of several: each needs its time and an approval that names it; each is then sent once more', async () => {
  const panel = await testPanel({
    'campaigns/a.yaml': toFilter(1),
    'campaigns/b.yaml': toFilter(2),
    'campaigns/c.yaml': toFilter(3),
    'fieldwork.yaml': 'limits: {maxDoubts: 9, concurrency: 1}\n',
  })
  const [a, b] = await oldDoubts(panel, [
    {to: 'a/main'},
    {to: 'b/main', told: false},
    {to: 'c/main', given: {giveUpBy: '2090-01-01T00:00:00Z' as never}},
  ])
  const notSent = ['resolve', '*', '--not-sent', '--reason', 'not in the history', '--yes']
  const nobody = await panel.run(notSent)
  expect(nobody.code).toBe(10)
  expect(nobody.err).toContain(`[{"address":"a/main","seq":${a}}, {"address":"b/main","seq":${b}}]`)
  panel.write(
    'approval.json',
    JSON.stringify([
      {address: 'a/main', seq: a},
      {address: 'c/main', seq: 6},
    ]),
  )
  const some = await panel.run([...notSent, '--approval', 'approval.json'])
  expect(some).toMatchObject({
    code: 10,
    out: expect.stringContaining('✓ a/main is recorded as not sent: it may be sent again.\n1 settled, 2 not.'),
  })
  expect(some.err).toContain('FW176')
  expect(some.err).toContain(`It has to name b/main and record ${b}.`)
  panel.write('approval.json', '{"address":')
  expect(await panel.run([...notSent, '--approval', 'approval.json'])).toMatchObject({
    code: 10,
    err: expect.stringContaining('FW179'),
  })
  expect(verdicts(panel)).toEqual(['a/main not-sent: not in the history'])
  expect((await panel.run(['apply', '--yes'])).code).toBe(4)
  expect(panel.posts()).toBe(1)
  expect(panel.sandbox.batches.map(({surveyID}) => surveyID)).toEqual([1])
})

test('"not sent" by a file holds to the same: the line says it, the approval allows it', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(1)})
  const [seq] = await oldDoubts(panel, [{to: 'a/main'}])
  panel.write('v.csv', 'address,verdict,reason\na/main,not-sent,nobody has it\n')
  const by = (...more: string[]) => panel.run(['resolve', '--file', 'v.csv', '--yes', ...more])
  expect(await by()).toMatchObject({code: 10, err: expect.stringContaining('FW177')})
  panel.write('no.json', JSON.stringify([{address: 'a/main', seq: 1}]))
  expect(await by('--approval', 'no.json')).toMatchObject({code: 10, err: expect.stringContaining('FW180')})
  panel.write('yes.json', JSON.stringify([{address: 'a/main', seq}]))
  expect(await by('--approval', 'yes.json')).toMatchObject({code: 0})
  expect((await panel.run(['apply', '--yes'])).code).toBe(0)
  expect((await panel.run(['apply', '--yes'])).code).toBe(0)
  expect(panel.posts()).toBe(1)
})

test('"not sent" is refused while it is too early, and while the run that sent it is alive, whatever is approved', async () => {
  const fresh = await lost(2)
  fresh.write('ok.json', JSON.stringify(['a', 'b'].map((name, index) => ({address: `${name}/main`, seq: 3 + 2 * index}))))
  const early = await fresh.run(['resolve', '*', '--yes', '--not-sent', '--reason', 'x', '--approval', 'ok.json'])
  expect({code: early.code, times: early.err.match(/FW176/g)}).toEqual({code: 10, times: ['FW176', 'FW176']})
  const panel = await testPanel({'campaigns/a.yaml': toFilter(1)})
  const [seq] = await oldDoubts(
    panel,
    [{to: 'a/main'}],
    [{type: 'run.start', command: 'apply', version: '1', holder: thisHolder(process.pid), who: 'ada@host'}],
  )
  panel.write('ok.json', JSON.stringify({address: 'a/main', seq}))
  const alive = await panel.run(['resolve', 'a', '--not-sent', '--reason', 'x', '--approval', 'ok.json'])
  expect(alive).toMatchObject({code: 10, err: expect.stringContaining('FW181')})
  expect([...verdicts(fresh), ...verdicts(panel)]).toEqual([])
})

test('what was abandoned is held with the words for it, and to say "not sent" of it asks for all the same', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)})
  const [seq] = await oldDoubts(panel, [{to: 'a/main'}])
  const resolve = (...words: string[]) => panel.run(['resolve', 'a/main', ...words])
  expect((await resolve('--abandon', '--reason', 'too late')).code).toBe(0)
  expect((await panel.run(['doubts'])).code).toBe(0)
  panel.write('campaigns/a.yaml', toFilter(7, 145, 'resend: {number: 2, reason: once more}\n'))
  const held = await panel.run(['apply', '--yes'])
  expect(held.code).toBe(10)
  expect(held.out + held.err).toContain("fieldwork resolve --panel default 'a/main' --not-sent --reason …")
  expect((await resolve('--not-sent')).code).toBe(64)
  expect(await resolve('--not-sent', '--reason', 'x')).toMatchObject({code: 10, err: expect.stringContaining('FW177')})
  // No pattern means what was abandoned: whoever takes that back names it.
  expect((await panel.run(['resolve', '*', '--sent', '--reason', 'x'])).code).toBe(64)
  panel.write('ok.json', JSON.stringify({address: 'a/main', seq}))
  expect((await resolve('--not-sent', '--reason', 'x', '--approval', 'ok.json')).code).toBe(0)
  expect(panel.posts()).toBe(0)
  const fresh = await lost(1)
  expect((await fresh.run(['resolve', 'a', '--abandon', '--reason', 'x'])).code).toBe(0)
  fresh.write('ok.json', JSON.stringify({address: 'a/main', seq: 3}))
  expect(await fresh.run(['resolve', 'a/main', '--not-sent', '--reason', 'x', '--approval', 'ok.json'])).toMatchObject({
    code: 10,
    err: expect.stringContaining('FW176'),
  })
})

test('without a key, or with the server gone, verdicts by word are recorded and the others are told: 9 or 5', async () => {
  for (const [name, code, fault] of [
    ['no key', 9, 'FW401'],
    ['no server', 5, 'FW173'],
  ] as const) {
    const panel = await lost(3)
    panel.write('v.csv', 'address,verdict,reason\na/main,1400,\nb/main,sent,seen\nc/main,1402,\n')
    if (name === 'no server') await panel.sandbox.close()
    const {err, ...ended} = await panel.run(['resolve', '--file', 'v.csv'], name === 'no key' ? {QUESTIONPRO_API_KEY: ''} : {})
    expect({name, ...ended}).toEqual({
      name,
      code,
      signal: null,
      out: '✓ b/main is recorded as sent, without an ID.\n1 settled, 2 not. 2 sends are in doubt: fieldwork doubts\n',
    })
    expect(err).toContain(fault)
  }
})

test('a key that the API refuses is not tried on every line', async () => {
  const panel = await lost(3)
  panel.write('v.csv', 'address,verdict,reason\na/main,1400,\nb/main,1401,\nc/main,1402,\n')
  expect(await panel.run(['resolve', '--file', 'v.csv'], {QUESTIONPRO_API_KEY: 'another'})).toMatchObject({code: 9})
  expect(reads(panel)).toBe(1)
})

test('what is still in flight is not settled: 6', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(1)})
  await oldDoubts(panel, [{to: 'a/main', told: false, given: {giveUpBy: '2090-01-01T00:00:00Z' as never}}, {to: 'b/main'}])
  const {code, out} = await panel.run(['resolve', 'a/main', 'b/main', '--abandon', '--reason', 'x'])
  expect({code, out}).toMatchObject({code: 6, out: expect.stringContaining('✓ b/main')})
  expect(verdicts(panel)).toEqual(['b/main abandoned: x'])
})

test('as JSON: what was settled, and why the rest was not', async () => {
  const panel = await lost(2)
  panel.write('v.csv', 'address,verdict,reason\na/main,1400,\nb/main,1400000,\n')
  const {code, out, err} = await panel.run(['resolve', '--file', 'v.csv', '--format', 'json'])
  expect({code, err, ...(JSON.parse(out) as object)}).toEqual({
    code: 10,
    err: '',
    formatVersion: 1,
    settled: [{address: 'a/main', verdict: 'created', batchID: 1400}],
    diagnostics: [
      {
        severity: 'error',
        code: 'FW174',
        summary: 'It does not fit',
        detail: 'The API knows no batch 1400000.',
        file: 'v.csv',
        line: 3,
        column: 1,
        help: 'Nothing was changed.',
      },
    ],
  })
})

test('two files at once: each send gets one verdict, and no batch is two sends', async () => {
  const panel = await lost(4)
  panel.write('one.csv', 'address,verdict,reason\na/main,1400,one\nb/main,sent,one\nc/main,abandon,one\n')
  panel.write('two.csv', 'address,verdict,reason\nc/main,abandon,two\nd/main,sent,two\nb/main,sent,two\n')
  const codes = await Promise.all(['one', 'two'].map(async name => (await panel.run(['resolve', '--file', `${name}.csv`])).code))
  expect(codes.every(code => code === 0 || code === 6 || code === 10)).toBe(true)
  const said = verdicts(panel)
  expect(said.map(text => text.split(' ')[0]).sort()).toEqual(['a/main', 'b/main', 'c/main', 'd/main'])
  expect(await inDoubt(panel)).toEqual([])
})

test.each([
  [['resolve', '--sent', '--reason', 'x']],
  [['resolve', 'a', '--file', 'v.csv']],
  [['resolve', '--file', 'v.csv', '--sent', '--reason', 'x']],
  [['resolve', 'a']],
  [['resolve', 'a', '--sent']],
  [['resolve', 'a', 'b', '--batch-id', '1400']],
])('wrong words: %j', async args => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(1)})
  expect((await panel.run(args)).code).toBe(64)
})
