import {expect, test} from 'vitest'
import {testPanel, toFilter} from '../support/panel.ts'

const documented = `
compose:
  surveyID: 11372241
  surveyAlias: ""
  surveyLength: 8
  surveyLanguageID: 486
  templateID: 118632
  templateLanguageID: 1
  allowMultipleResponses: true
  incentives: {completionPoints: 20, quotaPoints: 30, terminationPoints: 40}
recipients: {email: ada@example.com}
schedule: {closeAt: 2031-12-10 13:43, timeZone: UTC, responseQuota: 10, emailInvitation: false}
`

test('the documented batch arrives as the documented JSON, and its ID is in state, status and JSON', async () => {
  const panel = await testPanel({'campaigns/pilot.yaml': documented})
  const {code, out} = await panel.run(['apply', '--yes', '--format', 'json'])
  expect(code).toBe(0)
  const [request] = panel.sandbox.requests
  expect(panel.sandbox.requests).toHaveLength(1)
  expect(request).toMatchObject({method: 'POST', path: '/a/api/v2/micropanel/batches', status: 200})
  expect(JSON.parse(request?.body ?? '')).toEqual({
    compose: {
      surveyID: 11372241,
      surveyAlias: '',
      surveyLength: 8,
      surveyLanguageID: 486,
      templateID: 118632,
      templateLanguageID: 1,
      allowMultipleResponses: true,
      incentives: {completionPoints: 20, quotaPoints: 30, terminationPoints: 40},
    },
    recipients: {filterType: 2, emailAddress: 'ada@example.com'},
    send: {
      deliveryOptions: {automaticClosure: {enabled: true, closureDateTime: '12/10/2031 13:43', responseQuota: 10}},
      notification: {enableEmailInvitation: false},
    },
  })
  expect(out).toContain('"batchID":1400')
  expect(panel.read('.fieldwork/default.jsonl')).toContain('"batchID":1400')
  expect(JSON.parse((await panel.run(['status', '--format', 'json'])).out)).toMatchObject({
    batches: [{batchID: 1400, state: 'created'}],
  })
  expect((await panel.run(['status'])).out).toContain('1400')
})

test('plan, apply, plan: the second plan is empty, and applying again sends nothing', async () => {
  const panel = await testPanel({'campaigns/q3.yaml': toFilter()})
  expect((await panel.run(['plan', '--detailed-exitcode'])).code).toBe(2)
  expect((await panel.run(['apply', '--yes'])).code).toBe(0)
  expect((await panel.run(['plan', '--detailed-exitcode'])).code).toBe(0)
  expect((await panel.run(['apply', '--yes'])).code).toBe(0)
  expect(panel.posts()).toBe(1)
})

test('nothing to do needs no key; no key lets plan work and stops apply, naming the variable', async () => {
  const panel = await testPanel({'campaigns/q3.yaml': toFilter()})
  const without = {QUESTIONPRO_API_KEY: ''}
  expect((await panel.run(['plan'], without)).code).toBe(0)
  const refused = await panel.run(['apply', '--yes'], without)
  expect(refused.code).toBe(9)
  expect(refused.err).toContain('QUESTIONPRO_API_KEY')
  expect(panel.sandbox.requests).toHaveLength(0)
  expect((await panel.run(['apply', '--yes'])).code).toBe(0)
  expect((await panel.run(['apply', '--yes'], without)).code).toBe(0)
})

test('a wrong key: exit 9, and the key appears nowhere', async () => {
  const panel = await testPanel({'campaigns/q3.yaml': toFilter()})
  const key = 'canary-0123456789-key'
  const {code, out, err} = await panel.run(['apply', '--yes', '-v'], {QUESTIONPRO_API_KEY: key})
  expect(code).toBe(9)
  expect(out + err + panel.read('.fieldwork/default.jsonl')).not.toContain('canary')
  expect(panel.posts()).toBe(1)
})

const people = (count: number): string =>
  Array.from({length: count}, (_, index) => `person${index}@example.org,Name ${index}`).join('\n')

test('250 new members go as 100, 100, 50; one more row sends one; the same person in two campaigns goes once', async () => {
  const panel = await testPanel({
    'campaigns/a.yaml': 'members: {file: ../members/a.csv}\n',
    'campaigns/b.yaml': 'members: [{emailAddress: " Person7@Example.org"}]\n',
    'members/a.csv': `emailAddress,firstName\n${people(250)}\n`,
  })
  expect((await panel.run(['apply', '--yes'])).code).toBe(0)
  const sizes = (): number[] => panel.sandbox.requests.map(({body}) => (JSON.parse(body) as unknown[]).length)
  expect(sizes()).toEqual([100, 100, 50])
  panel.write('members/a.csv', `emailAddress,firstName\n${people(251)}\n`)
  expect((await panel.run(['apply', '--yes'])).code).toBe(0)
  expect(sizes()).toEqual([100, 100, 50, 1])
})

