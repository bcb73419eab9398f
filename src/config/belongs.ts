const compose = [
  'surveyID',
  'surveyAlias',
  'surveyLength',
  'surveyLanguageID',
  'templateID',
  'templateLanguageID',
  'allowMultipleResponses',
  'incentives',
]
const points = ['completionPoints', 'quotaPoints', 'terminationPoints']
const recipients = ['filter', 'email', 'emails', 'everyone']
const schedule = ['timeZone', 'sendAt', 'late', 'closeAt', 'closeAfter', 'responseQuota', 'emailInvitation', 'repeat']
const campaign = ['compose', 'recipients', 'schedule', 'batches', 'waves', 'formerly', 'distinct', 'resend', 'description']

const groups: readonly (readonly [string, readonly string[]])[] = [
  ['under compose', compose],
  ['under incentives', points],
  ['under recipients', recipients],
  ['under schedule', schedule],
  ['at the top of the file', campaign],
  ['under a batch of batches', ['after', 'reminds']],
]

/** Where in a campaign a key has its place: `under compose`. For keys that stand at the wrong level. */
export const belongs = (key: string): string | undefined => groups.find(([, keys]) => keys.includes(key))?.[0]
