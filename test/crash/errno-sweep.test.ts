import {expect, test} from 'vitest'
import {figures} from '../support/figures.ts'
import {drawn, long} from '../support/long.ts'
import {hasTool} from '../support/tools.ts'
import type {Call, Injection} from './strace.ts'
import {subjects} from './subjects.ts'
import {pointsOf, type Swipe, sweep, wrongIn} from './sweep.ts'

/** No error but a lie: the system says that it took three bytes, and took none, so that what follows them stands alone. */
const lie = 'retval=3'

/** The errors that each call may fail with (its manual page). */
const errors: Readonly<Partial<Record<Call, readonly string[]>>> = {
  write: ['error=ENOSPC', 'error=EIO', 'error=EDQUOT', 'error=EINTR', lie],
  writev: ['error=EPIPE', 'error=ECONNRESET', 'error=EIO', 'error=EAGAIN'],
  fdatasync: ['error=EIO', 'error=ENOSPC'],
  fsync: ['error=EIO', 'error=EINVAL', 'error=EACCES'],
  openat: ['error=EACCES', 'error=EMFILE', 'error=EIO', 'error=EROFS', 'error=ENOENT'],
  mkdir: ['error=EACCES', 'error=ENOSPC', 'error=EROFS'],
  link: ['error=EPERM', 'error=EEXIST', 'error=ENOSPC'],
  unlink: ['error=EACCES', 'error=ENOENT', 'error=EIO'],
  rename: ['error=EACCES', 'error=EIO'],
  ftruncate: ['error=EIO', 'error=EACCES'],
  connect: ['error=ECONNREFUSED', 'error=ENETUNREACH', 'error=EADDRNOTAVAIL'],
}

/** Errors that stay once they have come. One that only asks to try again would keep any program for ever. */
const lasting: ReadonlySet<string> = new Set(['error=ENOSPC', 'error=EACCES', 'error=EROFS', 'error=EIO', 'error=ECONNREFUSED'])

/** The sweep of kills has all subjects; some of them make the same calls. */
const swept = subjects.filter(({name}) =>
  ['apply', 'the apply after one that was killed', 'resolve --batch-id', 'state mend'].includes(name),
)

/**
 * A record whose beginning is lost can't be told from one that somebody has damaged. Nothing is sent any more, by exit 7 which says where; what
 * was recorded after it may not be cut off by a flag, so that this user, who has no terminal, comes no further.
 */
const isNoticedLie = ({injection: {what}, came: {stuck}}: Swipe): boolean =>
  what === lie && stuck !== undefined && /FW137|FW138/.test(stuck)

/** A run that calls it a bug: an error of the system is none. Node itself aborts where it can't wake its own threads by a write. */
const isBug = ({ended: {code, signal, err, out}}: Swipe): boolean =>
  (code === 1 && !err.includes('could not be written')) ||
  /\n\s+at .*:\d+:\d+/.test(err + out) ||
  (code === null && signal !== 'SIGABRT')

test.skipIf(!hasTool('strace'))(
  'whatever call fails with whatever error, once or from then on: nothing is sent twice, lost, or stuck',
  async () => {
    const all = []
    for (const subject of swept)
      for (const point of await pointsOf(subject))
        for (const what of errors[point.call] ?? [])
          for (const fromThen of lasting.has(what) ? [false, true] : [false])
            all.push({swept: subject, injection: {point, what, fromThen} satisfies Injection})
    const pairs = new Set(all.map(({injection: {point, what}}) => `${point.call} ${what}`))
    expect(pairs.size).toBeGreaterThan(20)
    const swipes = await sweep(drawn(all, 40))
    expect(swipes.filter(swipe => !isNoticedLie(swipe)).flatMap(wrongIn)).toEqual([])
    expect(swipes.flatMap(({came}) => came.twice)).toEqual([])
    expect(
      swipes.filter(isBug).map(({swept, injection: {point, what}, ended}) => ({name: swept.name, ...point, what, ...ended})),
    ).toEqual([])
    if (long) figures('errno sweep', {runs: swipes.length, 'pairs of call and error': pairs.size, twice: 0, lost: 0, stuck: 0})
  },
)

test.skipIf(!hasTool('strace'))(
  'the lock of a run that was killed can not be taken away: it is said, and nobody waits for ever',
  async () => {
    const subject = subjects.find(({name}) => name === 'the apply after one that was killed')
    if (!subject) throw new TypeError('there is no such subject')
    const injection: Injection = {point: {call: 'unlink', nth: 1, about: 'lock'}, what: 'error=EACCES', fromThen: true}
    const [swipe] = await sweep([{swept: subject, injection}])
    // The send that was killed is in doubt, which is what has to be heard first.
    expect(swipe).toMatchObject({ended: {code: 4}, came: {twice: [], lost: []}})
    expect(swipe?.ended.err.replace(/\s+/g, ' ')).toContain('default.lock: you have no permission')
    expect(swipe && wrongIn(swipe)).toEqual([])
  },
)

test.skipIf(!hasTool('strace'))('the system refuses a file to state mend: that is no bug, and loses nothing', async () => {
  const subject = subjects.find(({name}) => name === 'state mend')
  if (!subject) throw new TypeError('there is no such subject')
  const points = (await pointsOf(subject)).filter(
    ({call, about}) => call === 'openat' && (about === 'journal' || about === 'folder'),
  )
  const swipes = await sweep(points.map(point => ({swept: subject, injection: {point, what: 'error=EACCES'}})))
  expect(swipes.length).toBeGreaterThan(3)
  expect(swipes.flatMap(wrongIn)).toEqual([])
  expect(swipes.filter(isBug).map(({injection: {point}, ended}) => ({...point, ...ended}))).toEqual([])
})
