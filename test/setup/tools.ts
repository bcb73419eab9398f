import {execFileSync} from 'node:child_process'
import {hasTool, type Tool} from '../support/tools.ts'

/** Debian's package of each program that some tests need. */
const packages: Readonly<Record<Tool, readonly string[]>> = {
  strace: ['strace'],
  spin: ['spin'],
  gcc: ['gcc', 'libc6-dev'],
  zsh: ['zsh'],
  fish: ['fish'],
}

/** Installs what is missing where that can be done (root, Debian); what can't be had is said, and its tests are skipped. */
export default function setup(): void {
  const missing = (Object.keys(packages) as Tool[]).filter(tool => !hasTool(tool))
  if (missing.length === 0) return
  if (process.getuid?.() === 0 && hasTool('apt-get')) {
    try {
      apt('update')
      apt('install', '-y', '--no-install-recommends', ...missing.flatMap(tool => packages[tool]))
    } catch (error) {
      console.warn(`apt-get failed: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  const still = missing.filter(tool => !hasTool(tool))
  if (still.length > 0) console.warn(`Not installed, so that their tests are skipped: ${still.join(', ')}.`)
}

const apt = (...args: readonly string[]): void => {
  execFileSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {...process.env, DEBIAN_FRONTEND: 'noninteractive'},
  })
}
