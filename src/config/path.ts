/** Where a value stands in a document: keys and indexes from the root. */
export type Path = readonly (string | number)[]

/** The path as a JSON pointer, as ajv writes it. */
export const pointer = (path: Path): string =>
  path.map(step => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** The path that a JSON pointer spells; indexes stay text. */
export const pathOf = (text: string): Path =>
  text
    .split('/')
    .slice(1)
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'))