test('a documented member arrives deep-equal, nulls and empty strings kept', async () => {
  const member = {
    emailAddress: 'grace@example.com',
    firstName: 'Grace',
    middleName: '',
    lastName: 'Hopper',
    birthday: null,
    profileCompleteDate: null,
    zipCode: '01234',
    city: '',
    address1: null,
    address2: '',
    status: 'New',
    statusType: 1,
    creationDate: '2022-07-12T06:55:54.000+00:00',
    source: 'Web',
    lastLoginTimestamp: null,
    qPointValue: 0,
    unsubscribeDate: null,
    moderator: false,
    customSource: '',
    selectedLanguage: 5,
    deviceType: 'Unknown',
    mobileNumber: '',
    username: '',
    referID: null,
    custom1: 'one',
    custom2: '',
    custom3: null,
    custom4: '',
    custom5: '',
    profileFields: [],
  }
  const panel = await testPanel({'campaigns/one.yaml': `members:\n  - ${JSON.stringify(member)}\n`})
  const {code, err} = await panel.run(['apply', '--yes'])
  expect({code, err: code === 0 ? '' : err}).toEqual({code: 0, err: ''})
  expect(panel.sandbox.requests.map(({body}) => JSON.parse(body) as unknown)).toEqual([[member]])
})

test('an edit of a sent batch sends nothing; the plan says what changed and how to undo it', async () => {
  const panel = await testPanel({
    'campaigns/spring.yaml': 'compose: {surveyID: 7, templateID: 1, surveyLength: 8}\nrecipients: {filter: 145}\n',
  })
  await panel.run(['apply', '--yes'])
  panel.write('campaigns/spring.yaml', 'compose: {surveyID: 7, templateID: 1, surveyLength: 12}\nrecipients: {filter: 145}\n')
  const {code, out} = await panel.run(['plan', '--detailed-exitcode'])
  expect(code).toBe(10)
  expect(out).toContain('already sent as batch 1400')
  expect(out).toMatch(/surveyLength +8 → 12/)
  expect(out).toContain('surveyLength: 8')
  expect(out).toContain('resend: {number: 2')
  expect((await panel.run(['apply', '--yes'])).code).toBe(10)
  expect(panel.posts()).toBe(1)
})

test('renaming a campaign or its file sends nothing until formerly or distinct says what it is', async () => {
  const panel = await testPanel({'campaigns/spring.yaml': toFilter()})
  await panel.run(['apply', '--yes'])
  panel.write('campaigns/spring.yaml', '')
  const {rmSync} = await import('node:fs')
  rmSync(`${panel.root}/campaigns/spring.yaml`)
  panel.write('campaigns/easter.yaml', toFilter())
  const {code, out} = await panel.run(['plan', '--detailed-exitcode'])
  expect(code).toBe(10)
  expect(out).toContain('formerly: [spring]')
  expect((await panel.run(['apply', '--yes'])).code).toBe(10)
  panel.write('campaigns/easter.yaml', toFilter(11372241, 145, 'formerly: [spring]\n'))
  expect((await panel.run(['plan', '--detailed-exitcode'])).code).toBe(0)
  expect(panel.posts()).toBe(1)
  panel.write('campaigns/easter.yaml', toFilter(11372241, 145, 'distinct: another panel by now\n'))
  expect((await panel.run(['apply', '--yes'])).code).toBe(0)
  expect(panel.posts()).toBe(2)
})

test('an email grown into emails invites only who is new; a filter turned into a list is held', async () => {
  const compose = 'compose: {surveyID: 7, templateID: 1}\n'
  const panel = await testPanel({
    'campaigns/one.yaml': `${compose}recipients: {email: ada@example.com}\n`,
    'campaigns/two.yaml': toFilter(8),
  })
  await panel.run(['apply', '--yes'])
  expect(panel.posts()).toBe(2)
  panel.write('campaigns/one.yaml', `${compose}recipients: {emails: [ada@example.com, grace@example.com]}\n`)
  panel.write('campaigns/two.yaml', 'compose: {surveyID: 8, templateID: 118632}\nrecipients: {emails: [ada@example.com]}\n')
  const {code, out} = await panel.run(['plan', '--format', 'json'])
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    summary: {batchesToCreate: 1, unchanged: 1, held: 1},
    held: [{reason: 'recipients-changed'}],
  })
  expect((await panel.run(['apply', '--yes'])).code).toBe(10)
  expect(panel.sandbox.batches.map(batch => (batch as {body?: unknown}).body ?? batch)).toHaveLength(3)
})

