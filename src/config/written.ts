// Made from schemas/ by `npm run generate`. Edit the schema, not this file.

/**
 * A field of text, sent as it is written; null is sent as null.
 */
export type FieldText = (string | null)
/**
 * A field whose kind of value isn't documented: text, a number, true, false or null, sent just as it is written.
 */
export type FieldScalar = (string | number | boolean | null)
/**
 * A field that is a whole number, or null.
 */
export type FieldNumber = (number | null)
/**
 * The header of a column, just as it stands in the file.
 * 
 * This interface was referenced by `undefined`'s JSON-Schema definition
 * via the `patternProperty` "^profileFields\.[1-9][0-9]{0,14}$".
 */
export type Header = string
/**
 * An ID, or a name from the panel's names in fieldwork.yaml.
 */
export type Id = (number | string)
/**
 * A language's ID, or a name from the panel's names in fieldwork.yaml.
 */
export type LanguageID = (number | string)
/**
 * A number of points.
 */
export type Points = number
/**
 * How many people you expect it to reach. Shown in every plan as unchecked: the API doesn't tell.
 */
export type Expect = number
/**
 * Each of this campaign's members (true), or those of whom something is so: one batch is created for each, once that person was posted.
 */
export type InvitedMembers = (boolean | {
/**
 * What must be so: of each field the value, or a list of values of which one fits. All fields together. A number and its digits are the same.
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
 * The value, or several of which one fits.
 * 
 * @minItems 1
 * 
 * This interface was referenced by `undefined`'s JSON-Schema definition
 * via the `patternProperty` "^profileFields\.[1-9][0-9]{0,14}$".
 */
export type Wanted = (string | number | boolean | [(string | number | boolean), ...((string | number | boolean))[]])
/**
 * Earlier names. They stay aliases for good.
 * 
 * @minItems 1
 */
export type FormerNames = [Name, ...(Name)[]]
/**
 * A name: small letters, digits and hyphens.
 */
export type Name = string
/**
 * Why this is not the batch that it looks like. Releases a batch that is held as looks-already-sent or recipients-changed, once.
 */
export type Distinct = string

/**
 * One file is one campaign: the people to add to the panel, and the batches of invitations to send. Keys under compose are the API's own, so that its documentation applies.
 */
export interface WrittenCampaign {
/**
 * Name of the campaign, and the beginning of its addresses: small letters, digits and hyphens. Default: the name of the file without its ending.
 */
campaign?: string
/**
 * What the campaign is for, in your own words. Never sent, never compared.
 */
description?: string
/**
 * People who must be in the panel: a list of members, or a file, or both. They are posted at once, whatever the schedule says; taking somebody out removes nobody. A campaign with members only adds people and sends nothing.
 * 
 * @minItems 1
 */
members?: ([Member, ...(Member)[]] | {
/**
 * A CSV file (commas, one header, one row a member; an empty cell is left out), or NDJSON (.ndjson, .jsonl: one member a line, as the API has it). Its path is relative to this file and inside the project.
 */
file?: string
/**
 * Which column of the file is which field: field on the left, header on the right. Columns that aren't named are left out and counted. Default: every header is the name of a field. profileFields.2178 is the profile field of that number.
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
 * Members written out here, beside those of a file or without one.
 * 
 * @minItems 1
 */
list?: [Member, ...(Member)[]]
})
compose?: Compose
recipients?: Recipients
schedule?: Schedule
/**
 * Several batches, each under a name of its own. compose and schedule of the campaign are laid under each; recipients are never inherited. Default: one batch, named main.
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
 * The person's e-mail address, sent as written. Without surrounding space and in small letters it says who this is, in every campaign and in the record.
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
 * Answers to the panel's profile questions, one entry a question.
 */
profileFields?: ({
/**
 * ID of the profile question.
 */
profileFieldId: number
/**
 * The answer, as the API documents it: text, a list of the IDs of the chosen options, or the lines of an address.
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
 * What is sent: the API's own compose, key by key. Nothing that isn't written here is sent. An ID is a number, or a name from the panel's names in fieldwork.yaml.
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
 * Whether one person may answer more than once. A reminder is held where it is true.
 */
allowMultipleResponses?: boolean
/**
 * Points that are credited to people, one response a person. The plan shows the most that it can come to.
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
 * A saved sample filter of the panel (the API's filterType 3): its ID, its name from names.filter, or a group with the number of people that you expect.
 */
filter?: (number | string | {
id: Id
expect?: Expect
})
/**
 * One person (the API's filterType 2), who must be in the panel.
 */
email?: string
/**
 * Several people: one batch is created for each (the API's filterType 2). Who is new on the list is invited, who was invited is not.
 * 
 * @minItems 1
 * 
 * Items: Address of one person.
 */
emails?: [string, ...(string)[]]
members?: InvitedMembers
/**
 * Every verified member of the panel (the API's filterType 1). States how many people you expect that to be.
 */
everyone?: {
expect: Expect
}
}
/**
 * When it is sent and when it closes. Default: as soon as it is applied, with no closing time.
 */
export interface Schedule {
/**
 * IANA zone of the times here that state none. Default: timeZone of fieldwork.yaml, else the panel's.
 */
timeZone?: string
/**
 * Not before this time: a date and a time, then optionally a zone. Default: as soon as it is applied.
 */
sendAt?: string
/**
 * How long after sendAt it may still go, as 30m, 36h, 5d or 2w; then it is held as missed.
 */
late?: string
/**
 * The survey closes for this batch at this time. Sent as the API's closureDateTime, in the panel's zone. Instead of closeAfter.
 */
closeAt?: string
/**
 * It closes this long after it was sent, as 30m, 36h, 5d or 2w; rounded down to the minute. Instead of closeAt.
 */
closeAfter?: string
/**
 * It closes at this many responses: the API's responseQuota. Default: no quota.
 */
responseQuota?: number
/**
 * Sent as the API's enableEmailInvitation, which documents no more than its name. Default: nothing is sent for it.
 */
emailInvitation?: boolean
/**
 * Makes waves by a rule, counted from sendAt: each is named by its period, as 2031-12 or 2031-w49.
 */
repeat?: {
/**
 * How long from one to the next. Where a month is too short, its last day counts.
 */
every: ("day" | "week" | "month" | "quarter" | "year")
/**
 * How many there are, the first one included.
 */
count: number
/**
 * Where a changed rule begins, later than the last send. Needed once something was sent by another rule.
 */
from?: string
}
}
/**
 * One of several batches. Recipients are never inherited: each batch states its own.
 */
export interface Batch {
/**
 * What this batch is for, in your own words. Never sent, never compared.
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
 * Sends it only once another batch of this campaign is confirmed (for a list: everybody on it), and so much later.
 */
export interface After {
batch: Name
/**
 * How long after that one was sent, as 30m, 36h, 5d or 2w. Default: as soon as it is confirmed.
 */
by?: string
}
/**
 * Asks for a second (third, …) invitation to the same recipients. It goes exactly once, whether this stays in the file or not.
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
 * What this wave is for, in your own words. Never sent, never compared.
 */
description?: string
formerly?: FormerNames
compose?: Compose
schedule?: ScheduleOfAWave
/**
 * What is different for single batches in this wave. Default: each is as the campaign says.
 */
batches?: {
[k: string]: BatchOfAWave
}
distinct?: Distinct
resend?: Resend
}
/**
 * When this is sent and when it closes, in this wave. Nothing repeats here: waves that are named aren't made by a rule.
 */
export interface ScheduleOfAWave {
/**
 * IANA zone of the times here that state none. Default: timeZone of fieldwork.yaml, else the panel's.
 */
timeZone?: string
/**
 * Not before this time: a date and a time, then optionally a zone. Default: as soon as it is applied.
 */
sendAt?: string
/**
 * How long after sendAt it may still go, as 30m, 36h, 5d or 2w; then it is held as missed.
 */
late?: string
/**
 * The survey closes for this batch at this time. Sent as the API's closureDateTime, in the panel's zone. Instead of closeAfter.
 */
closeAt?: string
/**
 * It closes this long after it was sent, as 30m, 36h, 5d or 2w; rounded down to the minute. Instead of closeAt.
 */
closeAfter?: string
/**
 * It closes at this many responses: the API's responseQuota. Default: no quota.
 */
responseQuota?: number
/**
 * Sent as the API's enableEmailInvitation, which documents no more than its name. Default: nothing is sent for it.
 */
emailInvitation?: boolean
}
/**
 * What is different for one batch in this wave.
 */
export interface BatchOfAWave {
compose?: Compose
schedule?: ScheduleOfAWave
distinct?: Distinct
resend?: Resend
}
/**
 * fieldwork.yaml at the root of a project: its panels, zone, limits and defaults. Every key is optional.
 */
export interface WrittenProject {
/**
 * The versions of fieldwork that may work on this project: >= and a version. Default: any.
 */
requires?: string
/**
 * The panels that campaigns can be sent to, each with its own key, zone, names and recorded state. Default: one panel, named default. Every project also has the panel sandbox.
 */
panels?: {
[k: string]: WrittenPanel
}
/**
 * The panel that is meant when none is named. With one panel, that one.
 */
defaultPanel?: string
/**
 * IANA zone of whoever writes the campaigns, for times that state none. Default: the panel's.
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
 * How fast, how much at once, and how much before somebody has to look.
 */
limits?: {
/**
 * Calls a minute to the API, at most, of all processes of a user on this machine that use one key.
 */
callsPerMinute?: number
/**
 * Calls that the licence includes; shown beside those that a plan needs.
 */
allowance?: number
/**
 * How many members are posted in one call.
 */
membersPerCall?: number
/**
 * Calls in flight at once, at most.
 */
concurrency?: number
/**
 * How many one-person batches a plan may have before all of them are held.
 */
singleSends?: number
/**
 * Sends with an unknown outcome at which a run stops sending.
 */
maxDoubts?: number
/**
 * How long a connection may take, as 15s or 1m.
 */
connectTimeout?: string
/**
 * How long an answer may take, as 120s or 2m. After it the outcome of a send is unknown.
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
 * Whether one person may answer more than once. A reminder is held where it is true.
 */
allowMultipleResponses?: boolean
/**
 * Points that are credited to people, one response a person. The plan shows the most that it can come to.
 */
incentives?: {
completionPoints?: Points
quotaPoints?: Points
terminationPoints?: Points
}
}
schedule?: DefaultSchedule
}
}
/**
 * One panel: where its account lives, in which zone it reads times, and where its key is read from.
 */
export interface WrittenPanel {
/**
 * Where the account lives: us, eu, ca, sg, au, ae, sa or ksa. Another server is never named in a file; FIELDWORK_URL or --url names one.
 */
dataCenter?: ("us" | "eu" | "ca" | "sg" | "au" | "ae" | "sa" | "ksa")
/**
 * IANA zone in which the panel reads a closing time. Default: UTC, with a note in every plan that shows a closing time.
 */
timeZone?: string
/**
 * Where the key is read from: exactly one of env, file, command. Never the key itself. Default: env: QUESTIONPRO_API_KEY. With several panels each states its own.
 */
apiKey?: {
/**
 * The environment variable that holds it.
 */
env?: string
/**
 * A file that holds it and that only you can read (mode 0600).
 */
file?: string
/**
 * A command that prints it, as a list of words.
 * 
 * @minItems 1
 * 
 * Items: One word of the command.
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
 * 
 * Items: An earlier name.
 */
formerly?: [string, ...(string)[]]
}
/**
 * Names, each with its ID.
 */
export interface Ids {
/**
 * The ID that is meant by this name.
 */
[k: string]: number
}
/**
 * Laid under each campaign's schedule, key by key. Moments (sendAt, closeAt) and repeats are each campaign's own.
 */
export interface DefaultSchedule {
/**
 * How long after sendAt it may still go, as 30m, 36h, 5d or 2w; then it is held as missed.
 */
late?: string
/**
 * It closes this long after it was sent, as 30m, 36h, 5d or 2w; rounded down to the minute. Instead of closeAt.
 */
closeAfter?: string
/**
 * It closes at this many responses: the API's responseQuota. Default: no quota.
 */
responseQuota?: number
/**
 * Sent as the API's enableEmailInvitation, which documents no more than its name. Default: nothing is sent for it.
 */
emailInvitation?: boolean
}
