import {setTimeout as delay} from 'node:timers/promises'
import {familyOf} from '../../src/address.ts'
import {instant} from '../../src/instant.ts'
import {openJournal} from '../../src/state/journal.ts'
import {storeOn} from '../support/store.ts'
import {intent, journal} from './scene.ts'

/**
 * One of several processes that append to one journal at the same time: `node appender.js PATH NAME COUNT`. Each adds COUNT facts of its own, and
 * before each of them tries to take the send of that number, which only one may have. Its answer is the numbers that it took.
 */
const [path = '', name = '', count = ''] = process.argv.slice(2)
const marks = {expect: async () => {}, unseen: async () => [], advance: async () => {}}
const store = storeOn(path, ms => delay(ms))
const empty = {lineage: '0'.repeat(32), panel: 'default', origin: 'loopback'}
const book = await openJournal(store, marks, () => instant(Date.now()), name.padEnd(16, '0'), empty)

await book.append(journal(), state => state.head === null)
const taken: number[] = []
for (let number = 1; number <= Number(count); number++) {
  const parts = {campaign: `batch-${number}`, batch: 'main'}
  const mine = intent(`batch-${number}/main`)
  if (await book.append(mine, ({families}) => !families.has(familyOf(parts)))) taken.push(number)
  await book.append({type: 'halt', who: name, reason: `${name} ${number}`})
}
process.stdout.write(JSON.stringify(taken))
