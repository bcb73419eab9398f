/** Something that is decided once, later. */
export interface Decision<T> {
  readonly made: Promise<T>
  readonly make: (value: T) => void
}

/** A decision that is still open. What is said after the first time is not heard. */
export function decision<T>(): Decision<T> {
  let make: (value: T) => void = () => undefined
  const made = new Promise<T>(resolve => {
    make = resolve
  })
  return {made, make}
}
