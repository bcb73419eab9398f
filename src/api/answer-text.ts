import type {Answer} from './exchange.ts'

/** Whether the body is as long as announced. The HTTP parser checks that too; a cut answer must not hang on one check. */
export function isWhole({headers, body}: Answer): boolean {
  const announced = headers['content-length']
  return announced === undefined || headers['transfer-encoding'] !== undefined || announced === String(body.length)
}

/** The body as text, or undefined if it isn't UTF-8. */
export function textOf({body}: Answer): string | undefined {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(body)
  } catch {
    return undefined
  }
}
