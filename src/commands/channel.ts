/** A stream that is pushed into on one side and read on the other. */
export interface Channel<T> extends AsyncIterable<T> {
  push(value: T): void
  end(): void
}

/** An open channel; what is pushed before somebody reads is kept. */
export function channel<T>(): Channel<T> {
  const waiting: T[] = []
  let ended = false
  let wake = (): void => {}
  return {
    push: value => {
      waiting.push(value)
      wake()
    },
    end: () => {
      ended = true
      wake()
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        yield* waiting.splice(0)
        if (waiting.length > 0) continue
        if (ended) return
        await new Promise<void>(resolve => {
          wake = resolve
        })
      }
    },
  }
}