test('resend sends exactly once more, and leaving it in the file or taking it out sends nothing', async () => {
  const panel = await testPanel({'campaigns/q3.yaml': toFilter()})
  await panel.run(['apply', '--yes'])
  panel.write('campaigns/q3.yaml', toFilter(11372241, 145, 'resend: {number: 2, reason: wrong closing date}\n'))
  expect((await panel.run(['apply', '--yes'])).code).toBe(0)
  expect(panel.posts()).toBe(2)
  expect((await panel.run(['apply', '--yes'])).code).toBe(0)
  panel.write('campaigns/q3.yaml', toFilter())
  expect((await panel.run(['plan', '--detailed-exitcode'])).code).toBe(0)
  panel.write('campaigns/q3.yaml', toFilter(11372241, 145, 'resend: {number: 4, reason: skipped one}\n'))
  const held = await panel.run(['plan', '--format', 'json'])
  expect(JSON.parse(held.out)).toMatchObject({held: [{reason: 'resend-gap'}]})
  expect(panel.posts()).toBe(2)
})

test.each(['lost-answer', 'error-500-after-commit', 'html-502', 'truncated-200', 'other-shape'])(
  '%s: in doubt, one POST, and nothing more for that family, also with resend',
  async fault => {
    const panel = await testPanel({'campaigns/q3.yaml': toFilter()}, {faults: [`${fault}@1`]})
    expect((await panel.run(['apply', '--yes'])).code).toBe(4)
    expect(panel.posts()).toBe(1)
    expect((await panel.run(['apply', '--yes'])).code).toBe(4)
    panel.write('campaigns/q3.yaml', toFilter(11372241, 145, 'resend: {number: 2, reason: try again}\n'))
    expect((await panel.run(['apply', '--yes'])).code).toBe(4)
    expect((await panel.run(['plan'])).code).toBe(4)
    expect((await panel.run(['doubts'])).code).toBe(4)
    expect(panel.posts()).toBe(1)
  },
)

test('resolve --batch-id settles a doubt with the right batch and refuses another survey’s or an owned one', async () => {
  const panel = await testPanel(
    {'campaigns/a.yaml': toFilter(7), 'campaigns/b.yaml': toFilter(8), 'fieldwork.yaml': 'limits: {concurrency: 1}\n'},
    {faults: ['lost-answer@2']},
  )
  expect((await panel.run(['apply', '--yes'])).code).toBe(4)
  const resolve = (id: number) => panel.run(['resolve', 'b/main', '--batch-id', String(id)])
  expect(await resolve(1400)).toMatchObject({code: 10})
  expect(await resolve(9999)).toMatchObject({code: 10})
  expect(await resolve(1401)).toMatchObject({code: 0})
  expect((await panel.run(['plan', '--detailed-exitcode'])).code).toBe(0)
  expect(await resolve(1401)).toMatchObject({code: 10})
  expect(panel.posts()).toBe(2)
})

test('a saved plan survives an unrelated edit and a status read; an edit of its own campaign makes it stale', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7), 'campaigns/b.yaml': toFilter(8, 145, 'description: b\n')})
  await panel.run(['apply', '--yes', '--only', 'b'])
  expect((await panel.run(['plan', '--out', 'plan.json'])).code).toBe(0)
  panel.write('campaigns/b.yaml', toFilter(8, 145, 'description: another\n'))
  panel.write('campaigns/c.yaml', toFilter(9))
  expect((await panel.run(['status', '--refresh'])).code).toBe(0)
  expect(await panel.run(['apply', 'plan.json', '--yes'])).toMatchObject({code: 0})
  expect(panel.posts()).toBe(2)
  expect(await panel.run(['plan', '--out', 'plan.json'])).toMatchObject({code: 0})
  panel.write('campaigns/c.yaml', toFilter(9, 145, 'description: edited\n'))
  expect(await panel.run(['apply', 'plan.json', '--yes'])).toMatchObject({code: 8})
  expect(panel.posts()).toBe(2)
})

test('an edit of the member file of a saved plan makes it stale', async () => {
  const panel = await testPanel({'campaigns/a.yaml': 'members: {file: ../m.csv}\n', 'm.csv': 'emailAddress\nada@example.com\n'})
  await panel.run(['plan', '--out', 'plan.json'])
  panel.write('m.csv', 'emailAddress\nada@example.com\ngrace@example.com\n')
  expect(await panel.run(['apply', 'plan.json', '--yes'])).toMatchObject({code: 8})
  expect(panel.sandbox.requests).toHaveLength(0)
})

