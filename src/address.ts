/**
 * The names of things: addresses, digests, batch IDs. Each is a branded string or number with one constructor,
 * so that a value of the type has been checked once and can be trusted from there on.
 */
declare const brand: unique symbol
type Brand<T, B extends string> = T & {readonly [brand]: B}

/** A campaign's name: `[a-z0-9-]`, also the beginning of every address of the campaign. */
export type CampaignName = Brand<string, 'CampaignName'>
/** `CAMPAIGN/BATCH[@WAVE][#PERSON][+N]`: one send. Never holds an e-mail address. */
export type Address = Brand<string, 'Address'>
/** An address without `+N`: all sends of one batch to the same recipients. An open doubt in it blocks it whole. */
export type Family = Brand<string, 'Family'>
/** `sha256:` and 64 hexadecimal digits. */
export type Digest = Brand<string, 'Digest'>
/** The first 32 hexadecimal digits of SHA-256(lineage LF normalised address). */
export type Person = Brand<string, 'Person'>
/** The first 16 hexadecimal digits of SHA-256(lineage LF canonical member). */
export type RowDigest = Brand<string, 'RowDigest'>
/** `PERSON.ROW`: both digests in one text, since there are many. */
export type PostedPerson = `${Person}.${RowDigest}`
/** A positive safe integer that the API gave to a batch. */
export type BatchId = Brand<number, 'BatchId'>
/** The `sum` of a journal line: 64 hexadecimal digits. */
export type Sum = Brand<string, 'Sum'>

/** What an address says, taken apart. `number` is 1 for the first send. */
export interface AddressParts {
  readonly campaign: string
  readonly batch: string
  readonly wave?: string
  readonly person?: string
  readonly number: number
}

const name = '[a-z0-9](?:[a-z0-9-]{0,62})'
const namePattern = new RegExp(`^${name}$`)
const addressPattern = new RegExp(`^(${name})/(${name})(?:@(${name}))?(?:#([0-9a-f]{32}))?(?:\\+([1-9][0-9]{0,5}))?$`)

/** Whether a text can name a campaign, batch or wave. */
export const isName = (text: string): boolean => namePattern.test(text)

/** A checked campaign name, or undefined. */
export const campaignName = (text: string): CampaignName | undefined => (isName(text) ? (text as CampaignName) : undefined)

/** The address that the parts spell. The first send carries no number. */
export const addressOf = (parts: AddressParts): Address =>
  `${familyText(parts)}${parts.number > 1 ? `+${parts.number}` : ''}` as Address

/** The family that the parts belong to. */
export const familyOf = (parts: Omit<AddressParts, 'number'>): Family => familyText(parts) as Family

const familyText = ({campaign, batch, wave, person}: Omit<AddressParts, 'number'>): string =>
  `${campaign}/${batch}${wave === undefined ? '' : `@${wave}`}${person === undefined ? '' : `#${person}`}`

/** Takes an address apart, or gives undefined if the text isn't one. */
export function parseAddress(text: string): AddressParts | undefined {
  const match = addressPattern.exec(text)
  if (!match) return undefined
  const [, campaign = '', batch = '', wave, person, number] = match
  return {campaign, batch, ...(wave && {wave}), ...(person && {person}), number: Number(number ?? 1)}
}

/** The campaign that an address belongs to, also that of its members. */
export const campaignOf = (address: Address): string => address.slice(0, Math.max(0, address.indexOf('/'))) || address

/** The address of a campaign's members. */
export const membersAddress = (campaign: string): Address => `${campaign}/members` as Address

/** A batch ID, if the value is a positive safe integer. */
export const batchId = (value: unknown): BatchId | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? (value as BatchId) : undefined
