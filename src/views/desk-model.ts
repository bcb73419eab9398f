import {type DeskAnswer, type DeskDoubt, type DeskModel, doubtOnDesk} from './desk-scene.ts'
import {chosen, idGiven, looking, nameGiven, reasonGiven, to, typing} from './desk-steps.ts'
import {notSentInWords} from './doubts-lines.ts'
import type {ReviewKey} from './review-scene.ts'

/** As long as the journal keeps. */
const longestReason = 500

/** Before the first key. */
export const initialDesk = (doubts: readonly DeskDoubt[]): DeskModel => ({
  doubts,
  index: 0,
  step: looking,
  settled: [],
  ended: doubts.length === 0,
})

/** The model after a key. */
export function desked(model: DeskModel, key: ReviewKey, nowMs: number): DeskModel {
  const {step} = model
  const doubt = doubtOnDesk(model)
  if (model.ended || !doubt) return model
  if (key === 'interrupt') return {...model, ended: true}
  switch (step.at) {
    case 'looking':
      return looked(model, doubt, key, nowMs)
    case 'waiting':
      // What is being recorded can't be called back.
      return key === 'escape' && step.request.is !== 'settle' ? to(model, looking) : model
    case 'id':
      return key === 'enter' ? idGiven(model, doubt, step.typed) : typing(model, step, key, /[^0-9]/g, 16)
    case 'reason':
      return key === 'enter' ? reasonGiven(model, step) : typing(model, step, key, /\p{C}/gu, longestReason)
    case 'name':
      return key === 'enter' ? nameGiven(model, doubt, step) : typing(model, step, key, /[^\x21-\x7e]/g, 80)
    case 'choice':
      return chosen(model, doubt, step, key)
    default:
      return step satisfies never
  }
}

/** The model after an answer to what was asked. */
export function answered(model: DeskModel, answer: DeskAnswer): DeskModel {
  const {step} = model
  if (step.at !== 'waiting') return model
  const {request} = step
  switch (answer.is) {
    case 'ready':
      return to(model, {at: 'id', typed: ''})
    case 'fits':
      return request.is === 'read'
        ? to(model, {at: 'reason', verdict: {is: 'batch-id', id: request.id}, found: answer.words, typed: ''})
        : model
    case 'settled':
      return withDoubts(
        {...to(model, looking), settled: [...model.settled, {address: answer.address, words: answer.words}]},
        answer.doubts,
      )
    case 'refused':
      return withDoubts(to(model, request.is === 'read' ? {at: 'id', typed: ''} : looking, answer.why), answer.doubts)
    default:
      return answer satisfies never
  }
}

/** Other doubts than before: what was looked at stays in sight, if it is still one. */
function withDoubts(model: DeskModel, doubts: readonly DeskDoubt[]): DeskModel {
  const seq = doubtOnDesk(model)?.seq
  const same = doubts.findIndex(doubt => doubt.seq === seq)
  const index = same >= 0 ? same : Math.max(0, Math.min(model.index, doubts.length - 1))
  // A step is about the doubt that it began with.
  return {...model, doubts, index, step: same >= 0 ? model.step : looking, ended: model.ended || doubts.length === 0}
}

function looked(model: DeskModel, doubt: DeskDoubt, key: ReviewKey, nowMs: number): DeskModel {
  switch (key) {
    case 'escape':
      return {...model, ended: true}
    case 'left':
    case 'up':
    case 'page-up':
      return moved(model, -1)
    case 'right':
    case 'down':
    case 'page-down':
    case 'tab':
      return moved(model, 1)
    case 'home':
      return moved(model, -model.doubts.length)
    case 'end':
      return moved(model, model.doubts.length)
    default:
      // More than one character is a paste: what it spells are no commands.
      return typeof key === 'object' ? commanded(model, doubt, key.text, nowMs) : model
  }
}

function commanded(model: DeskModel, doubt: DeskDoubt, letter: string, nowMs: number): DeskModel {
  const because = (is: 'sent' | 'not-sent' | 'abandon') => to(model, {at: 'reason', verdict: {is}, typed: ''})
  const later = notSentInWords(doubt, nowMs)
  switch (letter) {
    case 'q':
      return {...model, ended: true}
    case 'n':
    case 'j':
      return moved(model, 1)
    case 'p':
    case 'k':
      return moved(model, -1)
    case 'b':
      return to(model, {at: 'waiting', request: {is: 'reader'}})
    case 's':
      return because('sent')
    case 'x':
      return later === undefined
        ? because('not-sent')
        : to(model, looking, `It may still appear: "not sent" can be said ${later} UTC.`)
    case 'a':
      return because('abandon')
    default:
      return model
  }
}

function moved(model: DeskModel, by: number): DeskModel {
  const index = Math.max(0, Math.min(model.doubts.length - 1, model.index + by))
  return {...to(model, looking), index}
}
