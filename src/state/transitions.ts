import type {Standing} from './state.ts'

/** What a record can say of a try. Verdicts are a person's words. */
export type Fact =
  | 'created'
  | 'refused'
  | 'in-doubt'
  | 'verdict:created'
  | 'verdict:sent-without-id'
  | 'verdict:not-sent'
  | 'verdict:abandoned'

interface Transition {
  readonly to: Standing
  /** The fact contradicts what was known: it is kept and reported. */
  readonly alarm?: true
}
const to = (standing: Standing): Transition => ({to: standing})
const alarm = (standing: Standing): Transition => ({to: standing, alarm: true})

const whileUnknown: Record<Fact, Transition> = {
  created: to('created'),
  refused: to('refused'),
  'in-doubt': to('in-doubt'),
  'verdict:created': to('created'),
  'verdict:sent-without-id': to('sent-without-id'),
  'verdict:not-sent': to('not-sent'),
  'verdict:abandoned': to('abandoned'),
}

/**
 * Where each fact leads from each standing. Total on purpose: a late fact is recorded and never makes a journal unreadable,
 * and none leads from "went out" back to "may be sent".
 */
export const transitions: Record<Standing, Record<Fact, Transition>> = {
  open: whileUnknown,
  'in-doubt': whileUnknown,
  created: {
    created: to('created'),
    refused: alarm('created'),
    'in-doubt': to('created'),
    'verdict:created': to('created'),
    'verdict:sent-without-id': to('created'),
    'verdict:not-sent': alarm('created'),
    'verdict:abandoned': to('created'),
  },
  'sent-without-id': {
    created: to('created'),
    refused: alarm('sent-without-id'),
    'in-doubt': to('sent-without-id'),
    'verdict:created': to('created'),
    'verdict:sent-without-id': to('sent-without-id'),
    'verdict:not-sent': alarm('sent-without-id'),
    'verdict:abandoned': to('sent-without-id'),
  },
  refused: {
    created: alarm('created'),
    refused: to('refused'),
    'in-doubt': alarm('in-doubt'),
    'verdict:created': alarm('created'),
    'verdict:sent-without-id': alarm('sent-without-id'),
    'verdict:not-sent': to('refused'),
    'verdict:abandoned': to('abandoned'),
  },
  'not-sent': {
    created: alarm('created'),
    refused: to('refused'),
    // The runner that was thought to be gone has come back and doesn't know either: that is in doubt again.
    'in-doubt': alarm('in-doubt'),
    'verdict:created': alarm('created'),
    'verdict:sent-without-id': alarm('sent-without-id'),
    'verdict:not-sent': to('not-sent'),
    'verdict:abandoned': to('abandoned'),
  },
  abandoned: {
    created: alarm('created'),
    refused: to('refused'),
    'in-doubt': to('abandoned'),
    'verdict:created': to('created'),
    'verdict:sent-without-id': to('sent-without-id'),
    'verdict:not-sent': to('not-sent'),
    'verdict:abandoned': to('abandoned'),
  },
}
