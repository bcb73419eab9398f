import {hash as sha256} from 'node:crypto'
import type {Digest, Person, RowDigest} from '../address.ts'
import {canonical, digestOf} from '../canonical.ts'
import type {MemberBody} from '../config/campaign.ts'

/** A person of a panel: the first 32 hexadecimal digits of SHA-256(lineage LF normalised address). */
export const personOf = (lineage: string, address: string): Person =>
  sha256('sha256', `${lineage}\n${address}`, 'hex').slice(0, 32) as Person

/** A member's row: 16 hexadecimal digits of the salted digest of its canonical form. */
export const rowOf = (lineage: string, body: MemberBody): RowDigest =>
  sha256('sha256', `${lineage}\n${canonicalRow(body)}`, 'hex').slice(0, 16) as RowDigest

/** The canonical form of a row, put together field by field: a plan compares a hundred thousand of them, and nearly all fields are plain text. */
function canonicalRow(body: MemberBody): string {
  let text = ''
  for (const field of Object.keys(body).sort()) {
    const value = body[field]
    if (value === undefined) continue
    text += `${text === '' ? '{' : ','}${JSON.stringify(field)}:${typeof value === 'object' && value !== null ? canonical(value) : JSON.stringify(value)}`
  }
  return text === '' ? '{}' : `${text}}`
}

/** What is sent to whom: salted digest of survey and recipients. How many an author expects is no part of it. */
export const contentOf = (
  lineage: string,
  surveyID: number,
  recipients:
    | {readonly filterType: 1}
    | {readonly filterType: 2; readonly person: Person}
    | {readonly filterType: 3; readonly existingFilterID: number},
): Digest => digestOf(canonical({lineage, surveyID, recipients}))
