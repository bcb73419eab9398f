/** Makes a text from outside fit to be shown and kept. */
export type Conceal = (text: string) => string

/** How much of a text is looked at: far more than is kept, so that blanking can't pull a half-cut key into view. */
const considered = 65_536
const kept = 200

const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu
const keyed = /(api[-_]?key)(["']?\s*[=:]\s*["']?)[^\s"'&,;<>}]+/gi
const address = /[^\s"'<>@:,;/=&?()[\]{}]{1,320}@[^\s"'<>@:,;/=&?()[\]{}]{1,320}/g
/** A visible ASCII character as URLs, JSON and HTML may write it. */
const escaped = /%([2-7][0-9a-f])|\\u00([2-7][0-9a-f])|&#x0{0,4}([2-7][0-9a-f]);|&#0{0,4}([0-9]{2,3});/gi

/**
 * A function that blanks the key (in any case, and as JSON and base64 write it), every `api-key=…`, and whatever looks like an e-mail
 * address; makes control and direction characters harmless; and keeps the first `keep` characters (200). Escaped letters are read first, twice,
 * so that no way of writing a text hides what is in it.
 */
export function concealing(key?: string, keep = kept): Conceal {
  const secret = key ? secretOf(key) : undefined
  // A key that is cut where the looking ends is no key any more.
  const edge = secret ? 2 * (key?.length ?? 0) : 0
  return text => {
    const looked = text.length > considered ? text.slice(0, considered - edge) : text
    const plain = unescaped(unescaped(looked.replace(/[\t\r\n]+/g, ' '))).replace(invisible, '\ufffd')
    const keyless = secret ? plain.replace(secret, '[key]') : plain
    const safe = keyless.replace(keyed, '$1$2[key]').replace(address, '[address]')
    return [...safe].slice(0, keep).join('')
  }
}

const unescaped = (text: string): string =>
  text.replace(escaped, (written: string, ...[percent, json, html, decimal]: (string | undefined)[]) => {
    const code = decimal === undefined ? Number.parseInt(percent ?? json ?? html ?? '', 16) : Number(decimal)
    return code > 0x20 && code < 0x7f ? String.fromCharCode(code) : written
  })

/** Finds a key as it is, and in base64, on its own or within something longer. */
function secretOf(key: string): RegExp {
  const ways = [key, JSON.stringify(key).slice(1, -1), ...base64Anywhere(key)]
  return new RegExp([...new Set(ways)].map(way => way.replace(/[|\\{}()[\]^$+?.*/-]/g, '\\$&')).join('|'), 'gi')
}

/** What stands before a text moves its digits, and what is around it changes those at its edges: the ones between are the same everywhere. */
function base64Anywhere(text: string): readonly string[] {
  const within = [0, 1, 2].map(before => {
    const digits = btoa('.'.repeat(before) + text).replace(/=+$/, '')
    return digits.slice(before === 0 ? 0 : before + 1, -1)
  })
  const ways = [btoa(text), ...within].filter(digits => digits.length >= 6)
  return ways.flatMap(way => [way, way.replaceAll('+', '-').replaceAll('/', '_')])
}

/** The same for a body's bytes. Zero bytes are dropped, so that no wider encoding hides a text. */
export const bodyText = (body: Uint8Array, conceal: Conceal): string =>
  conceal(new TextDecoder().decode(body.subarray(0, 4 * considered)).replaceAll('\0', ''))
