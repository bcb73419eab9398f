import type {DesiredBatch, DesiredCampaign} from '../desired/desired.ts'
import type {State} from '../state/state.ts'
import {recordOf, type Unit} from './context.ts'

/** The sends that a batch is made of: one to a filter or everyone, or one a person in row order. */
export function unitsOf(state: State, campaign: DesiredCampaign, batch: DesiredBatch): readonly Unit[] {
  const whole = {campaign, batch, source: {file: campaign.file, line: batch.line}, record: recordOf(state, campaign, batch)}
  const {recipients} = batch
  if (recipients.kind !== 'people') return [{...whole, content: recipients.content}]
  return recipients.people.map(({person, masked, content}) => ({...whole, person: {digest: person, masked}, content}))
}
