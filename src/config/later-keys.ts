/** Keys of the language that this version can't act on yet. Better an error than a campaign that does half of what it says. */
const later: Readonly<Record<string, string>> = {
  '/policy': 'Policy',
}

/** What a later version will do with this key, if it is one of the language. */
export const laterKey = (parent: string, key: string): string | undefined => {
  const at = `${parent}/${key}`
  return Object.hasOwn(later, at) ? later[at] : undefined
}
