/** What a file may hold. Enough for any campaign; far from what could hang a run. */
export const yamlLimits = {bytes: 1024 * 1024, levels: 32, nodes: 20_000, rounds: 10_000, aliases: 100, mistakes: 20} as const

/** Kinds of YAML's own pieces, each of which costs at least one value or is punctuation between values. */
const counted: ReadonlySet<string> = new Set([
  'scalar',
  'single-quoted-scalar',
  'double-quoted-scalar',
  'block-scalar',
  'alias',
  'flow-map-start',
  'flow-seq-start',
  'seq-item-ind',
  'explicit-key-ind',
  'map-value-ind',
  'comma',
  'anchor',
  'doc-start',
])

/** Counts pieces, and says when there are more of one kind than values are allowed. */
export function pieceCounter(): (kind: string | null) => boolean {
  const counts = new Map<string, number>()
  return kind => {
    if (kind === null || !counted.has(kind)) return true
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    // Keys and values are both scalars.
    return count <= yamlLimits.nodes * (kind === 'scalar' ? 2 : 1)
  }
}
