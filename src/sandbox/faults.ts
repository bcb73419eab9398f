/** What the sandbox can be told to do wrong. What each does stands in docs/sandbox.md. */
export const faultNames = [
  'lost-answer',
  'reset-before',
  'error-500-after-commit',
  'html-502',
  'rate-429',
  'allowance-429',
  'refused-400',
  'forbidden-403',
  'truncated-200',
  'other-shape',
  'hang',
  'redirect-307',
  'error-in-200',
] as const
export type FaultName = (typeof faultNames)[number]

/** Which calls a fault meets: POST batches, POST members, GET a batch. */
export type FaultScope = 'batches' | 'members' | 'status'

export interface Fault {
  readonly scope: FaultScope
  readonly name: FaultName
  /** Which matching call from now on: 1 is the next one. */
  readonly nth: number
}

const syntax = /^(?:(batches|members|status):)?([a-z0-9-]+)(?:@([1-9][0-9]{0,5}))?$/

/** Reads `[SCOPE:]NAME[@N]`: the Nth matching call, POST /micropanel/batches and the next one unless told otherwise. Undefined if it is none. */
export function parseFault(text: string): Fault | undefined {
  const [, scope = 'batches', written = '', nth = '1'] = syntax.exec(text) ?? []
  const name = faultNames.find(known => known === written)
  return name === undefined ? undefined : {scope: scope as FaultScope, name, nth: Number(nth)}
}

/** The faults that wait for their call. */
export interface Faults {
  add(fault: Fault): void
  /** Counts one call, and gives the fault that it meets. */
  meet(scope: FaultScope): FaultName | undefined
}

/** Each fault strikes once; of several that are due, the first added does and the others wait for the next call. */
export function createFaults(): Faults {
  const waiting: {readonly fault: Fault; calls: number}[] = []
  return {
    add: fault => waiting.push({fault, calls: 0}),
    meet: scope => {
      const same = waiting.filter(({fault}) => fault.scope === scope)
      for (const each of same) each.calls++
      const due = same.find(({fault, calls}) => calls >= fault.nth)
      if (due) waiting.splice(waiting.indexOf(due), 1)
      return due?.fault.name
    },
  }
}
