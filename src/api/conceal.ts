/** Makes a text from outside fit to be shown and kept. */
export type Conceal = (text: string) => string

/** How much of a text is looked at: far more than is kept, so that blanking can't pull a half-cut key into view. */
const considered = 65_536
const kept = 200

const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu
const keyed = /(api[-_]?key)(["']?\s*(?:[=:]|%3d|%3a)\s*["']?)[^\s"'&,;<>}]+/gi
const address = /[^\s"'<>@:,;/=&?()[\]{}]{1,320}(?:@|%40|\\u0040|&#64;|&#x40;)[^\s"'<>@:,;/=&?()[\]{}]{1,320}/gi

/**
 * A function that blanks the key (as it is, and as URLs, JSON and base64 write it), every `api-key=…`, and whatever looks like an
 * e-mail address; makes control and direction characters harmless; and keeps the first 200 characters.
 */
export function concealing(key?: string): Conceal {
  const secrets = key ? [...new Set([key, encodeURIComponent(key), JSON.stringify(key).slice(1, -1), btoa(key)])] : []
  return text => {
    const plain = text
      .slice(0, considered)
      .replace(/[\t\r\n]+/g, ' ')
      .replace(invisible, '\ufffd')
    const keyless = secrets.reduce((rest, secret) => rest.replaceAll(secret, '[key]'), plain)
    const safe = keyless.replace(keyed, '$1$2[key]').replace(address, '[address]')
    return [...safe].slice(0, kept).join('')
  }
}

/** The same for a body's bytes. Zero bytes are dropped, so that no wider encoding hides a text. */
export const bodyText = (body: Uint8Array, conceal: Conceal): string =>
  conceal(new TextDecoder().decode(body.subarray(0, 4 * considered)).replaceAll('\0', ''))
