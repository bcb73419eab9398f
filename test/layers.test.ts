import {readdirSync, readFileSync} from 'node:fs'
import {dirname, join, relative, resolve} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'

const root = fileURLToPath(new URL('../src', import.meta.url))

/** Folders by rank: a file imports from its own folder or from a lower rank. Files of one entry never see each other. */
const ranks: readonly (readonly string[])[] = [
  ['.'],
  ['people'],
  ['config'],
  ['desired'],
  ['state'],
  ['policy'],
  ['plan'],
  ['apply'],
  ['api', 'sandbox', 'state/stores', 'views'],
  ['commands'],
]
/** The two files above all folders: the only readers of `process`. */
const top = ['cli.ts', 'run.ts']

/** Packages that only one place may import. */
const importers: Readonly<Record<string, string>> = {
  yaml: 'config/',
  udsv: 'config/',
  'temporal-polyfill': 'config/',
  'fastest-levenshtein': 'config/',
  canonicalize: 'canonical.ts',
  diff: 'plan/',
  undici: 'api/',
  ink: 'views/',
  react: 'views/',
  '@commander-js/extra-typings': 'commands/',
}

const files = readdirSync(root, {recursive: true, encoding: 'utf8'}).filter(
  path => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'),
)

const rankOf = (file: string): number => {
  if (top.includes(file)) return ranks.length
  const folder = dirname(file)
  const named = folder.startsWith('state/stores') ? 'state/stores' : (folder.split('/')[0] ?? '.')
  return ranks.findIndex(names => names.includes(named))
}

const importsOf = (file: string): readonly string[] =>
  [
    ...readFileSync(join(root, file), 'utf8').matchAll(
      /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*'([^']+)'|import\('([^']+)'\)|(?:^|\n)import '([^']+)'/g,
    ),
  ].map(([, from, lazy, bare]) => from ?? lazy ?? bare ?? '')

test('every file has a rank', () => {
  expect(files.filter(file => rankOf(file) < 0)).toEqual([])
})

test('a file imports from its own folder or from a lower rank', () => {
  const wrong = files.flatMap(file =>
    importsOf(file).flatMap(name => {
      if (!name.startsWith('.')) return []
      const other = relative(root, resolve(root, dirname(file), name))
      const [mine, its] = [rankOf(file), rankOf(other)]
      const folder = (path: string): string => (path.startsWith('state/stores/') ? 'state/stores' : (path.split('/')[0] ?? ''))
      const own = its === mine && (folder(file) === folder(other) || mine === 0 || mine === ranks.length)
      return its < mine || own ? [] : [`${file} imports ${other}`]
    }),
  )
  expect(wrong).toEqual([])
})

test('each package has one importer, and only cli.ts and run.ts read process', () => {
  const packages = files.flatMap(file =>
    importsOf(file).flatMap(name => {
      const owner = Object.entries(importers).find(([known]) => name === known || name.startsWith(`${known}/`))?.[1]
      return owner !== undefined && !file.startsWith(owner) ? [`${file} imports ${name}`] : []
    }),
  )
  const readers = files.filter(
    file =>
      !top.includes(file) &&
      /\bprocess\.(env|argv|cwd|exit|stdin|stdout|stderr|platform)\b/.test(readFileSync(join(root, file), 'utf8')),
  )
  expect({packages, readers}).toEqual({packages: [], readers: []})
})
