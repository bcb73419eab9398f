/** A part of a schema, as far as an editor shows it. */
export interface Schema {
  readonly $ref?: string
  readonly title?: string
  readonly description?: string
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: boolean | Schema
  readonly propertyNames?: Schema
  readonly items?: Schema
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly examples?: readonly unknown[]
  readonly defaultSnippets?: readonly {readonly label: string; readonly description: string; readonly body: unknown}[]
  /** Two keys, in a group where each must stand alone. */
  readonly not?: Schema
  readonly definitions?: Readonly<Record<string, Schema>>
}

/** The way to a place: keys, and 0 for the entry of a list. */
export type Path = readonly (string | 0)[]

/** A group of keys. */
export interface Group {
  readonly path: Path
  readonly schema: Schema
  readonly keys: Readonly<Record<string, Schema>>
}

/** A key of a group, or a name in a map. */
export interface Key {
  readonly path: Path
  readonly schema: Schema
  /** A value that can stand there. */
  readonly value: unknown
}

export interface Places {
  readonly groups: readonly Group[]
  /** Groups whose keys are names of the author's own. */
  readonly maps: readonly Omit<Key, 'value'>[]
  readonly keys: readonly Key[]
  /** Entries of lists. */
  readonly entries: readonly Key[]
  /** A value that has every key once; of what a list may hold, one. */
  readonly whole: unknown
}

/** Every place of a file that a schema speaks of, found by walking it. */
export function placesOf(root: Schema): Places {
  const groups: Group[] = []
  const maps: Omit<Key, 'value'>[] = []
  const keys: Key[] = []
  const entries: Key[] = []
  const whole = walk(root, [])
  return {groups, maps, keys, entries, whole}

  function walk(written: Schema, path: Path): unknown {
    const schema = resolved(written, root)
    const value = valueAt(schema, path)
    if (path.length > 0) (path.at(-1) === 0 ? entries : keys).push({path, schema, value})
    return value
  }

  /** Of what can be a list or a group, the group; the list's entries are walked all the same. */
  function valueAt(schema: Schema, path: Path): unknown {
    const entry = schema.items && walk(schema.items, [...path, 0])
    if (schema.properties) {
      groups.push({path, schema, keys: mapped(schema.properties, inner => resolved(inner, root))})
      const values = Object.entries(schema.properties).map(([key, inner]) => [key, walk(inner, [...path, key])] as const)
      return Object.fromEntries(schema.not ? values.slice(0, 1) : values)
    }
    if (typeof schema.additionalProperties === 'object') {
      maps.push({path, schema})
      const name = String(schema.propertyNames?.examples?.[0])
      return {[name]: walk(schema.additionalProperties, [...path, name])}
    }
    return schema.items ? [entry] : (schema.examples?.[0] ?? schema.enum?.[0] ?? schema.const)
  }
}

/** What stands beside a reference goes before what it refers to. */
function resolved(written: Schema, root: Schema): Schema {
  if (written.$ref === undefined) return written
  const {$ref, ...own} = written
  const inner = $ref
    .split('/')
    .slice(1)
    .reduce<unknown>((part, key) => Object(part)[key], root) as Schema | undefined
  if (!inner) throw new Error(`the schema refers to ${$ref}, which it does not have`)
  return {...resolved(inner, root), ...own}
}

const mapped = <T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Readonly<Record<string, U>> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
