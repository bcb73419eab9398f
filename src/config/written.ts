// Made from schemas/ by `npm run generate`. Edit the schema, not this file.

export type FieldText = (string | null)
/**
 * A field whose kind of value isn't documented: text, a number, true, false or null, sent just as it is written.
 */
export type FieldScalar = (string | number | boolean | null)
export type FieldNumber = (number | null)
/**
 * The header of the column that holds this field.
 * 
 * This interface was referenced by `undefined`'s JSON-Schema definition
 * via the `patternProperty` "^profileFields\.[1-9][0-9]{0,14}$".
 */
export type Header = string
/**
 * An ID, or a name from the panel's names.
 */
export type Id = (number | string)
/**
 * A language's ID, or a name from the panel's names.
 */
export type LanguageID = (number | string)
export type Points = number
/**
 * How many people you expect it to reach. Shown in every plan, never checked by the API.
 */
export type Expect = number
/**
 * The value, or several of which one fits.
 * 
 * @minItems 1
 * 
 * This interface was referenced by `undefined`'s JSON-Schema definition
 * via the `patternProperty` "^profileFields\.[1-9][0-9]{0,14}$".
 */
export type Wanted = (string | number | boolean | [(string | number | boolean), ...((string | number | boolean))[]])
/**
 * @minItems 1
 */
export type FormerNames = [Name, ...(Name)[]]
/**
 * A name: small letters, digits and hyphens.
 */
export type Name = string
/**
 * Why this is not the batch that it looks like. Releases a batch that is held as looks-already-sent or recipients-changed.
 */
export type Distinct = string

/**
 * One file is one campaign: the people to add to the panel, and the batch of invitations to send. Keys under compose are the API's own.
 */
export interface WrittenCampaign {
/**
 * Name of the campaign, and the beginning of its addresses. Default: the name of the file without its ending.
 */
campaign?: string
/**
 * What the campaign is for, in your own words. Never sent, never compared.
 */
description?: string
/**
 * People who must be in the panel: a list of members, or a file, or both. A campaign with members only adds people and sends nothing.
 * 
 * @minItems 1
 */
members?: ([Member, ...(Member)[]] | {
/**
 * A CSV file, or NDJSON (.ndjson, .jsonl), its path relative to this file and inside the project. One row or line is one member.
 */
file?: string
/**
 * Which column of a CSV file is which field: field on the left, header on the right. Without it every header must be a field's name. profileFields.2178 is the profile field of that number.
 */
columns?: {
emailAddress?: Header
firstName?: Header
middleName?: Header
lastName?: Header
birthday?: Header
profileCompleteDate?: Header
zipCode?: Header
city?: Header
address1?: Header
address2?: Header
status?: Header
statusType?: Header
creationDate?: Header
source?: Header
lastLoginTimestamp?: Header
qPointValue?: Header
unsubscribeDate?: Header
moderator?: Header
customSource?: Header
selectedLanguage?: Header
deviceType?: Header
mobileNumber?: Header
username?: Header
referID?: Header
password?: Header
custom1?: Header
custom2?: Header
custom3?: Header
custom4?: Header
custom5?: Header
[k: string]: Header | undefined
}
/**
 * Fields that are the same for everybody in the file.
 */
set?: {
firstName?: FieldText
middleName?: FieldText
lastName?: FieldText
birthday?: FieldScalar
profileCompleteDate?: FieldScalar
zipCode?: FieldText
city?: FieldText
address1?: FieldText
address2?: FieldText
status?: FieldText
statusType?: FieldNumber
creationDate?: FieldText
source?: FieldText
lastLoginTimestamp?: FieldScalar
qPointValue?: FieldScalar
unsubscribeDate?: FieldScalar
moderator?: FieldScalar
customSource?: FieldScalar
selectedLanguage?: FieldNumber
deviceType?: FieldText
mobileNumber?: FieldText
username?: FieldText
referID?: FieldScalar
password?: FieldText
custom1?: FieldScalar
custom2?: FieldScalar
custom3?: FieldScalar
custom4?: FieldScalar
custom5?: FieldScalar
}
/**
 * How the letters of a CSV file are written. Default utf-8.
 */
encoding?: ("utf-8" | "windows-1252")
/**
 * What is done about a row that isn't what it was when it was posted: keep leaves it (default), resend posts it again. Whether the API then updates the member is not documented.
 */
onChange?: ("keep" | "resend")
/**
 * Members written out here.
 * 
 * @minItems 1
 */
list?: [Member, ...(Member)[]]
})
compose?: Compose
recipients?: Recipients
schedule?: Schedule
/**
 * Several batches, each under a name of its own. compose and schedule of the campaign are laid under each; recipients are never inherited.
 */
batches?: {
[k: string]: Batch
}
/**
 * Rounds of a tracker, each under a name of its own, laid over the campaign. A wave that was sent is history: later edits of the file don't compare with it.
 */
waves?: {
[k: string]: Wave
}
formerly?: FormerNames
distinct?: Distinct
resend?: Resend
}
/**
 * A person of the panel. Only what is given is sent, just as it was given.
 */
