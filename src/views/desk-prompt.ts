import type {DeskDoubt, DeskModel, DeskRequest, DeskStep, DeskVerdict} from './desk-scene.ts'
import {notSentInWords} from './doubts-lines.ts'
import {harmless} from './harmless.ts'
import {narrow} from './layout.ts'
import {blank, type Line, line, type Segment, toned} from './line.ts'

export interface PromptView {
  readonly width: number
  readonly height: number
  readonly nowMs: number
}

/** What is asked at the desk, or what the keys do. Lines may be wider than the view. */
export function promptLines({step, doubts}: DeskModel, doubt: DeskDoubt, view: PromptView): readonly Line[] {
  switch (step.at) {
    case 'looking':
      return [
        ...wayLines(doubt, view),
        line(
          toned('dim', `  ${doubts.length > 1 ? `${view.width < 44 ? '' : 'n p or '}arrows: next, previous · ` : ''}q leaves`),
        ),
      ]
    case 'id':
      return [field('Batch ID:', step.typed), goBack('Enter reads it')]
    case 'reason':
      return [...foundLines(step), ...reasonLines(step)]
    case 'choice':
      return [
        ...foundLines(step),
        reasonLine(step.reason),
        line(`  ${question(step.verdict)}  `, choice('No', !step.yes), '  ', choice('Yes', step.yes)),
        goBack('← → or y n choose · Enter'),
      ]
    case 'name':
      return [
        reasonLine(step.reason),
        line('  If it went out after all, the same people are invited twice.'),
        field(`Type ${doubt.campaign} to say that it was not sent:`, step.typed),
        goBack(),
      ]
    case 'waiting':
      return [line(`  ${waitingWords(step.request)}`), ...(step.request.is === 'settle' ? [] : [goBack()])]
    default:
      return step satisfies never
  }
}

/** The keys that say what became of it. */
function wayLines(doubt: DeskDoubt, {width, height, nowMs}: PromptView): readonly Line[] {
  const later = notSentInWords(doubt, nowMs)
  const ways = [
    ['b', 'it is there: give its batch ID'],
    ['s', 'it went, its ID is unknown'],
    ['x', `it did not go${later === undefined ? '' : ` (${later})`}`],
    ['a', 'never send it'],
  ] as const
  if (height < 16 || width < narrow / 2)
    return [
      line(
        '  ',
        toned('bold', 'b'),
        ' ID · ',
        toned('bold', 's'),
        ' sent · ',
        toned('bold', 'x'),
        ' not sent · ',
        toned('bold', 'a'),
        ' abandon',
      ),
    ]
  return [...ways.map(([key, words]) => line('    ', toned('bold', key), `  ${words}`)), blank]
}

const foundLines = ({found}: {readonly found?: string}): readonly Line[] =>
  found === undefined ? [] : [line('  ', toned('send', '✓'), ` ${harmless(found)}`)]

function reasonLines({verdict, typed}: Extract<DeskStep, {at: 'reason'}>): readonly Line[] {
  const optional = verdict.is === 'batch-id' ? 'Enter alone: checked by reading the batch' : 'Enter goes on'
  return [line(`  ${saying[verdict.is]} Why? It is kept in the record.`), field('Reason:', typed), goBack(optional)]
}

const saying: Readonly<Record<DeskVerdict['is'], string>> = {
  'batch-id': 'It is there.',
  sent: 'It went, its ID is unknown.',
  'not-sent': 'It did not go, and may be sent again.',
  abandon: 'It is never sent.',
}

function question(verdict: DeskVerdict): string {
  switch (verdict.is) {
    case 'batch-id':
      return `Record it as batch ${verdict.id}?`
    case 'sent':
      return 'Record it as sent, without an ID?'
    case 'not-sent':
      return 'Record it as not sent?'
    case 'abandon':
      return 'Record it as abandoned, never to be sent?'
    default:
      return verdict satisfies never
  }
}

function waitingWords(request: DeskRequest): string {
  switch (request.is) {
    case 'reader':
      return 'Looking for the key …'
    case 'read':
      return `Reading batch ${request.id} …`
    case 'settle':
      return 'Recording …'
    default:
      return request satisfies never
  }
}

const reasonLine = (reason: string): Line => line(`  Reason: ${harmless(reason)}`)
const field = (label: string, typed: string): Line => line(`  ${label} `, toned('bold', typed), '█')
const goBack = (first?: string): Line => line(toned('dim', `  ${first === undefined ? '' : `${first} · `}Esc goes back`))
const choice = (text: string, marked: boolean): Segment => (marked ? toned('chosen', `[${text}]`) : {text: ` ${text} `})
