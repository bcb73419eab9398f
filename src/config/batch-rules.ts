import type {Diagnostic} from '../diagnostics.ts'
import {type BatchLayers, scheduleLaid, type WrittenPlace} from './batch-layers.ts'
import type {Compose, Recipients, Schedule} from './campaign.ts'
import {caution, mistake} from './codes.ts'
import type {SourceDocument} from './document.ts'
import {inWords} from './instants.ts'
import type {Path} from './path.ts'

/** A batch as far as it could be read; what a rule needs and isn't there has its own mistake already. */
export interface BatchDraft {
  readonly document: SourceDocument
  readonly place: WrittenPlace
  /** In which the schedule's instants are told. */
  readonly zone: string
  readonly laid: BatchLayers
  readonly meant: ReadonlySet<string>
  readonly compose?: Compose
  readonly recipients?: Recipients
  readonly schedule?: Schedule
}
type Rule = (draft: BatchDraft) => readonly Diagnostic[]

const closesAfterItIsSent: Rule = ({schedule, document, zone, laid}) => {
  if (schedule?.sendAt === undefined || !schedule.closes || !('at' in schedule.closes) || schedule.closes.at > schedule.sendAt)
    return []
  return [
    mistake('FW043', {
      span: document.span(scheduleLaid(laid).pathOf('closeAt')),
      detail: `It closes ${inWords(schedule.closes.at, zone)} and is sent ${inWords(schedule.sendAt, zone)}.`,
      help: 'Move closeAt, or use closeAfter: 9d in its place.',
    }),
  ]
}

const lateNeedsATime: Rule = ({laid, document, place: {at, written}}) => {
  const {value, pathOf} = scheduleLaid(laid)
  const hasTime = document.has(pathOf('sendAt')) || document.has([...at, 'after']) || document.has([...at, 'reminds'])
  return value.late === undefined || hasTime || !written.recipients
    ? []
    : [
        caution('FW046', {
          span: document.keySpan(pathOf('late')),
          detail: '"late" says how long after sendAt it may still go, and there is no sendAt.',
          help: 'Add sendAt, or remove late.',
        }),
      ]
}

const invitedToSomething: Rule = ({document, place: {at}, laid, meant, compose}) => {
  const recipients: Path = [...at, 'recipients']
  const isComposed = compose || meant.has('compose') || laid.compose.some(layer => document.has(layer.at))
  return !document.has(recipients) || isComposed
    ? []
    : [
        mistake('FW026', {
          span: document.keySpan(recipients),
          detail: 'Recipients are given, and nothing says what they are invited to.',
          help: 'Add compose: {surveyID: 11372241, templateID: 118632} with your IDs.',
        }),
      ]
}

/** Which of the two counts would depend on an order that nobody sees. */
const statedOnce: Rule = ({place: {at, name, wave}, document}) => {
  if (!wave || at.length === 0) return []
  return (['compose', 'schedule'] as const).flatMap(group => {
    const [own, waves] = [
      [...at, group],
      [...wave.at, group],
    ]
    return Object.keys(wave.written[group] ?? {})
      .filter(key => document.has([...own, key]) && !document.has([...wave.at, 'batches', name, group, key]))
      .map(key =>
        mistake('FW034', {
          span: document.keySpan([...waves, key]),
          detail: `Both the wave ${wave.name} and the batch ${name} (line ${document.keySpan([...own, key]).line}) state ${group}.${key}, so it isn't clear which one counts.`,
          help: `Remove one of them, or write it for this batch of the wave: batches: {${name}: {${group}: {${key}: …}}}`,
        }),
      )
  })
}

/** A second send of every period, the next ones too. */
const noResendOfAll: Rule = ({place: {at, written}, laid, document}) =>
  written.resend === undefined || scheduleLaid(laid).value.repeat === undefined
    ? []
    : [
        mistake('FW036', {
          span: document.keySpan([...at, 'resend']),
          detail: 'This batch is repeated, and "resend" is about one send: it would be said of every period.',
          help: 'Remove resend. A round that has to go once more can be a batch of its own, with distinct: why it is another one.',
        }),
      ]

/** A reminder that goes with what it reminds of is a second invitation. */
const remindsLater: Rule = ({place: {at, written}, laid, document}) =>
  written.reminds === undefined || document.has([...at, 'after']) || document.has(scheduleLaid(laid).pathOf('sendAt'))
    ? []
    : [
        mistake('FW038', {
          span: document.keySpan([...at, 'reminds']),
          detail: `It reminds of ${written.reminds}, and nothing says how much later.`,
          help: `Add after: {batch: ${written.reminds}, by: 5d}`,
        }),
      ]

/** What a schema can't say of a batch. */
export const batchRules: readonly Rule[] = [
  invitedToSomething,
  statedOnce,
  closesAfterItIsSent,
  lateNeedsATime,
  noResendOfAll,
  remindsLater,
]
