import {personOf} from '../../src/people/digests.ts'
import type {Plan} from '../../src/plan/model.ts'
import {lineage} from './scene.ts'

const names = ['ada', 'bob', 'cyd', 'dee', 'eve', 'fay']
const digests = new Map(names.map(name => [personOf(lineage, `${name}@example.com`) as string, name]))

/** A text with names in place of people's digests. */
export const named = (text: string): string => text.replace(/#([0-9a-f]{32})/g, (all, digest) => `#${digests.get(digest) ?? all}`)

/** A plan as one line a row: what it does, holds, waits for, and knows. */
export function shown({actions, held, waiting, inDoubt, unchanged}: Plan): readonly string[] {
  const many = (count: number): string => (count > 1 ? ` ×${count}` : '')
  return [
    ...actions.map(action =>
      action.type === 'add-members'
        ? `add ${action.address} ${action.count}/${action.listed}`
        : `send ${action.address} ${action.cause} ${action.round}${action.reason === undefined ? '' : ` (${action.reason})`}`,
    ),
    ...held.map(({address, reason, count}) => `held ${address} ${reason}${many(count)}`),
    ...waiting.map(({address, reason, count}) => `wait ${address} ${reason}${many(count)}`),
    ...inDoubt.map(({address}) => `doubt ${address}`),
    ...unchanged.map(({address, count}) => `same ${address}${many(count)}`),
  ].map(named)
}
