import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {build} from 'esbuild'
import {inTerminalOf, type Terminal} from '../support/terminal.ts'

const root = join(import.meta.dirname, '../..')

/** Runs a program (TypeScript, in which `src/` is the project's) in a real terminal of the given size. */
export async function inTerminal(program: string, columns = 80, rows = 24): Promise<Terminal> {
  const folder = mkdtempSync(join(tmpdir(), 'fieldwork-screen-'))
  const file = join(folder, 'program.mjs')
  await build({
    stdin: {contents: program, resolveDir: root, loader: 'tsx'},
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    jsx: 'automatic',
    define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"', __VERSION__: '"0.0.0-test"'},
    alias: {'react-devtools-core': join(root, 'scripts/no-devtools.mjs')},
    banner: {js: "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);"},
  })
  const started = inTerminalOf([file], {columns, rows})
  return {...started, exit: started.exit.finally(() => rmSync(folder, {recursive: true, force: true}))}
}
