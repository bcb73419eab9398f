import {anything, boolean, byKey, emailAddress, exactly, integer, list, object, panelTime, positive, text} from './shapes.ts'

const points = object({completionPoints: integer, quotaPoints: integer, terminationPoints: integer})

/** Body of POST /micropanel/batches as documented; any other key is refused. */
export const batchBody = object(
  {
    compose: object(
      {
        surveyID: positive,
        surveyAlias: text,
        surveyLength: integer,
        surveyLanguageID: integer,
        templateID: positive,
        templateLanguageID: integer,
        allowMultipleResponses: boolean,
        incentives: points,
      },
      ['surveyID', 'templateID'],
    ),
    recipients: byKey('filterType', {
      1: object({filterType: exactly(1)}),
      2: object({filterType: exactly(2), emailAddress}, ['emailAddress']),
      3: object({filterType: exactly(3), existingFilterID: positive}, ['existingFilterID']),
    }),
    send: object({
      deliveryOptions: object({
        automaticClosure: object({enabled: boolean, closureDateTime: panelTime, responseQuota: positive}, ['enabled']),
      }),
      notification: object({enableEmailInvitation: boolean}, ['enableEmailInvitation']),
    }),
  },
  ['compose', 'recipients'],
)

const fields = [
  'firstName',
  'middleName',
  'lastName',
  'birthday',
  'profileCompleteDate',
  'zipCode',
  'city',
  'address1',
  'address2',
  'status',
  'creationDate',
  'source',
  'lastLoginTimestamp',
  'unsubscribeDate',
  'qPointValue',
  'moderator',
  'customSource',
  'selectedLanguage',
  'deviceType',
  'mobileNumber',
  'username',
  'password',
  'referID',
  'custom1',
  'custom2',
  'custom3',
  'custom4',
  'custom5',
]

/** Body of POST /micropanel/members as documented: an array; any other key is refused. */
export const membersBody = list(
  object(
    {
      // The documentation names these fields and shows no kind for them.
      ...Object.fromEntries(fields.map(name => [name, anything])),
      emailAddress,
      statusType: integer,
      profileFields: list(object({profileFieldId: integer, value: anything}, ['profileFieldId', 'value'])),
    },
    ['emailAddress'],
  ),
)
