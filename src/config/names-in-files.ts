import {existsSync} from 'node:fs'
import {join} from 'node:path'
import type {Json} from '../canonical.ts'
import {stemOf} from './campaign-name.ts'
import {parseDocument} from './document.ts'
import {top} from './file-mistakes.ts'
import {bytesAt, campaignFiles, projectFile} from './project-files.ts'
import {yamlLimits} from './yaml-limits.ts'

/** Names as the files have them, whether they are valid or not: for whoever is still writing them. */
export interface NamesInFiles {
  readonly panels: readonly {readonly name: string; readonly formerly: readonly string[]}[]
  /** The panel that is meant when none is named. */
  readonly home: string
  readonly campaigns: readonly string[]
  /** The version of this program that the project asks for. */
  readonly requires?: string
  /** The author's zone, where the project states it. */
  readonly zone?: string
}

/** Reads the names of panels and campaigns. What can't be read is left out; nothing is told of it. */
export function namesInFiles(root: string): NamesInFiles {
  const project = existsSync(join(root, projectFile)) ? groupOf(valueAt(root, projectFile)) : {}
  const panels = Object.entries(groupOf(project.panels)).map(([name, panel]) => ({
    name,
    formerly: textsOf(groupOf(panel).formerly),
  }))
  const {defaultPanel, requires, timeZone} = project
  return {
    ...(typeof requires === 'string' && {requires}),
    ...(typeof timeZone === 'string' && {zone: timeZone}),
    panels: panels.length > 0 ? panels : [{name: 'default', formerly: []}],
    home: typeof defaultPanel === 'string' ? defaultPanel : (panels[0]?.name ?? 'default'),
    campaigns: campaignFiles(root, []).map(file => campaignAt(root, file)),
  }
}

function campaignAt(root: string, file: string): string {
  const bytes = bytesOf(root, file)
  // Most files state no name, and reading them whole would take the time that nobody has who waits for a name.
  const {campaign} = bytes?.includes('campaign') ? groupOf(valueIn(file, bytes)) : {}
  return typeof campaign === 'string' ? campaign : stemOf(file)
}

function valueAt(root: string, file: string): Json | undefined {
  const bytes = bytesOf(root, file)
  return bytes && valueIn(file, bytes)
}

function bytesOf(root: string, file: string): Buffer | undefined {
  const bytes = bytesAt(root, file, yamlLimits.bytes, top(file))
  return bytes.ok ? bytes.value : undefined
}

function valueIn(file: string, bytes: Buffer): Json | undefined {
  const read = parseDocument(file, bytes)
  return read.ok ? read.value.value : undefined
}

const groupOf = (value: Json | undefined): {readonly [key: string]: Json | undefined} =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as {readonly [key: string]: Json | undefined})
    : {}

const textsOf = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : []
