/** Whether a value is a JSON object. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether anything in a value is called an error. */
export const holdsError = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(([key, inner]) => /^errors?$/i.test(key) || holdsError(inner))

/**
 * An answer without the keys that nobody has documented, in it and in its `response`: an API that tells more than before still tells what
 * it told. Undefined where it speaks of an error.
 */
export function documentedPart(value: unknown, {top, response}: DocumentedKeys): unknown {
  if (!isObject(value) || holdsError(value)) return undefined
  const part = only(value, top)
  return isObject(part.response) ? {...part, response: only(part.response, response)} : part
}

/** The keys that the documentation of an answer names. */
export interface DocumentedKeys {
  readonly top: readonly string[]
  readonly response: readonly string[]
}

const only = (of: Readonly<Record<string, unknown>>, keys: readonly string[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(of).filter(([key]) => keys.includes(key)))
