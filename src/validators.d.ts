/** Standalone validators, made from schemas/ by the build. */
export interface SchemaError {
  readonly instancePath: string
  readonly schemaPath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message?: string
  readonly schema?: unknown
  readonly parentSchema?: Readonly<Record<string, unknown>>
  readonly data?: unknown
}
export interface Validator {
  (value: unknown): boolean
  errors?: readonly SchemaError[] | null
}
export const validateCampaign: Validator
export const validateProject: Validator
export const validateMember: Validator
export const validateLock: Validator
export const validatePin: Validator
export const validateApiFilter: Validator
export const validateApiSurvey: Validator
export const validatePlan: Validator
export const validateEntry: Validator
export const validateEvents: Validator
export const validateStatus: Validator
export const validateApiBatch: Validator
export const validateApiBatchCreated: Validator
export const validateApiMembersAdded: Validator
export const validateApiError: Validator
export const validateDiagnostics: Validator
export const validateDoubts: Validator
export const validateDoctor: Validator
export const validateFormatted: Validator
export const validateHistory: Validator
export const validateRecorded: Validator
export const validateResolve: Validator
