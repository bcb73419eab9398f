import {type Line, line, toned} from './line.ts'

/** What came of the question, for good. */
export const verdictLine = (approved: boolean): Line =>
  line(approved ? toned('send', '✓ Approved.') : toned('wait', '! Not approved: nothing is sent.'))
