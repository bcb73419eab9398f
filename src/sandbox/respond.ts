import type {IncomingMessage, ServerResponse} from 'node:http'
import {errorAnswer, errors} from './answers.ts'
import {handle} from './api.ts'
import type {Faults} from './faults.ts'
import {callOf, hasKey} from './incoming.ts'
import type {Memory} from './memory.ts'
import type {Quota} from './quota.ts'
import type {LoggedRequest} from './request-log.ts'
import {reply, strike} from './strike.ts'

export interface Panel {
  readonly key: string
  readonly memory: Memory
  readonly quota: Quota
  readonly faults: Faults
}

/** Answers one call to the API: key, limits, then what was asked for, or the fault that it meets. Notes in the log what was answered. */
export function respond(
  request: IncomingMessage,
  response: ServerResponse,
  logged: LoggedRequest,
  requestID: string,
  panel: Panel,
): void {
  const call = callOf(request, logged.body, requestID)
  const refused = call === undefined ? errors.notFound : refusal(request, panel)
  if (call === undefined || refused !== undefined) {
    logged.status = reply(response, errorAnswer(refused ?? errors.notFound, call?.url ?? logged.path))
    return
  }
  const {scope, answer} = handle(call, panel.memory)
  const fault = scope === undefined ? undefined : panel.faults.meet(scope)
  if (fault !== undefined) logged.fault = fault
  logged.status = fault === undefined ? reply(response, answer()) : strike(fault, response, call.url, answer)
}

function refusal(request: IncomingMessage, {key, quota}: Panel): (typeof errors)[keyof typeof errors] | undefined {
  if (!hasKey(request, key)) return errors.key
  const over = quota.call()
  return over === undefined ? undefined : errors[over]
}
