declare const brand: unique symbol
/** A moment as ISO 8601 text in UTC, whole seconds without a fraction: `2031-12-10T13:43:00Z`. */
export type Instant = string & {readonly [brand]: 'Instant'}
/** A span of time in milliseconds. */
export type Milliseconds = number

/** The instant `ms` milliseconds after 1970-01-01T00:00Z. */
export const instant = (ms: number): Instant => new Date(ms).toISOString().replace('.000Z', 'Z') as Instant
/** Milliseconds since 1970-01-01T00:00Z. */
export const millis = (at: Instant): number => Date.parse(at)
