import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** `code: 'FW123', summary: '…'`, and the same as the first words of a call. */
const stated = /(?:code: |refuse\(\s*)'(FW[1-9]\d\d)',\s*(?:summary: )?(['"])(.*?)\2/g

test('every code from FW100 on has one summary, and the page of diagnostics explains it under just that', () => {
  const texts = readdirSync(join(root, 'src'), {recursive: true, encoding: 'utf8'})
    .filter(path => /\.tsx?$/.test(path))
    .map(path => readFileSync(join(root, 'src', path), 'utf8'))
  const used = new Set(texts.flatMap(text => [...text.matchAll(stated)].map(([, code, , summary]) => `${code} ${summary}`)))
  const page = readFileSync(join(root, 'docs/diagnostics.md'), 'utf8')
  const explained = new Set([...page.matchAll(/^### (FW[1-9]\d\d .*)$/gm)].map(([, heading]) => heading))
  expect([...used].sort()).toEqual([...explained].sort())
  const mentioned = new Set(texts.flatMap(text => [...text.matchAll(/'(FW[1-9]\d\d)'/g)].map(([, code]) => code)))
  expect([...mentioned].sort()).toEqual([...new Set([...used].map(entry => entry.slice(0, 5)))].sort())
})
