// Makes docs/reference.md, every key of the files that people write, from schemas/. With --check it only says whether it has drifted.
import {readFileSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {stringify} from 'yaml'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const target = join(root, 'docs/reference.md')
const schemaOf = name => JSON.parse(readFileSync(join(root, `schemas/${name}.schema.json`), 'utf8'))
const files = [
  ['A campaign file', 'campaigns/**/*.yaml', schemaOf('campaign')],
  ['The project file', 'fieldwork.yaml', schemaOf('project')],
]
/** Bounds that say no more than that a number keeps its digits. */
const safe = Number.MAX_SAFE_INTEGER

/** What a reader calls a kind of value. */
const kinds = {
  string: () => 'text',
  integer: schema => `whole number${bounds(schema)}`,
  number: () => 'number',
  boolean: () => '`true` or `false`',
  null: () => '`null`',
  array: (schema, whole) => `list of ${kindOf(resolved(schema.items, whole), whole)}`,
  object: (schema, whole) =>
    schema.properties
      ? `[${nameOf(groups.get(identity(schema)))}](#${nameOf(groups.get(identity(schema)))
          .replaceAll(' ', '-')
          .toLowerCase()})`
      : `by name: ${kindOf(resolved(schema.additionalProperties, whole), whole)}`,
}

/** Every group of keys once, with all the places that it can stand at. What is the same in both files is one group. */
const groups = new Map()
for (const [index, [, , schema]] of files.entries()) collect(schema, [], schema, index)
const names = [...groups.values()].map(nameOf)
const twice = names.find((name, index) => names.indexOf(name) !== index)
if (twice) throw new Error(`two groups would be called ${twice}: give one of them a title in its schema`)

const text = `# Every key

<!-- Made from schemas/ by \`npm run generate\`. Edit the schemas, not this page. -->

What each key of a campaign and of \`fieldwork.yaml\` is for, from the schemas that the files are held against. [The campaign language](language.md) is the
guide to it. In an editor with yaml-language-server (VS Code: the extension "YAML") the same words stand beside each key: begin the file with
\`# yaml-language-server: $schema=\` and the path of the schema, as \`fieldwork init\` does.

${files.map(fileSection).join('\n')}`

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error('docs/reference.md has drifted from schemas/: run npm run generate')
    process.exit(1)
  }
} else writeFileSync(target, text)

function collect(written, path, whole, file) {
  const schema = resolved(written, whole)
  if (schema.items) collect(schema.items, [...path.slice(0, -1), `${path.at(-1) ?? ''}[]`], whole, file)
  if (typeof schema.additionalProperties === 'object') collect(schema.additionalProperties, [...path, '<name>'], whole, file)
  if (!schema.properties) return
  const key = identity(schema)
  const known = groups.get(key)
  if (known) known.places.push({file, path})
  else groups.set(key, {schema, whole, places: [{file, path}]})
  for (const [name, inner] of Object.entries(schema.properties)) collect(inner, [...path, name], whole, file)
}

function fileSection([title, path, schema], index) {
  const own = [...groups.values()].filter(group => group.places[0].path.length > 0 && group.places[0].file === index)
  const snippets = schema.defaultSnippets.map(({label, description}) => `- **${label}**: ${description}`)
  return `## ${title}

\`${path}\`. ${schema.description}

${keysOf(groups.get(identity(schema)))}

An editor also offers these beginnings:

${snippets.join('\n')}

${own.map(groupSection).join('\n')}`
}

function groupSection(group) {
  const places = group.places.map(
    ({file, path}) => `\`${path.join('.')}\`${file === group.places[0].file ? '' : ` of \`${files[file][1]}\``}`,
  )
  return `### ${nameOf(group)}

${group.schema.description} Stands at ${listed(places)}.

${keysOf(group)}
`
}

function keysOf({schema, whole}) {
  const keys = Object.entries(schema.properties)
  const refs = new Set(keys.map(([, {$ref}]) => $ref))
  // A table of rows that say the same would hide that they do.
  if (keys.length > 9 && refs.size === 1 && !refs.has(undefined)) {
    const [, first] = keys[0]
    const words = resolved({$ref: first.$ref}, whole).description
    return `Each is ${kindOf(resolved(first, whole), whole)}: ${words[0].toLowerCase()}${words.slice(1)} Keys are ${listed(keys.map(([key]) => `\`${key}\``))}.`
  }
  const rows = keys.map(([key, written]) => {
    const inner = resolved(written, whole)
    const needed = schema.required?.includes(key) ? ', needed' : ''
    const example = inner.examples?.[0] ?? inner.example ?? inner.enum?.[0]
    const cells = [`\`${key}\``, `${kindOf(inner, whole)}${needed}`, code(inner.default), inner.description, code(example)]
    return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  })
  return ['| key | kind | default | what it is for | example |', '|---|---|---|---|---|', ...rows].join('\n')
}

/** What can stand there, in a reader's words. */
function kindOf(schema, whole) {
  if (schema.enum) return `one of ${schema.enum.map(value => code(value)).join(', ')}`
  if (schema.const !== undefined) return code(schema.const)
  return listed(
    [schema.type].flat().map(type => kinds[type](schema, whole)),
    'or',
  )
}

function bounds({minimum, maximum}) {
  const [low, high] = [minimum > -safe ? minimum : undefined, maximum < safe ? maximum : undefined]
  if (low !== undefined && high !== undefined) return ` from ${low} to ${high}`
  return low ? ` (${low} or more)` : ''
}

function nameOf({schema, places}) {
  return schema.title?.toLowerCase() ?? (places[0].path.at(-1) ?? '').replace('[]', ' entry')
}

/** What stands beside a reference goes before what it refers to. */
function resolved({$ref, ...own}, whole) {
  return $ref === undefined ? own : {...resolved(referred($ref, whole), whole), ...own}
}

function referred($ref, whole) {
  return $ref
    .split('/')
    .slice(1)
    .reduce((schema, key) => schema[key], whole)
}

function identity(schema) {
  return JSON.stringify(schema.properties)
}

function code(value) {
  return value === undefined
    ? ''
    : `\`${stringify(value, {collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0}).trim()}\``
}

function listed(words, join = 'and') {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${join} ${words.at(-1)}`
}
