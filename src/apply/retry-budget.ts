/** How often a run may try again what failed. */
export interface RetryBudget {
  /** A call was answered. */
  answered(): void
  /** Takes one more try, if there is one left. */
  spend(): boolean
}

const begun = 10
const callsForOne = 10

/**
 * Ten tries again, and one more for each ten calls that were answered: so a call that fails now and then is mended, and a server in trouble gets a few calls more
 * and not several times as many. Once it is spent, the first failure counts. Waiting after a 429 costs nothing: there the server has said when.
 */
export function newRetryBudget(): RetryBudget {
  let [answered, spent] = [0, 0]
  return {
    answered: () => void answered++,
    spend: () => {
      if (spent >= begun + Math.floor(answered / callsForOne)) return false
      spent++
      return true
    },
  }
}
