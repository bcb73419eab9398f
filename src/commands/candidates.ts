import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Argument, Option} from '@commander-js/extra-typings'
import {faultNames} from '../sandbox/faults.ts'
import {shellOffers} from './completion-scripts.ts'
import type {Context} from './context.ts'
import {sectionsOf} from './explain.ts'
import {addresses, campaigns, doubts, panels} from './names-of-project.ts'
import {schemaNames} from './schema.ts'

/** Something that can be typed, and in a few words what it is. */
export interface Candidate {
  readonly value: string
  readonly says?: string
}

/** What is being typed, and in which world. */
export interface Asked {
  readonly context: Context
  /** Folder of the installed program. */
  readonly home: string
  /** What stands before the value in the same word. */
  readonly head: string
  /** The value so far. */
  readonly text: string
}

type Source = (asked: Asked) => readonly Candidate[] | Promise<readonly Candidate[]>

const files: Source = () => [{value: shellOffers.files}]

/** Where values come from, by the name that their definition gives them: `--panel <panel>`, `[address]`. Of those that aren't here nothing is known. */
const sources: Readonly<Record<string, Source>> = {
  panel: panels,
  campaign: campaigns,
  address: addresses,
  addresses,
  doubts,
  code: ({home}) =>
    sectionsOf(readFileSync(join(home, 'docs/diagnostics.md'), 'utf8')).map(({code, summary}) => ({value: code, says: summary})),
  schema: ({home}) => schemaNames(home).map(value => ({value})),
  fault: () => faultNames.map(value => ({value})),
  file: files,
  paths: files,
  'plan-or-paths': files,
  dir: () => [{value: shellOffers.folders}],
}

/** Values of which nothing can be known before they are typed. */
const free: readonly string[] = ['url', 'text', 'time', 'duration', 'number', 'batch-id']

/** Whether it is said where values of this name come from, or that nothing is known of them. */
export const isKnownValue = (name: string): boolean => Object.hasOwn(sources, name) || free.includes(name)

/** The name that a definition gives to the value of an option or argument; undefined where there is none. */
export const valueName = (of: Option | Argument): string | undefined =>
  'flags' in of ? /[<[]([\w-]+)(?:\.\.\.)?[>\]]/.exec(of.flags)?.[1] : of.name()

/** What can stand for an option's or argument's value. Of a list with commas the last one is completed. */
export async function candidatesFor(of: Option | Argument, asked: Asked): Promise<readonly Candidate[]> {
  const {head, text} = asked
  if (of.argChoices) return of.argChoices.map(value => ({value: head + value}))
  const source = sources[valueName(of) ?? '']
  const isList = 'flags' in of && valueName(of) === 'addresses'
  const before = isList ? text.slice(0, text.lastIndexOf(',') + 1) : ''
  const found = (await source?.({...asked, text: text.slice(before.length)})) ?? []
  return found.map(each => (each.value.startsWith(':') ? each : {...each, value: head + before + each.value}))
}
