import {canaryPeople} from './canary.ts'

const surveys: Readonly<Record<string, number>> = {earlier: 6, a: 7, b: 8, c: 9, m: 5}
export const letters = ['a', 'b', 'c'] as const

export const surveyOf = (address: string): number => surveys[address.slice(0, address.indexOf('/'))] ?? 0

const campaign = (name: string, recipients: string): string =>
  `compose: {surveyID: ${surveys[name]}, templateID: 118632}\nrecipients: {${recipients}}\n`

/** Three batches: to one person, to a filter, to one person. */
export const threeBatches = {
  'campaigns/a.yaml': campaign('a', `email: ${canaryPeople[0]}`),
  'campaigns/b.yaml': campaign('b', 'filter: 145'),
  'campaigns/c.yaml': campaign('c', `email: ${canaryPeople[1]}`),
}

/** A batch that was sent before. */
export const earlierBatch = {'campaigns/earlier.yaml': campaign('earlier', 'filter: 99')}

/** Five members and a batch, which waits for them. */
export const fiveMembers = {
  'campaigns/m.yaml': `members: {file: ../members/m.csv}\n${campaign('m', 'filter: 145')}`,
  'members/m.csv': `emailAddress,firstName\n${canaryPeople.map((address, n) => `${address},Name ${n}`).join('\n')}\n`,
}
