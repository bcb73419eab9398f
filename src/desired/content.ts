import type {Digest, Person} from '../address.ts'
import {canonical, digestOf} from '../canonical.ts'

/** What is sent to whom: salted digest of survey and recipients. How many an author expects is no part of it. */
export const contentOf = (
  lineage: string,
  surveyID: number,
  recipients:
    | {readonly filterType: 1}
    | {readonly filterType: 2; readonly person: Person}
    | {readonly filterType: 3; readonly existingFilterID: number},
): Digest => digestOf(canonical({lineage, surveyID, recipients}))
