/** CPU time of this process so far, in milliseconds. */
const spent = (): number => {
  const {user, system} = process.cpuUsage()
  return (user + system) / 1000
}

/** A fixed piece of work, which takes some 50 ms on a machine of 2024. */
function piece(): number {
  let mixed = 1
  for (let round = 0; round < 50_000_000; round++) mixed = Math.imul(mixed ^ round, 0x9e3779b1)
  return mixed
}

/**
 * How much work something is: the CPU time that it takes in units of a fixed piece of work that is done beside it, so that neither a slow machine nor
 * a busy one counts. For bounds that tell a wrong order of growth, not a slow program.
 */
export async function effortOf<T>(work: () => Promise<T> | T): Promise<{readonly value: T; readonly effort: number}> {
  const begun = spent()
  const value = await work()
  const done = spent()
  piece()
  return {value, effort: (done - begun) / Math.max(1, spent() - done)}
}
