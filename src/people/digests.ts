import {hash as sha256} from 'node:crypto'
import type {Person, RowDigest} from '../address.ts'
import {canonical, type Json} from '../canonical.ts'

/** A member as the API takes it. */
export type MemberBody = {readonly [field: string]: Json}

/** A person of a panel: the first 32 hexadecimal digits of SHA-256(lineage LF normalised address). */
export const personOf = (lineage: string, address: string): Person =>
  sha256('sha256', `${lineage}\n${address}`, 'hex').slice(0, 32) as Person

/** The same digest as bytes, a letter each: of these the first sixteen tell a person. Quicker to make and to look up where there are millions. */
export const personBytes = (lineage: string, address: string): string => sha256('sha256', `${lineage}\n${address}`, 'binary')

/** A member's row: 16 hexadecimal digits of the salted digest of its canonical form. */
export const rowOf = (lineage: string, body: MemberBody): RowDigest =>
  sha256('sha256', `${lineage}\n${canonicalRow(body)}`, 'hex').slice(0, 16) as RowDigest

/** The canonical form of a row, put together field by field: a plan compares millions of them, and nearly all fields are plain text. */
function canonicalRow(body: MemberBody): string {
  let text = ''
  for (const field of Object.keys(body).sort()) {
    const value = body[field]
    if (value === undefined) continue
    text += `${text === '' ? '{' : ','}${JSON.stringify(field)}:${typeof value === 'object' && value !== null ? canonical(value) : JSON.stringify(value)}`
  }
  return text === '' ? '{}' : `${text}}`
}
