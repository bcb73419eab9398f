/**
 * The fields of the API's member, each with what a CSV cell becomes. `statusType` is documented as a number; `qPointValue` and `selectedLanguage`
 * count and name something by number. Of every other field a cell stays text: the documentation shows no kind for it.
 * Source: the documented bodies of POST /micropanel/members.
 */
export const memberFields = {
  emailAddress: 'text',
  firstName: 'text',
  middleName: 'text',
  lastName: 'text',
  birthday: 'text',
  profileCompleteDate: 'text',
  zipCode: 'text',
  city: 'text',
  address1: 'text',
  address2: 'text',
  status: 'text',
  statusType: 'number',
  creationDate: 'text',
  source: 'text',
  lastLoginTimestamp: 'text',
  qPointValue: 'number',
  unsubscribeDate: 'text',
  moderator: 'text',
  customSource: 'text',
  selectedLanguage: 'number',
  deviceType: 'text',
  mobileNumber: 'text',
  username: 'text',
  referID: 'text',
  password: 'text',
  custom1: 'text',
  custom2: 'text',
  custom3: 'text',
  custom4: 'text',
  custom5: 'text',
} as const satisfies Readonly<Record<string, 'text' | 'number'>>
export type MemberField = keyof typeof memberFields

export const memberFieldNames = Object.keys(memberFields) as readonly MemberField[]
const known: ReadonlySet<string> = new Set(memberFieldNames)

/** Whether a text is the name of a field that a column can hold. */
export const isMemberField = (text: string): text is MemberField => known.has(text)

/** `profileFields.2178`: an answer that the panel keeps of each member, by the number of its field. */
const profile = /^profileFields\.([1-9][0-9]{0,14})$/

/** The number of the profile field that a text names, or undefined. */
export const profileField = (text: string): number | undefined => {
  const id = profile.exec(text)?.[1]
  return id === undefined ? undefined : Number(id)
}