export interface Member {
/**
 * Who this is.
 */
emailAddress: string
firstName?: FieldText
middleName?: FieldText
lastName?: FieldText
birthday?: FieldScalar
profileCompleteDate?: FieldScalar
zipCode?: FieldText
city?: FieldText
address1?: FieldText
address2?: FieldText
status?: FieldText
statusType?: FieldNumber
creationDate?: FieldText
source?: FieldText
lastLoginTimestamp?: FieldScalar
qPointValue?: FieldScalar
unsubscribeDate?: FieldScalar
moderator?: FieldScalar
customSource?: FieldScalar
selectedLanguage?: FieldNumber
deviceType?: FieldText
mobileNumber?: FieldText
username?: FieldText
referID?: FieldScalar
password?: FieldText
custom1?: FieldScalar
custom2?: FieldScalar
custom3?: FieldScalar
custom4?: FieldScalar
custom5?: FieldScalar
/**
 * Answers to the panel's profile questions.
 */
profileFields?: ({
/**
 * ID of the profile question.
 */
profileFieldId: number
/**
 * The answer: text, the IDs of the chosen options, or an address.
 */
value: (string | number[] | {
address1?: FieldText
address2?: FieldText
city?: FieldText
state?: FieldText
country?: FieldText
})
}[] | null)
}
/**
 * What is sent: the API's own compose, key by key. An ID is a number, or a name from the panel's names in fieldwork.yaml.
 */
export interface Compose {
surveyID?: Id
/**
 * A name for the survey in the invitation; may be empty.
 */
surveyAlias?: string
/**
 * How long the survey takes, in minutes.
 */
surveyLength?: number
surveyLanguageID?: LanguageID
templateID?: Id
templateLanguageID?: LanguageID
/**
 * Whether one person may answer more than once.
 */
allowMultipleResponses?: boolean
/**
 * Points that are credited to people.
 */
incentives?: {
completionPoints?: Points
quotaPoints?: Points
terminationPoints?: Points
}
}
/**
 * Who is invited: exactly one of filter, email, emails, members, everyone.
 */
export interface Recipients {
/**
 * A saved sample filter of the panel: its ID, its name from the panel's names, or both with the number of people that you expect.
 */
filter?: (number | string | {
id: Id
expect?: Expect
})
/**
 * One person.
 */
email?: string
/**
 * Several people: one batch is created for each.
 * 
 * @minItems 1
 */
emails?: [string, ...(string)[]]
/**
 * Each of this campaign's members (true), or those of whom something is so: one batch is created for each.
 */
members?: (boolean | {
/**
 * What must be so: of each field the value, or a list of values of which one fits. All fields together.
 */
where: {
firstName?: Wanted
middleName?: Wanted
lastName?: Wanted
birthday?: Wanted
profileCompleteDate?: Wanted
zipCode?: Wanted
city?: Wanted
address1?: Wanted
address2?: Wanted
status?: Wanted
statusType?: Wanted
creationDate?: Wanted
source?: Wanted
lastLoginTimestamp?: Wanted
qPointValue?: Wanted
unsubscribeDate?: Wanted
moderator?: Wanted
customSource?: Wanted
selectedLanguage?: Wanted
deviceType?: Wanted
mobileNumber?: Wanted
username?: Wanted
referID?: Wanted
custom1?: Wanted
custom2?: Wanted
custom3?: Wanted
custom4?: Wanted
custom5?: Wanted
[k: string]: Wanted | undefined
}
})
/**
 * Every verified member of the panel. States how many people you expect that to be.
 */
everyone?: {
expect: Expect
}
}
/**
 * When it is sent and when it closes.
 */
export interface Schedule {
/**
 * IANA zone of the instants here that state none. Default: the project's.
 */
timeZone?: string
/**
 * Not before this moment. Absent: as soon as it is applied.
 */
sendAt?: string
/**
 * How long after sendAt it may still go; then it is held as missed. Default 24h.
 */
late?: string
/**
 * The survey closes for this batch at this moment.
 */
closeAt?: string
/**
 * It closes this long after it was sent, rounded down to the minute.
 */
closeAfter?: string
/**
 * It closes at this many responses.
 */
responseQuota?: number
/**
 * The API's enableEmailInvitation, sent as it stands here; nothing is sent for it when absent.
 */
emailInvitation?: boolean
/**
 * Makes waves by a rule, from sendAt on: each is named by its period.
 */
repeat?: {
/**
 * How long from one to the next. Months that are too short end it on their last day.
 */
every: ("day" | "week" | "month" | "quarter" | "year")
/**
 * How many there are, the first one included.
 */
count: number
/**
 * Where a changed rule begins: what would be sent before is left out. Needed once something was sent by another rule.
 */
from?: string
}
}
/**
 * One of several batches. Recipients are never inherited: each batch states its own.
 */
