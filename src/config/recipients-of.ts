import type {Diagnostic} from '../diagnostics.ts'
import type {Members, Recipient, Recipients, Where} from './campaign.ts'
import {caution, mistake} from './codes.ts'
import type {Context} from './context.ts'
import type {SourceDocument} from './document.ts'
import {normalised} from './email.ts'
import {idOf} from './ids.ts'
import {mask} from './mask.ts'
import type {Path} from './path.ts'
import type {WrittenCampaign} from './written.ts'

type WrittenRecipients = NonNullable<WrittenCampaign['recipients']>
/** The document, and where in it the recipients are written. */
interface RecipientsPlace {
  readonly document: SourceDocument
  readonly at: Path
}
type Answer = {readonly recipients?: Recipients; readonly diagnostics: readonly Diagnostic[]}

const forms = ['filter', 'email', 'emails', 'members', 'everyone'] as const
const none = (...diagnostics: readonly Diagnostic[]): Answer => ({diagnostics})

/**
 * Who is invited. `members` is undefined where the campaign has none, and `broken` where they can't be read. Where recipients are
 * `partial`, a part with a mistake was cut out of them, so that what is missing may be no mistake of its own.
 */
export function recipientsOf(
  written: WrittenRecipients,
  members: Members | 'broken' | undefined,
  partial: boolean,
  context: Context,
  {document, at}: RecipientsPlace,
): Answer {
  const given = forms.filter(form => written[form] !== undefined)
  const [form] = given
  if (form === undefined && partial) return none()
  if (form === undefined || given.length > 1) return none(notOne(given, {document, at}))
  switch (form) {
    case 'filter':
      return byFilter(written, context, {document, at})
    case 'everyone':
      return {recipients: {kind: 'everyone', expect: written.everyone?.expect ?? 0}, diagnostics: []}
    case 'members':
      return byMembers(written.members, members, {document, at})
    case 'email':
      return byAddress('email', [written.email ?? ''], () => [...at, 'email'], document)
    case 'emails':
      return byAddress('emails', written.emails ?? [], index => [...at, 'emails', index], document)
    default:
      return form satisfies never
  }
}

function notOne(given: readonly string[], {document, at}: RecipientsPlace): Diagnostic {
  const [first, second] = given
  if (first === undefined || second === undefined)
    return mistake('FW024', {
      span: document.keySpan(at),
      detail: 'Nothing under recipients says who is invited.',
      help: 'Add one of filter: 145, email: …, emails: […], members: true, everyone: {expect: 4812}',
    })
  return mistake('FW024', {
    span: document.keySpan([...at, second]),
    detail: `"${given.slice(0, -1).join('", "')}" and "${given.at(-1)}" are ${given.length > 2 ? 'all' : 'both'} given, so it isn't clear who is invited.`,
    help: `Keep one of them; remove the ${given.length > 2 ? 'others' : 'other'}.`,
  })
}

function byFilter({filter}: WrittenRecipients, {names, panel}: Context, {document, at: place}: RecipientsPlace): Answer {
  const whole = typeof filter === 'object' ? filter : {id: filter ?? 0}
  const at: Path = typeof filter === 'object' ? [...place, 'filter', 'id'] : [...place, 'filter']
  // An ID with a mistake was cut out, and what is left is no filter.
  if (whole.id === undefined) return none()
  const id = idOf(whole.id, 'filter', names, panel.name, document.span(at))
  if (typeof id !== 'number') return none(id)
  const label = typeof whole.id === 'string' ? {label: whole.id} : {}
  const expect = 'expect' in whole && whole.expect !== undefined ? {expect: whole.expect} : {}
  return {recipients: {kind: 'filter', id, ...label, ...expect}, diagnostics: []}
}

function byMembers(
  written: WrittenRecipients['members'],
  members: Members | 'broken' | undefined,
  {document, at}: RecipientsPlace,
): Answer {
  if (members === 'broken') return none()
  const where = typeof written === 'object' ? written.where : undefined
  if (members) return {recipients: {kind: 'members', ...(where && {where: whereOf(where, {document, at})})}, diagnostics: []}
  return none(
    mistake('FW025', {
      span: document.keySpan([...at, 'members']),
      detail: "The recipients are this campaign's members, and it has none.",
      help: 'Add members: with a list or a file, or write filter, email, emails or everyone in place of members.',
    }),
  )
}

const whereOf = (written: Readonly<Record<string, unknown>>, {document, at}: RecipientsPlace): Where => ({
  // Its schema says that each is a value or a list of them.
  fields: Object.fromEntries(Object.entries(written).map(([field, value]) => [field, [value].flat() as Where['fields'][string]])),
  span: document.keySpan([...at, 'members', 'where']),
})

function byAddress(
  form: 'email' | 'emails',
  written: readonly string[],
  at: (index: number) => Path,
  document: SourceDocument,
): Answer {
  const people: Recipient[] = []
  const diagnostics: Diagnostic[] = []
  const lines = new Map<string, number>()
  written.forEach((text, index) => {
    const span = document.span(at(index))
    const address = normalised(text)
    const before = address === undefined ? undefined : lines.get(address)
    if (address === undefined) diagnostics.push(noAddress(text, span))
    else if (before !== undefined) diagnostics.push(samePerson(address, before, span.line, span))
    else {
      lines.set(address, span.line)
      people.push({address, written: text})
    }
  })
  return diagnostics.some(({severity}) => severity === 'error')
    ? {diagnostics}
    : {recipients: {kind: 'people', form, people}, diagnostics}
}

/** An address that nothing can be sent to. */
export const noAddress = (text: string, span: NonNullable<Diagnostic['span']>): Diagnostic =>
  mistake('FW029', {
    span,
    detail: `"${mask(text.slice(0, 254))}" is not an address: ${whyNot(text)}.`,
    help: several(text) ? 'Write each address on its own; in recipients as emails: […, …]' : 'Write it as name@example.com',
  })

/** Whether a text holds several addresses. */
const several = (text: string): boolean => /@[^@]*[,;\s][^@]*@/.test(text.slice(0, 1000))

function whyNot(text: string): string {
  if (several(text)) return 'it holds more than one'
  const at = text.lastIndexOf('@')
  if (at < 0) return 'it has no @'
  if (/[^\x20-\x7e]/.test(text.slice(0, at))) return 'before the @ only ASCII letters can be used'
  if (/\s/.test(text.trim())) return 'it has a space in it'
  if (at === 0) return 'nothing stands before the @'
  return text.slice(at).includes('.') ? 'its form is not name@domain' : 'what follows the @ is not a domain with a dot'
}

/** One person who stands in a campaign twice. */
export const samePerson = (address: string, first: number, second: number, span: NonNullable<Diagnostic['span']>): Diagnostic =>
  caution('FW030', {
    span,
    detail: `${mask(address)} is on line ${first} and again on line ${second}. The first one counts.`,
    help: 'Remove one of them.',
  })
