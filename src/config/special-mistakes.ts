import type {Diagnostic, Span} from '../diagnostics.ts'
import {mistake} from './codes.ts'
import {quoted} from './quoted.ts'
import {hosts} from './server.ts'
import {nearest} from './suggest.ts'

/** A field in `columns` or `where` that the API's member doesn't have. */
export const noField = (name: string, fields: readonly string[], span: Span): Diagnostic => {
  const near = nearest(name, fields)
  return mistake('FW012', {
    span,
    detail: `${quoted(name)} is not a field of the API's member.${near ? ` Did you mean "${near}"?` : ''}`,
    help: near
      ? `Write ${near}`
      : name.startsWith('profileField')
        ? 'Write profileFields.2178 with the number of the field in your panel.'
        : `Fields are ${fields.slice(0, 4).join(', ')}, and others of the API's member.`,
  })
}

/** Whether a wave is to be repeated. */
export const isRepeatInWave = (instancePath: string, key: string): boolean =>
  key === 'repeat' && /^\/waves\/[^/]+\/(?:batches\/[^/]+\/)?schedule$/.test(instancePath)

/** A rule that makes waves where they are named. */
export const repeatAmongWaves = (span: Span): Diagnostic =>
  mistake('FW039', {
    span,
    detail: 'Waves are named here, and "repeat" would make others by a rule.',
    help: 'Keep one of them: waves, or repeat.',
  })

/** A store of a later version. */
export const storeNotBuilt = (span: Span, data: unknown): Diagnostic =>
  mistake('FW018', {
    span,
    detail: `The store ${quoted(data)} can't be used in this version.`,
    help: 'Write store: local',
  })

/** Everyone without a number. */
export const everyoneNeeds = (span: Span): Diagnostic =>
  mistake('FW028', {
    span,
    detail: 'This would invite every verified member of the panel, so the number of people that you expect must stand here.',
    help: 'Write everyone: {expect: 4812} with your number.',
  })

/** Whether a panel's key is meant to name its server. */
export const isServer = (instancePath: string, key: string): boolean =>
  /^\/panels\/[^/]+$/.test(instancePath) && /^(?:base|api)?[-_]?(?:url|host|server)$/i.test(key)

/** A server in a file: whoever changes the file could have the key sent there. */
export function serverInFile(key: string, panel: unknown, span: Span): Diagnostic {
  const written = String(Object(panel)[key])
  const own = Object.entries(hosts).find(([, host]) => written.includes(host.slice('https://'.length)))?.[0]
  // A panel of nothing else would be left empty.
  const inPlace = !Object.hasOwn(Object(panel), 'dataCenter') && (own !== undefined || Object.keys(Object(panel)).length === 1)
  return mistake('FW012', {
    span,
    detail: `${quoted(key)}: a server is never named in a file; a panel states its data centre.`,
    help: `${inPlace ? `Write dataCenter: ${own ?? 'us'} in place of ${quoted(key)}` : `Remove ${quoted(key)} and its value`}. For another server set FIELDWORK_URL, or give --url.`,
  })
}

/** Says of a key in a file what to do, without showing it. */
const keyWords = {
  detail: "A key doesn't belong in a file: files are shared. State where the key is read from.",
  help: 'Write apiKey: {env: QUESTIONPRO_API_KEY} (or file, or command). If this was a real key, replace it in QuestionPro.',
}
/** Whether a key may have been written at this place. */
export const isKey = (instancePath: string): boolean => /^\/panels\/[^/]+\/apiKey(?:\/env)?$/.test(instancePath)

/** Where a key may stand on the line, the line isn't shown. */
export const withoutSecret = <T extends object>(instancePath: string, span: T): T =>
  instancePath.includes('/apiKey') ? {...span, frame: []} : span

/** A key in a file. */
export const keyInFile = (span: Span): Diagnostic => mistake('FW071', {span, ...keyWords})
