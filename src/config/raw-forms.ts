import {quoted} from './quoted.ts'

/** Says of the API's own form what this language writes in its place. */
interface RawForm {
  readonly detail: string
  readonly help: (value: unknown) => string
}

const words = (detail: string, help: string): RawForm => ({detail, help: () => help})

const send = words(
  "The API's send block is made from schedule.",
  'Write schedule: with closeAt, responseQuota and emailInvitation in it.',
)

const closure: RawForm = {
  detail: "The API's closing time has no zone, and an order of day and month that is easily misread.",
  help: value =>
    `Write closeAt: ${yearFirst(value) ?? '2031-12-10 13:43'}${value && yearFirst(value) ? ' (month and day as the API reads them)' : ''}`,
}

/** By key. The key alone is telling, wherever it stands. */
const rawForms: Readonly<Record<string, RawForm>> = {
  filterType: {
    detail: "The API's numbers for kinds of recipients say nothing in a review.",
    help: value => `Write ${recipientsFor(value)}, and remove filterType.`,
  },
  existingFilterID: {
    detail: "The API's name for a saved filter is written shorter here.",
    help: value => `Write filter: ${typeof value === 'number' ? value : '145'}`,
  },
  filterID: {
    detail: 'A saved filter is written shorter here.',
    help: value => `Write filter: ${typeof value === 'number' ? value : '145'}`,
  },
  closureDateTime: closure,
  automaticClosure: words(
    "The API's automaticClosure is made from closeAt and responseQuota.",
    'Write closeAt: and responseQuota: under schedule.',
  ),
  deliveryOptions: send,
  notification: send,
  send,
  enableEmailInvitation: {
    detail: "The API's enableEmailInvitation is written shorter here.",
    help: value => `Write emailInvitation: ${value === false ? 'false' : 'true'}`,
  },
}

/** Under recipients the key of the API's member means a person to invite. */
const inRecipients: Readonly<Record<string, RawForm>> = {
  emailAddress: words("The API's emailAddress is written shorter here.", 'Write email: in place of emailAddress:'),
  emailAddresses: words('Several people are a list of their own.', 'Write emails: in place of emailAddresses:'),
  all: words('Every verified member is written in full here.', 'Write everyone: {expect: 4812} with the number that you expect.'),
}

/** What to write in place of the API's own form, if the key is one. */
export function rawForm(
  parent: string,
  key: string,
  value: unknown,
): {readonly detail: string; readonly help: string} | undefined {
  const form =
    (parent.endsWith('/recipients') && Object.hasOwn(inRecipients, key) ? inRecipients[key] : undefined) ??
    (Object.hasOwn(rawForms, key) ? rawForms[key] : undefined)
  return form && {detail: `${quoted(key)}: ${form.detail}`, help: form.help(value)}
}

const recipientsFor = (filterType: unknown): string =>
  ({
    1: 'everyone: {expect: 4812} with the number that you expect',
    2: 'email: with the address',
    3: "filter: with the filter's ID",
  })[String(filterType)] ?? 'one of filter, email, emails, members, everyone'

function yearFirst(value: unknown): string | undefined {
  const match = typeof value === 'string' ? /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}:\d{2})$/.exec(value) : null
  return match ? `${match[3]}-${match[1]}-${match[2]} ${match[4]}` : undefined
}
