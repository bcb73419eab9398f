import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {replaceFile} from '../../src/commands/replace-file.ts'

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'fieldwork-replace-'))
  onTestFinished(() => rmSync(path, {recursive: true, force: true}))
  return path
}

test('a file that somebody else has changed meanwhile is left as they wrote it', () => {
  const root = folder()
  const path = join(root, 'a.yaml')
  writeFileSync(path, 'theirs\n')
  expect(replaceFile(path, Buffer.from('before\n'), 'after\n', '1')).toBe(false)
  expect([readFileSync(path, 'utf8'), readdirSync(root)]).toEqual(['theirs\n', ['a.yaml']])
  expect(replaceFile(path, Buffer.from('theirs\n'), 'after\n', '1')).toBe(true)
  expect([readFileSync(path, 'utf8'), readdirSync(root)]).toEqual(['after\n', ['a.yaml']])
})

test('what the system refuses leaves the file as it was', () => {
  const root = folder()
  const path = join(root, 'a.yaml')
  writeFileSync(path, 'before\n')
  writeFileSync(join(root, '.fieldwork-1.new'), "somebody's own\n")
  expect(() => replaceFile(path, Buffer.from('before\n'), 'after\n', '1')).toThrow(expect.objectContaining({code: 'EEXIST'}))
  expect(readFileSync(path, 'utf8')).toBe('before\n')
  expect(() => replaceFile(join(root, 'none'), Buffer.from(''), '', '2')).toThrow(expect.objectContaining({code: 'ENOENT'}))
})
