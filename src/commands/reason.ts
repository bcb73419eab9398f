/** A reason as the journal keeps it: whoever reads it there must find no e-mail address and no control characters. */
export const withoutAddresses = (text: string): string =>
  text
    .replace(/[^\s@<>,;:"']+@[^\s@<>,;:"']+/g, '[address]')
    .replace(/\p{C}/gu, ' ')
    .slice(0, 500)
