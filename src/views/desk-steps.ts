import {batchId} from '../address.ts'
import type {DeskDoubt, DeskModel, DeskStep} from './desk-scene.ts'
import type {ReviewKey} from './review-scene.ts'

/** Nothing has been begun. */
export const looking: DeskStep = {at: 'looking'}
/** The model at another step; what was said before is gone. */
export function to({note: _note, ...model}: DeskModel, step: DeskStep, note?: string): DeskModel {
  return {...model, step, ...(note !== undefined && {note})}
}

export const checkedByReading = 'checked by reading the batch'

type Typing = Extract<DeskStep, {readonly typed: string}>

/** A key in a field: `unwanted` characters are left out. */
export function typing(model: DeskModel, step: Typing, key: ReviewKey, unwanted: RegExp, longest: number): DeskModel {
  if (key === 'escape') return to(model, looking)
  if (key === 'backspace') return to(model, {...step, typed: Array.from(step.typed).slice(0, -1).join('')})
  if (typeof key !== 'object') return model
  return to(model, {...step, typed: `${step.typed}${key.text.replace(unwanted, '')}`.slice(0, longest)})
}

/** Enter after a batch ID: it is read. */
export function idGiven(model: DeskModel, {seq}: DeskDoubt, typed: string): DeskModel {
  const id = batchId(Number(typed))
  if (typed === '') return model
  return id === undefined
    ? to(model, {at: 'id', typed: ''}, 'A batch ID is a whole number from 1.')
    : to(model, {at: 'waiting', request: {is: 'read', seq, id}})
}

/** Enter after a reason: it is confirmed next. */
export function reasonGiven(model: DeskModel, step: Extract<DeskStep, {at: 'reason'}>): DeskModel {
  const {verdict, typed, found} = step
  const reason = typed.trim() === '' && verdict.is === 'batch-id' ? checkedByReading : typed.trim()
  if (reason === '') return to(model, step, 'A reason is needed: whoever reads the record has to know why.')
  return verdict.is === 'not-sent'
    ? to(model, {at: 'name', reason, typed: ''})
    : to(model, {at: 'choice', verdict, reason, yes: false, ...(found !== undefined && {found})})
}

/** Enter after a name: only the campaign's own says "not sent". */
export function nameGiven(model: DeskModel, {seq, campaign}: DeskDoubt, step: Extract<DeskStep, {at: 'name'}>): DeskModel {
  if (step.typed === campaign)
    return to(model, {at: 'waiting', request: {is: 'settle', seq, verdict: {is: 'not-sent'}, reason: step.reason}})
  return to(model, {...step, typed: ''}, step.typed === '' ? undefined : `That is not ${campaign}. Nothing was changed.`)
}

/** A key at the question whether it is meant. It starts on no. */
export function chosen(model: DeskModel, {seq}: DeskDoubt, step: Extract<DeskStep, {at: 'choice'}>, key: ReviewKey): DeskModel {
  const {verdict, reason, yes} = step
  switch (key) {
    case 'escape':
      return to(model, looking)
    case 'left':
    case 'right':
      return to(model, {...step, yes: key === 'right'})
    case 'enter':
      return yes
        ? to(model, {at: 'waiting', request: {is: 'settle', seq, verdict, reason}})
        : to(model, looking, 'Nothing was changed.')
    default:
      return typeof key === 'object' && /^[yn]$/i.test(key.text)
        ? to(model, {...step, yes: key.text.toLowerCase() === 'y'})
        : model
  }
}
