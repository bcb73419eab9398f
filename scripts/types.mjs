// Makes src/config/written.ts, the types of what people write, from schemas/. With --check it only says whether they have drifted.
import {readFileSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {compile} from 'json-schema-to-typescript'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const target = join(root, 'src/config/written.ts')
const sources = [
  ['campaign', 'WrittenCampaign'],
  ['project', 'WrittenProject'],
]

/** A panel as it is written, beside the one that is used: the schema's title is for readers. */
const titles = {Panel: 'WrittenPanel'}

/** What stands beside a reference says something of the place, not of the type: with it every place would get a type of its own. */
const plain = value =>
  Array.isArray(value)
    ? value.map(plain)
    : value?.$ref !== undefined
      ? {$ref: value.$ref}
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value).map(([key, inner]) => [key, key === 'title' ? (titles[inner] ?? inner) : plain(inner)]),
          )
        : value

const schemas = sources.map(([file, name]) => {
  const {$id, title, definitions, ...schema} = plain(JSON.parse(readFileSync(join(root, `schemas/${file}.schema.json`), 'utf8')))
  return {name, definitions, schema: {...schema, title: name}}
})
// All in one, so that what they share has one type; the whole of them is no type that anything needs.
const whole = await compile(
  {
    title: 'Whole',
    type: 'object',
    definitions: Object.assign({}, ...schemas.map(({name, definitions, schema}) => ({...definitions, [name]: schema}))),
    properties: Object.fromEntries(schemas.map(({name}) => [name, {$ref: `#/definitions/${name}`}])),
  },
  'Whole',
  {bannerComment: '', additionalProperties: false, format: false, declareExternallyReferenced: true},
)
const text = `// Made from schemas/ by \`npm run generate\`. Edit the schema, not this file.\n\n${whole.replace(/export interface Whole \{[\s\S]*?\n\}\n/, '').trimStart()}`

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error('src/config/written.ts has drifted from schemas/: run npm run generate')
    process.exit(1)
  }
} else writeFileSync(target, text)
