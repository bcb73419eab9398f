import {readFileSync} from 'node:fs'
import {resolve} from 'node:path'
import {sandboxKey} from '../api/key.ts'
import type {KeySource, Project} from '../config/campaign.ts'
import type {Context} from './context.ts'

/**
 * A reason as the journal keeps it: whoever reads it there must find no e-mail address, no key and no control characters. A key that only a command knows
 * isn't asked for, and not looked for.
 */
export function harmlessReason({env}: Context, {panel, root}: Pick<Project, 'panel' | 'root'>, text: string): string {
  const key = keyIn(panel.apiKey, env, root)
  return (key ? text.replaceAll(key, '[key]') : text)
    .replace(/[^\s@<>,;:"']+@[^\s@<>,;:"']+/g, '[address]')
    .replace(/\p{C}/gu, ' ')
    .slice(0, 500)
}

function keyIn(source: KeySource, env: Context['env'], root: string): string | undefined {
  if ('sandbox' in source) return sandboxKey
  if ('env' in source) return env[source.env]
  if ('command' in source) return undefined
  try {
    return readFileSync(resolve(root, source.file), 'utf8').trim()
  } catch (error) {
    // A key that can't be read can't have been copied from there either.
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}
