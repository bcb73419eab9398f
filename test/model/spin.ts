import {execFile} from 'node:child_process'
import {copyFileSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {tables} from './promela.ts'

/** One model with what it is bounded to, and which safeguards are taken out of it. */
export interface Exploration {
  readonly model: 'sending' | 'journal' | 'append'
  readonly defines: readonly string[]
  /** The tables that it works by, where they aren't the code's own. */
  readonly tables?: string
  /** How it is searched: quick to compile where little is visited, level by level where the shortest way counts, packed where there are millions of states. */
  readonly search?: 'quick' | 'shortest' | 'packed'
}

/** What spin found. */
export interface Explored {
  readonly states: number
  /** Every state was visited: no bound of spin's own cut the search off. */
  readonly whole: boolean
  /** The assertion that fails, as the model words it after its macros. */
  readonly violated?: string
  /** The run of events that leads there: its steps, the last ones in spin's words. */
  readonly trail?: {readonly steps: number; readonly text: string}
}

/** Ways of visiting every state; none of them forgets one. */
const searches = {
  quick: ['-O1'],
  shortest: ['-O0', '-DBFS'],
  packed: ['-O2', '-DCOLLAPSE'],
} as const

const incomplete = /Search not completed|max search depth too small|out of memory|reached -DMEMLIM|hash-table|truncated/

/** Has spin explore a model, in a folder of its own. */
export async function explore({model, defines, tables: given, search = 'quick'}: Exploration): Promise<Explored> {
  const folder = mkdtempSync(join(tmpdir(), 'fieldwork-model-'))
  try {
    copyFileSync(fileURLToPath(new URL(`${model}.pml`, import.meta.url)), join(folder, 'model.pml'))
    writeFileSync(join(folder, 'tables.pml'), given ?? tables())
    const flags = defines.map(each => `-D${each}`)
    await run(folder, 'spin', ['-a', ...flags, 'model.pml'])
    await run(folder, 'gcc', [...searches[search], '-w', '-DSAFETY', '-DMEMLIM=16000', '-o', 'pan', 'pan.c'])
    const out = await run(folder, './pan', ['-E', '-m5000000'])
    const violated = /^pan:1: (.*) \(at depth/m.exec(out)?.[1]
    return {
      states: Number(/^\s*(\d+) states, stored/m.exec(out)?.[1] ?? 0),
      whole: /^Full statespace search for:/m.test(out) && /errors: 0$/m.test(out) && !incomplete.test(out),
      ...(violated !== undefined && {violated, trail: trailOf(await run(folder, 'spin', ['-t', '-p', ...flags, 'model.pml']))}),
    }
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
}

function trailOf(text: string): NonNullable<Explored['trail']> {
  const steps = text.split('\n').filter(line => /^\s*\d+:\s+proc/.test(line) && !/\[(?:else|goto :|break|\(1\))/.test(line))
  return {steps: steps.length, text: steps.slice(-80).join('\n')}
}

/** What a program writes; pan's exit code says nothing that its words don't. */
const run = (cwd: string, command: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(command, args, {cwd, maxBuffer: 1 << 28}, (error, stdout, stderr) => {
      if (error && command !== './pan') reject(new Error(`${command} ${args.join(' ')}: ${error.message}\n${stdout}${stderr}`))
      else resolve(`${stdout}${stderr}`)
    })
  })
