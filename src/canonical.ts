import {hash as sha256} from 'node:crypto'
import serialise from 'canonicalize'
import type {Digest} from './address.ts'

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | {readonly [key: string]: Json | undefined}

/** RFC 8785: equal values give equal text, whatever the order of their keys. Keys that are undefined are left out. */
export function canonical(value: unknown): string {
  const text = serialise(value)
  if (text === undefined) throw new TypeError('only JSON has a canonical form')
  return text
}

/** SHA-256 of text (as UTF-8) or bytes, in 64 hexadecimal digits. */
export const hex = (data: string | Uint8Array): string => sha256('sha256', data, 'hex')

/** `sha256:…` of text or bytes. */
export const digestOf = (data: string | Uint8Array): Digest => `sha256:${hex(data)}` as Digest
