import {domainToASCII} from 'node:url'

const label = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?'
const local = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/
const domain = new RegExp(`^(?:${label}\\.)+[a-z](?:[a-z0-9-]*[a-z0-9])$`)
const inLocal = new Uint8Array(128)
for (const letter of ".!#$%&'*+/=?^_`{|}~-") inLocal[letter.charCodeAt(0)] = 1

/**
 * Whether the text between two offsets is an address that is normalised as it stands, as nearly all are. Walks the letters in place,
 * because a member file has a hundred thousand of them.
 */
export function isNormalised(text: string, from: number, to: number): boolean {
  let at = -1
  let dot = -1
  let before = 64
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index)
    const isAlnum = (code > 96 && code < 123) || (code > 47 && code < 58)
    if (!isAlnum) {
      if (code === 64 && at < 0) at = index
      else if (at < 0 ? inLocal[code] !== 1 : before === 64 || before === 46 || (code !== 45 && (code !== 46 || before === 45)))
        return false
      if (at >= 0 && code === 46) dot = index
    }
    before = code
  }
  const first = text.charCodeAt(dot + 1)
  return (
    at > from && at - from <= 64 && dot > at && to - dot > 2 && to - from <= 254 && first > 96 && first < 123 && before !== 45
  )
}

/**
 * The normalised address, by which a person is told apart: space around it trimmed, local part ASCII, domain by IDNA to ASCII, all in
 * lower case. Undefined if it isn't an address.
 */
export function normalised(address: string): string | undefined {
  const lower = address.trim().toLowerCase()
  if (isNormalised(lower, 0, lower.length)) return lower
  const at = lower.lastIndexOf('@')
  if (at < 1 || lower.length > 254 || !local.test(lower.slice(0, at))) return undefined
  const written = lower.slice(at + 1)
  const ascii = /^[\x21-\x7e]*$/.test(written) ? written : domainToASCII(written)
  return domain.test(ascii) && ascii.length <= 253 ? `${lower.slice(0, at)}@${ascii}` : undefined
}

const madeUp = /(?:^|[.@])(?:example\.(?:com|org|net)|[a-z0-9-]+\.(?:example|test|invalid|localhost))$/

/** Whether a normalised address can be somebody's: the domains that are set aside for examples are nobody's. */
export const isReal = (address: string): boolean => !madeUp.test(address.slice(address.lastIndexOf('@') + 1))
