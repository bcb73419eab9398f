import {spawn} from 'node:child_process'
import {open} from 'node:fs/promises'
import {platform} from 'node:os'
import {resolve} from 'node:path'
import type {KeySource} from '../config/campaign.ts'
import {exit, type Stop, stop} from '../exit.ts'

/** The built-in sandbox's key. It opens nothing else. */
export const sandboxKey = 'sandbox-key'

export interface KeyWorld {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Folder that relative paths and commands start from. */
  readonly root: string
}

/** Longest key that is read, in bytes. */
const longest = 4096

/** The API key that a source names. Throws `Stop` (9) that says where it was looked for, never what was found. */
export async function resolveKey(source: KeySource, world: KeyWorld): Promise<string> {
  if ('sandbox' in source) return sandboxKey
  if ('env' in source) return usable(fromEnvironment(source.env, world), `the environment variable ${source.env}`)
  if ('file' in source) return usable(await fromFile(resolve(world.root, source.file)), `the file ${source.file}`)
  return usable(await fromCommand(source.command, world), `the command ${source.command[0]}`)
}

function fromEnvironment(name: string, {env}: KeyWorld): string {
  const value = env[name]
  if (value === undefined || value === '') throw missing(`The environment variable ${name} is not set.`, `Set ${name}.`)
  return value
}

async function fromFile(path: string): Promise<string> {
  try {
    const file = await open(path, 'r')
    try {
      const {mode, size} = await file.stat()
      // Windows keeps permissions elsewhere and always reports these bits as set.
      if (platform() !== 'win32' && (mode & 0o077) !== 0) throw exposed(path, mode)
      if (size > longest) throw missing(`${path} is too long to hold a key.`)
      return withoutNewline(await file.readFile('utf8'))
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.name !== 'Stop')
      throw missing(`${path} cannot be read (${error.code}).`)
    throw error
  }
}

/** What a program prints. It may ask on the terminal: only its standard output is ours. */
async function fromCommand([program = '', ...args]: readonly string[], {env, root}: KeyWorld): Promise<string> {
  const printed: Buffer[] = []
  const failure = await new Promise<string | undefined>((settle, reject) => {
    const child = spawn(program, args, {cwd: root, env: {...env}, stdio: ['inherit', 'pipe', 'inherit'], timeout: 60_000})
    child.stdout.on('data', (chunk: Buffer) => printed.push(chunk))
    child.once('error', reject)
    child.once('close', (code, signal) => settle(code === 0 ? undefined : `exit ${code ?? signal}`))
  }).catch((error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : 'it did not start'))
  if (failure !== undefined) throw missing(`The command ${program} failed (${failure}).`)
  return withoutNewline(Buffer.concat(printed).toString('utf8'))
}

const withoutNewline = (text: string): string => text.replace(/\r?\n$/, '')

/** Only what a header carries as it is: visible ASCII. */
function usable(key: string, place: string): string {
  if (/^[\x21-\x7e]+$/.test(key) && key.length <= longest) return key
  throw stop(exit.refused, {
    code: 'FW402',
    summary: 'The API key cannot be used',
    detail: `What ${place} gives is empty, too long, or has spaces, line breaks or other characters that no key has.`,
    help: 'Copy the key again from the web interface, without quotes or line breaks.',
  })
}

const missing = (detail: string, help?: string): Stop =>
  stop(exit.refused, {code: 'FW401', summary: 'There is no API key', detail, ...(help !== undefined && {help})})

const exposed = (path: string, mode: number): Stop =>
  stop(exit.refused, {
    code: 'FW403',
    summary: 'The key file is open to others',
    detail: `${path} has mode ${(mode & 0o777).toString(8).padStart(4, '0')}; a key file must be readable by its owner only.`,
    help: `Run: chmod 600 ${path}`,
  })
