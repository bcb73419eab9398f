/** A batch as the sandbox remembers it. */
export interface SandboxBatch {
  readonly id: number
  readonly surveyID: number
  /** The body that made it, parsed. */
  readonly request: Readonly<Record<string, unknown>>
  /** Milliseconds since 1970 in UTC. */
  readonly createdAt: number
  /** How often it was read. */
  reads: number
}

export interface MemoryOptions {
  readonly firstId: number
  readonly members: Iterable<string>
  /** Time from creation to "Delivery Successful" in milliseconds; without it, each read is one step. */
  readonly deliveryMs: number | undefined
  readonly now: () => number
}

/** What the sandbox knows: who is in the panel, and which batches were made. */
export interface Memory {
  readonly batches: readonly SandboxBatch[]
  /** Addresses in lower case, and the body that each came with. */
  readonly members: ReadonlyMap<string, unknown>
  createBatch(request: Readonly<Record<string, unknown>>): SandboxBatch
  /** The batch and its status, which moves on; undefined if there is none with this ID. */
  readBatch(id: number): {readonly batch: SandboxBatch; readonly status: string} | undefined
  /** Adds who isn't there; an address that is, counts as failed. */
  addMembers(members: readonly {readonly emailAddress: string}[]): {readonly added: number; readonly failed: number}
}

const statuses = ['Scheduled', 'Sending', 'Delivery Successful'] as const

export function createMemory({firstId, members: start, deliveryMs, now}: MemoryOptions): Memory {
  const batches: SandboxBatch[] = []
  const members = new Map<string, unknown>([...start].map(address => [address.toLowerCase(), {emailAddress: address}]))
  const statusOf = ({reads, createdAt}: SandboxBatch): string => {
    const step = deliveryMs === undefined ? reads - 1 : deliveryMs === 0 ? 2 : Math.floor(((now() - createdAt) * 2) / deliveryMs)
    return statuses[Math.max(0, Math.min(step, 2))] ?? 'Scheduled'
  }
  return {
    batches,
    members,
    createBatch: request => {
      const {surveyID} = request.compose as {readonly surveyID: number}
      const batch = {id: firstId + batches.length, surveyID, request, createdAt: now(), reads: 0}
      batches.push(batch)
      return batch
    },
    readBatch: id => {
      const batch = batches.find(each => each.id === id)
      if (!batch) return undefined
      batch.reads++
      return {batch, status: statusOf(batch)}
    },
    addMembers: many => {
      const before = members.size
      for (const member of many) {
        const address = member.emailAddress.toLowerCase()
        if (!members.has(address)) members.set(address, member)
      }
      const added = members.size - before
      return {added, failed: many.length - added}
    },
  }
}
