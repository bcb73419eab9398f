import type {Diagnostic} from '../diagnostics.ts'
import {mistake} from './codes.ts'
import {quoted} from './quoted.ts'
import {type SourceText, sourceText, spanAt} from './source-text.ts'
import {yamlLimits} from './yaml-limits.ts'

/** A file that is too large to be looked into. */
export const tooManyBytes = (file: string, bytes: number): Diagnostic =>
  mistake('FW002', {
    span: spanAt(sourceText(file, ''), 0, 0),
    detail: `It has ${bytes} bytes; ${yamlLimits.bytes} are allowed.`,
    help: 'Move members into a CSV file, or split the campaign.',
  })

/** A file without keys. */
export const nothingIn = (source: SourceText): Diagnostic =>
  mistake('FW009', {
    span: spanAt(source, 0, 0),
    detail: 'It holds no keys.',
    help:
      source.file === 'fieldwork.yaml'
        ? 'Write the panels in it, as in panels: {production: {dataCenter: us, timeZone: America/Los_Angeles}}, or delete it: then there is one panel, default.'
        : 'Write a campaign in it, or remove it.',
  })

/** A second document in one file. */
export const secondDocument = (source: SourceText, at: number): Diagnostic =>
  mistake('FW008', {
    span: spanAt(source, at, at + 3),
    detail: 'A second document begins here; one file is one campaign.',
    help: 'Move it into a file of its own, or remove the "---".',
  })

/** A tag or a directive. */
export const featureAt = (source: SourceText, at: number, lexeme: string): Diagnostic =>
  mistake('FW010', {
    span: spanAt(source, at, at + lexeme.trimEnd().length),
    detail: `${quoted(lexeme.trimEnd())} is a YAML ${lexeme.startsWith('%') ? 'directive' : 'tag'}; only plain values are read here.`,
    help: 'Remove it. Text that begins with "!" or "%" goes in quotes.',
  })

/** More than a file may hold. */
export const tooLarge = (source: SourceText, at: number, detail: string): Diagnostic =>
  mistake('FW006', {span: spanAt(source, at, at + 1), detail, help: 'Move members into a CSV file, or split the campaign.'})

/** A character that can't be seen. */
export const hiddenAt = (source: SourceText, start: number, end: number, name: string): Diagnostic =>
  mistake('FW004', {
    span: spanAt(source, start, end),
    detail: `${name} stands here: a character that can't be seen, or that changes how the text around it looks.`,
    help: 'Delete it and type the text again.',
  })

const tooDeep = `It is nested more than ${yamlLimits.levels} levels deep.`
const tooMany = `It holds more than ${yamlLimits.nodes} values.`

/** Why something is too large. */
export const sizeWords = (levels: number): string => (levels > yamlLimits.levels ? tooDeep : tooMany)
