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

let text = '// Made from schemas/ by `npm run generate`. Edit the schema, not this file.\n'
for (const [file, name] of sources) {
  const {$id, title, ...schema} = JSON.parse(readFileSync(join(root, `schemas/${file}.schema.json`), 'utf8'))
  text += `\n${await compile({...schema, title: name}, name, {bannerComment: '', additionalProperties: false, format: false, declareExternallyReferenced: true})}`
}

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error('src/config/written.ts has drifted from schemas/: run npm run generate')
    process.exit(1)
  }
} else writeFileSync(target, text)
