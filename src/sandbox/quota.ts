/** How many calls the sandbox takes. */
export interface Quota {
  /** Counts one call: `rate` if it is one too many in the last 60 s, `allowance` if all are spent. */
  call(): 'rate' | 'allowance' | undefined
}

const minute = 60_000

/** Undefined limits are no limits. A call that is turned away for the rate doesn't count against it. */
export function createQuota(callsPerMinute: number | undefined, allowance: number | undefined, now: () => number): Quota {
  const recent: number[] = []
  let spent = 0
  return {
    call: () => {
      if (allowance !== undefined && spent >= allowance) return 'allowance'
      const time = now()
      while (recent[0] !== undefined && recent[0] <= time - minute) recent.shift()
      if (callsPerMinute !== undefined && recent.length >= callsPerMinute) return 'rate'
      recent.push(time)
      spent++
      return undefined
    },
  }
}
