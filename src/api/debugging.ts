import {exit, stop} from '../exit.ts'

/** Parts of Node and undici that print what goes over the wire, the objects that carry it, or the environment that a program is started with. */
const talkative = ['http', 'https', 'http2', 'net', 'tls', 'stream', 'undici', 'fetch', 'child_process']

/** Stops where NODE_DEBUG would make Node print requests, and so the key. */
export function refuseDebugging(env: Readonly<Record<string, string | undefined>>): void {
  const sections = (env.NODE_DEBUG ?? '').split(',').map(section => section.trim())
  if (!sections.some(section => section !== '' && talkative.some(part => matches(section, part)))) return
  throw stop(exit.invalid, {
    code: 'FW405',
    summary: 'NODE_DEBUG would print the API key',
    detail: `It asks for ${talkative.join(', ')} or a pattern that takes in one of them.`,
    help: 'Unset NODE_DEBUG and run the command again.',
  })
}

/** As Node reads it: any case, `*` for anything. */
const matches = (section: string, part: string): boolean =>
  new RegExp(`^${section.replace(/[|\\{}()[\]^$+?.]/g, '\\$&').replaceAll('*', '.*')}$`, 'i').test(part)
