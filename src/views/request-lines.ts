import type {BatchRequest} from '../plan/model.ts'
import {harmless} from './harmless.ts'
import {type Line, line, toned} from './line.ts'

/** The body as it will be sent, addresses masked: one key a line, as an outline. */
export const requestLines = (request: BatchRequest): readonly Line[] => [
  line(toned('dim', 'POST /micropanel/batches')),
  ...outline(request, 1),
]

function outline(value: object, depth: number): readonly Line[] {
  return Object.entries(value).flatMap(([key, inner]: readonly [string, unknown]) => {
    const head = `${'  '.repeat(depth)}${harmless(key)}:`
    if (typeof inner === 'object' && inner !== null) return [line(toned('dim', head)), ...outline(inner, depth + 1)]
    return [line(toned('dim', `${head} ${harmless(String(inner))}`))]
  })
}
