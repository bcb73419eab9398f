import {stripVTControlCharacters} from 'node:util'
import {expect, test} from 'vitest'
import {inTerminal} from './terminal.ts'

const wipesHistory = '\x1b[3J'

const review = (options: string) => `
  import {reviewScreen} from './src/views/ink/review.tsx'
  import {pictured, planOf, toPerson, send, person} from './test/views/scene.ts'
  const terminal = {stdin: process.stdin, stdout: process.stdout, colour: true}
  const answer = await reviewScreen({...terminal, plan: pictured, approval: true, ...${options}})
  console.log(JSON.stringify(answer), 'raw', process.stdin.isRaw)
  process.exit(0)`

test('a plan that reaches a filter is approved by typing the name of its campaign', async () => {
  const terminal = await inTerminal(review('{}'))
  await terminal.shows('a answers')
  terminal.type('a')
  await terminal.shows('Type q3-pulse to send, or press Esc:')
  expect(terminal.screen().split('\n')).toHaveLength(23)
  terminal.type('q3\r')
  await terminal.shows('That is not q3-pulse. Nothing was sent.')
  terminal.type('q3-pulse')
  await terminal.shows('Esc: q3-pulse█')
  terminal.type('\r')
  expect(await terminal.exit).toBe(0)
  expect(terminal.screen()).toBe(`fieldwork plan · panel production (api.questionpro.com) · 3 campaigns

  Will add 212 people to the panel and send 2 batches.
  People      up to 1 by address · 480 expected (authors' figure, unchecked)
  Points      unknown (480 people are not certain)
  API calls   5 of 20,000 · about 2 s

q3-pulse                                                    campaigns/q3.yaml
  + members          212 of 250 are new                                    :4
  → main             filter 145 "pet-owners", 480 expected                :11
                     survey 11372241 · template 118632 · 20 points
                     closes Wed 10 Dec 2031, 13:43 in Los Angeles, or at 400
pilot                                                    campaigns/pilot.yaml
  → main #3fa9c1     a***@e***                                             :2
                     survey 11372241 · template 118632 · 20 points
spring                                                  campaigns/spring.yaml
  ! main             already sent as batch 1380, and edited since          :9
                       surveyLength   8 → 12
                     Nothing is sent. Undo: surveyLength: 8
                     A second invitation: resend: {number: 2, reason: …}

= 4 more unchanged
✓ Approved.
{"approved":true} raw false`)
  expect(terminal.isCursorHidden()).toBe(false)
  expect(terminal.raw()).not.toContain(wipesHistory)
})

test.each([
  ['Esc', '\x1b'],
  ['Ctrl-C', '\x03'],
  ['Ctrl-C in one piece with text', 'second\x03'],
  ['Enter, since no is marked', '\r'],
])('a plan is not approved by %s', async (_, key) => {
  const terminal = await inTerminal(review('{plan: planOf({actions: [toPerson], summary: {batchesToCreate: 1}})}'))
  await terminal.shows('[No]')
  terminal.type(key)
  expect(await terminal.exit).toBe(0)
  expect(terminal.screen()).toContain('! Not approved: nothing is sent.\n{"approved":false} raw false')
  expect(terminal.isCursorHidden()).toBe(false)
})

test('a demo answers by itself, for everybody to see', async () => {
  const terminal = await inTerminal(review('{autoAnswer: {pauseMs: 300, keyMs: 60}}'))
  await terminal.shows('Esc: q3-pu')
  expect(await terminal.exit).toBe(0)
  expect(terminal.screen()).toContain('{"approved":true}')
})

test('a long plan is moved about in and unfolded', async () => {
  const many = `Array.from({length: 200}, (_, index) => send('pilot/main#' + person(index), {kind: 'person', masked: 'a***@e***'}))`
  const terminal = await inTerminal(
    review(`{approval: false, plan: planOf({actions: ${many}, summary: {batchesToCreate: 200}})}`),
    80,
    14,
  )
  await terminal.shows('↓ 6 more lines')
  terminal.type('\r')
  await terminal.shows('↓ 209 more lines')
  terminal.type('\x1b[F')
  await terminal.shows('Next: fieldwork apply')
  expect(terminal.screen().split('\n').length).toBeLessThanOrEqual(13)
  terminal.type('q')
  expect(await terminal.exit).toBe(0)
  expect(terminal.raw()).not.toContain(wipesHistory)
})

const apply = (events: string, plan: string) => `
  import {applyScreen} from './src/views/ink/apply.tsx'
  import {planOf, address, batch, person} from './test/views/scene.ts'
  const wait = ms => new Promise(resolve => setTimeout(resolve, ms))
  const version = {type: 'version', formatVersion: 1, tool: {name: 'fieldwork', version: '1'}, panel: 'production', plan: 'sha256:1'}
  async function* events() { yield version; ${events} }
  const pressed = []
  const onInterrupt = times => pressed.push(times)
  const terminal = {stdin: process.stdin, stdout: process.stdout, colour: true}
  await applyScreen({...terminal, plan: ${plan}, events: events(), clock: Date, onInterrupt, callsPerMinute: 300})
  console.log('pressed', pressed, 'raw', process.stdin.isRaw)
  process.exit(0)`

