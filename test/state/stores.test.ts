import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {afterEach} from 'vitest'
import {storeOn} from '../support/store.ts'
import {conformance} from './conformance.ts'
import {sharedJournal} from './memory-store.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, {recursive: true, force: true})
})

conformance('a file of this machine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fieldwork-test-'))
  folders.push(folder)
  const path = join(folder, '.fieldwork', 'default.jsonl')
  return {open: () => storeOn(path, ms => delay(ms))}
})

conformance('the tests’ own store in memory', () => {
  const shared = sharedJournal()
  return {open: () => shared.store()}
})
