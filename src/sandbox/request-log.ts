import type {FaultName} from './faults.ts'

/** One request as the sandbox received it. Never holds the key. */
export interface LoggedRequest {
  readonly method: string
  /** Path with query, from the host's root. */
  readonly path: string
  /** Milliseconds since 1970 in UTC. */
  readonly at: number
  /** Without `api-key`. */
  readonly headers: Readonly<Record<string, string>>
  body: string
  /** Which connection it came on: 1, 2, 3… */
  readonly connection: number
  /** Status that was answered; null where none was (or not yet). */
  status: number | null
  fault?: FaultName
}

/** Headers as they are logged. */
export const withoutKey = (headers: Readonly<Record<string, string | string[] | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !/^api-?key$|^authorization$|^cookie$/i.test(name))
      .map(([name, value]) => [name, String(value)]),
  )

/** A path as it is logged: a key in the query is blanked. */
export const pathWithoutKey = (path: string): string => path.replace(/(api-?key=)[^&]*/gi, '$1[key]')
