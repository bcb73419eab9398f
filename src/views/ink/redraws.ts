/** Drawings that are asked for more often than anybody can see. */
export interface Redraws {
  /** Draws once, shortly, however often it is asked for. */
  readonly soon: () => void
  /** Draws now; what was asked for is done with it. */
  readonly now: () => void
  readonly stop: () => void
}

const redrawMs = 100

/** Spares drawings. */
export function redraws(draw: () => void): Redraws {
  let pending: NodeJS.Timeout | undefined
  const stop = () => {
    clearTimeout(pending)
    pending = undefined
  }
  const now = () => {
    stop()
    draw()
  }
  return {
    now,
    stop,
    soon: () => {
      pending ??= setTimeout(now, redrawMs)
    },
  }
}