export interface Batch {
/**
 * What this is for, in your own words. Never sent, never compared.
 */
description?: string
formerly?: FormerNames
compose?: Compose
recipients: Recipients
schedule?: Schedule
after?: After
reminds?: Name
distinct?: Distinct
resend?: Resend
}
/**
 * Sends it only once another batch of this campaign is confirmed, and so much later.
 */
export interface After {
batch: Name
/**
 * How long after that one was sent. Default: as soon as it is confirmed.
 */
by?: string
}
/**
 * Asks for a second (third, …) invitation to the same recipients.
 */
export interface Resend {
/**
 * Which send this is: 2 is the second.
 */
number: number
/**
 * Why people are invited again; kept in the record.
 */
reason: string
}
/**
 * One round of a tracker, laid over the campaign.
 */
export interface Wave {
/**
 * What this is for, in your own words. Never sent, never compared.
 */
description?: string
formerly?: FormerNames
compose?: Compose
schedule?: Schedule
/**
 * What is different for single batches in this wave.
 */
batches?: {
[k: string]: BatchOfAWave
}
distinct?: Distinct
resend?: Resend
}
/**
 * What is different for one batch in this wave.
 */
export interface BatchOfAWave {
compose?: Compose
schedule?: Schedule
distinct?: Distinct
resend?: Resend
}
/**
 * fieldwork.yaml at the root of a project: its panels, zone, limits and defaults. Every key is optional.
 */
export interface WrittenProject {
/**
 * The versions of fieldwork that may work on this project.
 */
requires?: string
/**
 * The panels that campaigns can be sent to, each with its own key, zone, names and recorded state.
 */
panels?: {
[k: string]: WrittenPanel
}
/**
 * The panel that is meant when none is named.
 */
defaultPanel?: string
/**
 * IANA zone of the authors, for instants that state none. Default: the panel's.
 */
timeZone?: string
/**
 * Where it is recorded what was done.
 */
state?: {
/**
 * local: files in .fieldwork/ beside this file.
 */
store: "local"
}
/**
 * How fast and how much.
 */
limits?: {
/**
 * Calls a minute, at most.
 */
callsPerMinute?: number
/**
 * Calls that the licence includes; shown beside each plan's own.
 */
allowance?: number
/**
 * Members that are posted in one call.
 */
membersPerCall?: number
/**
 * Calls in flight at once.
 */
concurrency?: number
/**
 * One-person batches that a plan may have before all of them are held.
 */
singleSends?: number
/**
 * Open doubts at which a run stops sending.
 */
maxDoubts?: number
/**
 * How long a connection may take.
 */
connectTimeout?: string
/**
 * How long an answer may take.
 */
answerTimeout?: string
}
/**
 * What every campaign has unless it says otherwise.
 */
defaults?: {
/**
 * Laid under each campaign's compose, key by key.
 */
compose?: {
surveyID?: Id
/**
 * A name for the survey in the invitation; may be empty.
 */
surveyAlias?: string
/**
 * How long the survey takes, in minutes.
 */
surveyLength?: number
surveyLanguageID?: LanguageID
templateID?: Id
templateLanguageID?: LanguageID
/**
 * Whether one person may answer more than once.
 */
allowMultipleResponses?: boolean
/**
 * Points that are credited to people.
 */
incentives?: {
completionPoints?: Points
quotaPoints?: Points
terminationPoints?: Points
}
}
}
}
/**
 * One panel.
 */
export interface WrittenPanel {
/**
 * Where the account lives.
 */
dataCenter?: ("us" | "eu" | "ca" | "sg" | "au" | "ae" | "sa" | "ksa")
/**
 * IANA zone in which the panel reads a closing time.
 */
timeZone?: string
/**
 * Where the key is read from: exactly one of env, file, command. Never the key itself.
 */
apiKey?: {
/**
 * An environment variable.
 */
env?: string
/**
 * A file that only you can read (mode 0600).
 */
file?: string
/**
 * A command that prints the key, as a list of words.
 * 
 * @minItems 1
 */
command?: [string, ...(string)[]]
}
/**
 * Words for IDs, so that reviews read words, and panels differ in one place.
 */
names?: {
filter?: Ids
survey?: Ids
template?: Ids
language?: Ids
templateLanguage?: Ids
}
/**
 * Earlier names of this panel, under which its state may stand recorded.
 * 
 * @minItems 1
 */
formerly?: [string, ...(string)[]]
}
export interface Ids {
[k: string]: number
}
