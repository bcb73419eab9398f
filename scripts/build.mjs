// Builds dist/: the validators made from schemas/ (standalone ajv code), then the program as split bundles.
import {chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {basename, dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import Ajv from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import {build} from 'esbuild'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const at = (...parts) => join(root, ...parts)
const json = path => JSON.parse(readFileSync(path, 'utf8'))
const version = json(at('package.json')).version

await validators()
await program()

/** One exported function a schema: `validateCampaign`, `validateApiBatch`, … */
async function validators() {
  const ajv = new Ajv.default({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    verbose: true,
    code: {source: true, esm: true, lines: false},
  })
  ajv.addMetaSchema(json(at('node_modules/ajv/lib/refs/json-schema-draft-06.json')))
  const names = {}
  for (const [folder, prefix] of [
    ['schemas', 'validate'],
    ['schemas/api', 'validateApi'],
  ]) {
    for (const file of readdirSync(at(folder))
      .filter(name => name.endsWith('.schema.json'))
      .sort()) {
      const schema = json(at(folder, file))
      const id = schema.$id
      ajv.addSchema(schema)
      names[prefix + pascal(basename(file, '.schema.json'))] = id
    }
  }
  mkdirSync(at('dist'), {recursive: true})
  const bundle = await build({
    stdin: {contents: standalone.default(ajv, names), resolveDir: root, loader: 'js'},
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
  })
  // Written only when changed, so that a build during a test run disturbs nobody.
  writeIfNew(at('dist/validators.js'), bundle.outputFiles[0].text)
}

async function program() {
  const result = await build({
    entryPoints: [at('src/cli.ts')],
    outdir: at('dist'),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    jsx: 'automatic',
    chunkNames: 'chunks/[name]-[hash]',
    legalComments: 'linked',
    minifySyntax: true,
    minifyWhitespace: true,
    write: false,
    define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"', __VERSION__: JSON.stringify(version)},
    alias: {'react-devtools-core': at('scripts/no-devtools.mjs')},
    banner: {js: "import{createRequire as __require}from'node:module';const require=__require(import.meta.url);"},
    logLevel: 'warning',
  })
  const kept = new Set(result.outputFiles.map(file => file.path))
  for (const file of result.outputFiles) writeIfNew(file.path, file.text)
  for (const name of readdirSync(at('dist/chunks'))) if (!kept.has(at('dist/chunks', name))) rmSync(at('dist/chunks', name))
  chmodSync(at('dist/cli.js'), 0o755)
}

function writeIfNew(path, text) {
  mkdirSync(dirname(path), {recursive: true})
  try {
    if (readFileSync(path, 'utf8') === text) return
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
  writeFileSync(path, text)
}

function pascal(text) {
  return text
    .split('-')
    .map(word => word[0].toUpperCase() + word.slice(1))
    .join('')
}
