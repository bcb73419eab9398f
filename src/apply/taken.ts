import {campaignOf} from '../address.ts'
import {exit} from '../exit.ts'
import {sendOf} from '../plan/guard.ts'
import type {CreateBatch} from '../plan/model.ts'
import {haltOf} from '../state/halted.ts'
import {type Attempt, isOpen, isSettled} from '../state/state.ts'
import {type ApplyPorts, namesOf, notAttempted, type Tally} from './run.ts'

/** Why the intent was not allowed any more: a halt came, another run has sent it or is at it, or the same went out elsewhere. Nothing was sent by us. */
export function taken(ports: ApplyPorts, tally: Tally, {address, content}: CreateBatch): void {
  const {
    journal: {state},
    tell,
  } = ports
  notAttempted(tally)
  const halted = haltOf(state, namesOf(ports, campaignOf(address)))
  const own = sendOf(ports.desired, address).families.flatMap(family => state.families.get(family) ?? [])
  const others = [...new Set([...own, ...(state.contents.get(content) ?? [])])].flatMap(seq => state.attempts.get(seq) ?? [])
  const sent = others.find(other => isSettled(other))
  if (halted) {
    tell({type: 'halted', campaign: halted.campaign, reason: halted.halt.reason})
    tally.codes.add(exit.held)
  } else if (others.some(isOpen) || !sent) {
    tell({type: 'waiting', address, reason: 'in-flight', until: null})
    tally.codes.add(others.some(({standing}) => standing === 'in-doubt') ? exit.doubt : exit.busy)
  } else if (sent.address === address) {
    const detail = `${address} is recorded as ${nameOf(sent)}.`
    tell({
      type: 'diagnostic',
      diagnostic: {severity: 'warning', code: 'FW144', summary: 'Another run has sent it meanwhile', detail},
    })
  } else {
    tell({
      type: 'held',
      address,
      reason: 'looks-already-sent',
      detail: `the same survey and recipients went out as ${sent.address} meanwhile`,
    })
    tally.codes.add(exit.held)
  }
}

const nameOf = ({batchID}: Attempt): string => (batchID === undefined ? 'sent' : `batch ${batchID}`)
