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

/** One module a schema, so that a command loads only those that it needs: `validateCampaign`, `validateApiBatch`, … */
async function validators() {
  for (const [folder, prefix] of [
    ['schemas', 'validate'],
    ['schemas/api', 'validateApi'],
  ]) {
    for (const file of readdirSync(at(folder))
      .filter(name => name.endsWith('.schema.json'))
      .sort()) {
      const name = prefix + pascal(basename(file, '.schema.json'))
      // The language's messages quote what was written; elsewhere that would only make the code larger.
      const verbose = ['validateCampaign', 'validateProject'].includes(name)
      writeIfNew(at('dist/validators', `${name}.js`), await validator(json(at(folder, file)), name, verbose))
    }
  }
  // A line of NDJSON is a member as the language has it.
  const {$schema, definitions} = json(at('schemas/campaign.schema.json'))
  const member = {$schema, $id: 'member', definitions, $ref: '#/definitions/member'}
  writeIfNew(at('dist/validators/validateMember.js'), await validator(member, 'validateMember', false))
}

async function validator(schema, name, verbose) {
  const ajv = new Ajv.default({
    allErrors: verbose,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    discriminator: true,
    verbose,
    // Functions that are called are smaller than copies, and what is small starts fast.
    inlineRefs: false,
    code: {source: true, esm: true, lines: false},
  })
  ajv.addMetaSchema(json(at('node_modules/ajv/lib/refs/json-schema-draft-06.json')))
  ajv.addVocabulary(['example', 'names'])
  ajv.addSchema(compact(silent(schema)))
  const bundle = await build({
    stdin: {contents: standalone.default(ajv, {[name]: schema.$id}), resolveDir: root, loader: 'js'},
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
  })
  return bundle.outputFiles[0].text
}

/** A schema without what only an editor shows: the validators carry the schema, and need none of it. */
function silent(schema) {
  if (Array.isArray(schema)) return schema.map(silent)
  if (typeof schema !== 'object' || schema === null) return schema
  const shown = ([key, value]) =>
    (key === 'description' && typeof value === 'string') || (key === 'defaultSnippets' && Array.isArray(value))
  return Object.fromEntries(
    Object.entries(schema)
      .filter(entry => !shown(entry))
      .map(([key, value]) => [key, key === 'example' || key === 'examples' ? value : silent(value)]),
  )
}

/**
 * A group of many keys that all refer to definitions, such as the fields of a member, as a few patterns: the code for each key would be
 * the same again and again. `names` keeps what the keys are, for messages.
 */
function compact(value) {
  if (Array.isArray(value)) return value.map(compact)
  if (typeof value !== 'object' || value === null) return value
  const inner = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, compact(each)]))
  const {properties, patternProperties = {}, ...rest} = inner
  const names = Object.keys(properties ?? {})
  const isAlike = names.length >= 20 && Object.values(properties).every(each => typeof each.$ref === 'string')
  if (!isAlike) return inner
  const groups = new Map()
  for (const name of names) groups.set(properties[name].$ref, [...(groups.get(properties[name].$ref) ?? []), name])
  const patterns = [...groups].map(([$ref, keys]) => [`^(?:${keys.join('|')})$`, {$ref}])
  return {...rest, names, patternProperties: {...Object.fromEntries(patterns), ...patternProperties}}
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
    minify: true,
    write: false,
    define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"', __VERSION__: JSON.stringify(version)},
    alias: {
      'react-devtools-core': at('scripts/no-devtools.mjs'),
      // The same library as ES modules: only what is used is bundled, and it starts faster.
      yaml: at('node_modules/yaml/browser/dist/index.js'),
    },
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
