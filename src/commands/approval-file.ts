import {reasonOf} from '../os-error.ts'
import {givenFile} from './given-file.ts'
import {refuse} from './resolution.ts'

/** One send that a file approves of being sent again. */
export interface Approved {
  readonly address: unknown
  readonly seq: unknown
}

/** What an approval file names: one send, or a list of them. Throws `Stop` (10) where it can't be read. */
export function readApproval(path: string): readonly Approved[] {
  const approval = parsed(path)
  const list = Array.isArray(approval) ? (approval as readonly unknown[]) : [approval]
  return list.filter((each): each is Approved => typeof each === 'object' && each !== null && 'address' in each && 'seq' in each)
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(givenFile(path, 1_048_576).toString('utf8'))
  } catch (error) {
    const why = error instanceof SyntaxError ? "it isn't JSON" : reasonOf(error)
    throw refuse(
      'FW179',
      'The approval can not be read',
      `${path}: ${why}.`,
      'It has to be JSON such as {"address": "q3-pulse/main", "seq": 12}',
    )
  }
}
