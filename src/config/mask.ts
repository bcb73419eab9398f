/** An address that may be shown: `a***@e***`. */
export function mask(address: string): string {
  const at = address.lastIndexOf('@')
  return at < 0 ? '***' : `${firstLetter(address.slice(0, at))}***@${firstLetter(address.slice(at + 1))}***`
}

const firstLetter = (text: string): string => [...text.trimStart().slice(0, 2)][0] ?? ''

const outside = /[\s"'<>,;:()[\]{}|\\]/

/** Replaces what looks like an address. Walks outwards from each `@`, so that a long line costs no more than its length. */
function withAddresses(text: string, hidden: (address: string) => string): string {
  let shown = ''
  let from = 0
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', Math.max(at + 1, from))) {
    let start = at
    while (start > from && !outside.test(text.charAt(start - 1))) start--
    let end = at + 1
    while (end < text.length && !outside.test(text.charAt(end))) end++
    if (start === at || end === at + 1) continue
    shown += text.slice(from, start) + hidden(text.slice(start, end))
    from = end
  }
  return shown + text.slice(from)
}

/** Masks every address in a text. */
export const maskIn = (text: string): string => withAddresses(text, mask)

/** Masks every address and keeps each at its length, so that columns in a code frame stay where they are. */
export const maskInPlace = (text: string): string =>
  withAddresses(text, address => {
    const at = address.indexOf('@')
    return [...address].map((letter, index) => (index === 0 || index === at || index === at + 1 ? letter : '*')).join('')
  })