test('a saved plan that was edited is refused', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter()})
  await panel.run(['plan', '--out', 'plan.json'])
  panel.write('plan.json', panel.read('plan.json').replace('"existingFilterID":145', '"existingFilterID":1'))
  expect(await panel.run(['apply', 'plan.json', '--yes'])).toMatchObject({code: 3})
  expect(panel.posts()).toBe(0)
})

test('the journal deleted, cut back, or of another server: exit 7, no connection made', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)})
  await panel.run(['apply', '--yes'])
  panel.write('campaigns/b.yaml', toFilter(8))
  const before = panel.sandbox.connections()
  const journal = panel.read('.fieldwork/default.jsonl')
  const {rmSync} = await import('node:fs')
  rmSync(`${panel.root}/.fieldwork/default.jsonl`)
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 7})
  expect(await panel.run(['plan'])).toMatchObject({code: 7})
  panel.write('.fieldwork/default.jsonl', journal.split('\n').slice(0, -3).join('\n').concat('\n'))
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 7})
  panel.write('.fieldwork/default.jsonl', journal)
  expect(await panel.run(['apply', '--yes'], {FIELDWORK_URL: ''})).toMatchObject({code: 7})
  expect(panel.sandbox.connections()).toBe(before)
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 0})
})

test('no e-mail address and no key in the journal, the plan file or any output', async () => {
  const panel = await testPanel({
    'campaigns/a.yaml': 'members: true\n'
      .replace('true', '[{emailAddress: canary.person@example.com}]')
      .concat('compose: {surveyID: 7, templateID: 1}\nrecipients: {members: true}\n'),
  })
  const plan = await panel.run(['plan', '--out', 'plan.json', '-v'])
  const apply = await panel.run(['apply', 'plan.json', '--yes', '-v'])
  expect(apply.code).toBe(0)
  const all = [plan.out, plan.err, apply.out, apply.err, panel.read('plan.json'), panel.read('.fieldwork/default.jsonl')].join(
    '\n',
  )
  expect(all).not.toContain('canary')
  expect(all).not.toContain(panel.sandbox.key)
})

test('plan makes no request, and works with the server down', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter()})
  expect((await panel.run(['plan'])).code).toBe(0)
  expect(panel.sandbox.connections()).toBe(0)
  await panel.sandbox.close()
  expect((await panel.run(['plan'])).code).toBe(0)
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 5})
})

test('wrong words exit 64 before anything else', async () => {
  const panel = await testPanel({'campaigns/a.yaml': 'not a campaign'})
  for (const args of [
    ['aply'],
    ['plan', '--ouut', 'x'],
    ['apply', '--dry-run'],
    ['init'],
    ['plan', '--format', 'xml'],
    ['apply', '--lock-timeout', 'soon'],
  ]) {
    expect({args, code: (await panel.run(args)).code}).toEqual({args, code: 64})
  }
  expect((await panel.run(['apply', '--dry-run'])).err).toContain('fieldwork plan')
  expect(panel.sandbox.connections()).toBe(0)
})

test('no escape codes where there is no terminal, with TERM=dumb or NO_COLOR', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter()})
  for (const env of [{CI: ''}, {CI: 'true'}, {TERM: 'dumb', CI: ''}, {NO_COLOR: '1', CI: ''}]) {
    const {out, err} = await panel.run(['plan'], env)
    expect(out + err).not.toContain('\u001b')
  }
  expect((await panel.run(['plan', '--color'])).out).toContain('\u001b[')
})

test('without a terminal apply asks nobody: it fails and names the flag', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter()})
  const {code, err} = await panel.run(['apply'])
  expect(code).toBe(10)
  expect(err).toContain('--yes')
  expect(panel.sandbox.connections()).toBe(0)
})

test('halt stops every send until resume', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter()})
  expect(await panel.run(['halt', '--reason', 'wrong template, says boss@example.com'])).toMatchObject({code: 0})
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 10})
  expect(panel.posts()).toBe(0)
  expect(panel.read('.fieldwork/default.jsonl')).not.toContain('boss@')
  expect(await panel.run(['resume'])).toMatchObject({code: 10})
  expect(await panel.run(['resume', '--yes'])).toMatchObject({code: 0})
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 0})
  expect(panel.posts()).toBe(1)
})

test('a saved plan is not carried out where the recorded state that it was made from is missing', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)})
  await panel.run(['apply', '--yes'])
  panel.write('campaigns/b.yaml', toFilter(8))
  await panel.run(['plan', '--out', 'plan.json'])
  const {rmSync} = await import('node:fs')
  rmSync(`${panel.root}/.fieldwork`, {recursive: true})
  const elsewhere = {XDG_STATE_HOME: `${panel.memory}-of-another-machine`}
  expect(await panel.run(['apply', 'plan.json', '--yes'], elsewhere)).toMatchObject({code: 8})
  expect(panel.posts()).toBe(1)
})
