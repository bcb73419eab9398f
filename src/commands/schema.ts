import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {didYouMean} from '../config/suggest.ts'
import {type ExitCode, exit, stop} from '../exit.ts'
import type {Context} from './context.ts'

const ending = '.schema.json'

/** The names of the schemas that are installed. */
export const schemaNames = (home: string): readonly string[] =>
  readdirSync(join(home, 'schemas'))
    .filter(file => file.endsWith(ending))
    .map(file => file.slice(0, -ending.length))
    .sort()

/** `fieldwork schema [NAME]`: a schema as it is installed, for editors and for whoever reads what commands print. */
export function schema({stdout}: Context, home: string, name = 'campaign'): ExitCode {
  const names = schemaNames(home)
  if (!names.includes(name)) {
    throw stop(exit.usage, {
      code: 'FW199',
      summary: 'There is no such schema',
      detail: `${JSON.stringify(name.slice(0, 40))} is the name of none.${didYouMean(name, names)}`,
      help: `There are ${names.join(', ')}.`,
    })
  }
  stdout.write(readFileSync(join(home, 'schemas', `${name}${ending}`), 'utf8'))
  return exit.done
}