const forty = `
  for (let chunk = 0; chunk < 3; chunk++) yield {type: 'members.posted', address: address('pilot/members'), posted: 100, added: 97, notAdded: 3}
  for (let index = 0; index < 40; index++) {
    const to = address('pilot/main#' + person(index))
    yield {type: 'batch.intent', address: to}
    await wait(30)
    if (index === 5) yield {type: 'batch.in-doubt', address: to, why: 'the connection broke before an answer'}
    else yield {type: 'batch.created', address: to, batchID: batch(1400 + index)}
  }
  await wait(800)
  yield {type: 'summary', membersPosted: 300, membersAdded: 291, membersNotAdded: 9, batchesCreated: 39, refused: 0, inDoubt: 1, held: 0, notAttempted: 0}`
const fortyPlan = 'planOf({summary: {membersToAdd: 300, batchesToCreate: 40, apiCalls: 43}})'

test('what is done goes up into the history, a doubt stays in sight, Ctrl-C is told and ends nothing', async () => {
  const terminal = await inTerminal(apply(forty, fortyPlan))
  await terminal.shows('in doubt: the connection broke before an answer')
  terminal.type('\x03')
  await terminal.shows('stopping')
  terminal.type('\x03')
  await terminal.shows('leaving')
  terminal.type('\x03')
  await terminal.shows('40 / 40 ')
  const live = terminal.screen().split('\n').slice(-14).join('\n')
  expect(live).toContain('? pilot/main #109aab  in doubt: the connection broke before an answer')
  expect(await terminal.exit).toBe(0)
  const lines = terminal.screen().split('\n')
  expect(lines.filter(line => line.includes('✓'))).toHaveLength(39)
  expect(lines.slice(-5).join('\n')).toBe(`Added 291 people (9 not added: already there or refused), created 39 batches.
  All of them: fieldwork status --watch
  ? pilot/main #109aab  in doubt: the connection broke before an answer
Next: fieldwork doubts
pressed [ 1, 2 ] raw false`)
  expect(terminal.isCursorHidden()).toBe(false)
  expect(terminal.raw()).not.toContain(wipesHistory)
})

test('a window that is made lower keeps the history of the terminal', async () => {
  const terminal = await inTerminal(apply(forty, fortyPlan))
  await terminal.shows('✓ pilot/main #103dde')
  terminal.resize(80, 6)
  await terminal.shows('40 / 40 ')
  expect(await terminal.exit).toBe(0)
  expect(terminal.raw()).not.toContain(wipesHistory)
  expect(stripVTControlCharacters(terminal.raw())).toContain('? pilot/main #109aab  in doubt')
  expect(terminal.screen()).toContain('Next: fieldwork doubts')
})

test('sends are watched until all are delivered, and the last table stays', async () => {
  const terminal = await inTerminal(`
    import {watchScreen} from './src/views/ink/watch.tsx'
    import {address, batch, at} from './test/views/scene.ts'
    const report = status => ({formatVersion: 1, panel: 'production', members: [], batches: [
      {address: address('q3-pulse/main'), state: 'created', batchID: batch(1401), surveyID: 7, status, createdAt: at('2031-12-01T12:00:00Z'), checkedAt: null}]})
    const subscribe = show => {
      const timers = [setTimeout(show, 400, report('Sending'), 'no answer in 15 s'), setTimeout(show, 1200, report('Delivery Successful'))]
      return () => timers.forEach(clearTimeout)
    }
    const clock = {now: () => Date.parse('2031-12-01T12:02:00Z')}
    const end = await watchScreen({stdin: process.stdin, stdout: process.stdout, colour: true, report: report('Queued'), subscribe, everySeconds: 30, clock})
    console.log(end.ended, process.stdin.isRaw)
    process.exit(0)`)
  await terminal.shows('read every 30 s (this costs 2,880 calls a day)')
  await terminal.shows('The last reading failed: no answer in 15 s')
  expect(await terminal.exit).toBe(0)
  expect(terminal.screen()).toBe(`production · 1 batch

  ADDRESS               BATCH  STATUS                 SENT          CLOSES
  q3-pulse/main          1401  Delivery Successful    2 min ago     —
delivered false`)
})

test('watching ends with q', async () => {
  const terminal = await inTerminal(`
    import {watchScreen} from './src/views/ink/watch.tsx'
    const report = {formatVersion: 1, panel: 'production', members: [], batches: []}
    const end = await watchScreen({stdin: process.stdin, stdout: process.stdout, colour: false, report, subscribe: () => () => undefined, everySeconds: 30, clock: Date})
    console.log(end.ended)
    process.exit(0)`)
  await terminal.shows('q quits')
  terminal.type('q')
  expect(await terminal.exit).toBe(0)
  expect(terminal.screen()).toContain('left')
})
