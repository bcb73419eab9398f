/** Says in words what is wrong with a value, or nothing. */
export type Shape = (value: unknown, path: string) => string | undefined

const is =
  (what: string, test: (value: unknown) => boolean): Shape =>
  (value, path) =>
    test(value) ? undefined : `${path} must be ${what}`

export const integer = is('a whole number', Number.isSafeInteger)
export const positive = is('a positive whole number', value => Number.isSafeInteger(value) && Number(value) > 0)
export const boolean = is('true or false', value => typeof value === 'boolean')
export const text = is('text', value => typeof value === 'string')
export const emailAddress = is(
  'an e-mail address',
  value => typeof value === 'string' && /^[^\s@]{1,64}@[^\s@]{1,255}$/.test(value),
)
export const exactly = (expected: unknown): Shape => is(JSON.stringify(expected), value => value === expected)
export const anything: Shape = () => undefined

/** `MM/DD/YYYY HH:mm`, a day and time that exist. */
export const panelTime = is('MM/DD/YYYY HH:mm', value => {
  const [, month = '', day = '', year = '', hour = '', minute = ''] =
    /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}):(\d{2})$/.exec(String(value)) ?? []
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:00Z`)
  return typeof value === 'string' && !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day)
})

/** An object with these keys and no others. */
export function object(keys: Readonly<Record<string, Shape>>, required: readonly string[] = []): Shape {
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${path} must be an object`
    const missing = required.find(key => !Object.hasOwn(value, key))
    if (missing !== undefined) return `${path} must have ${missing}`
    for (const [key, inner] of Object.entries(value)) {
      const shape = Object.hasOwn(keys, key) ? keys[key] : undefined
      if (!shape) return `${path} must not have ${JSON.stringify(key)}`
      const wrong = shape(inner, `${path}.${key}`)
      if (wrong !== undefined) return wrong
    }
    return undefined
  }
}

/** An array of one kind. */
export const list =
  (item: Shape): Shape =>
  (value, path) =>
    Array.isArray(value)
      ? value.map((each, index) => item(each, `${path}[${index}]`)).find(wrong => wrong !== undefined)
      : `${path} must be an array`

/** One of several objects, told apart by the value of one key. */
export const byKey =
  (key: string, kinds: Readonly<Record<string, Shape>>): Shape =>
  (value, path) => {
    const kind =
      typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined
    const shape = typeof kind === 'number' && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
    return shape ? shape(value, path) : `${path}.${key} must be one of ${Object.keys(kinds).join(', ')}`
  }
