import {execFileSync} from 'node:child_process'
import {chmodSync, mkdirSync, writeFileSync} from 'node:fs'
import {delimiter, join} from 'node:path'
import {afterEach, expect, test} from 'vitest'
import {type Shell, scripts, shells} from '../../src/commands/completion-scripts.ts'
import {type TestPanel, testPanel, toFilter} from '../support/panel.ts'
import {cli} from '../support/program.ts'
import {inTerminalOf, type Terminal} from '../support/terminal.ts'
import {hasTool} from '../support/tools.ts'

const waves = `${toFilter(8)}waves:
  2026-q4: {schedule: {sendAt: 2031-12-01 09:00}}
  2027-q1: {schedule: {sendAt: 2032-03-01 09:00}}
`

/** A project, and the program on the path under its own name; both are gone after the test. */
async function scene(): Promise<TestPanel & {readonly env: Readonly<Record<string, string>>}> {
  const panel = await testPanel({
    'campaigns/tracker.yaml': waves,
    'campaigns/pilot.yaml': 'compose: {surveyID: 7, templateID: 1}\nrecipients: {email: ada@example.com}\n',
    'my folder/a.txt': '',
  })
  const bin = join(panel.root, '..', 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'fieldwork'), `#!/bin/sh\nexec '${process.execPath}' '${cli}' "$@"\n`)
  chmodSync(join(bin, 'fieldwork'), 0o755)
  const home = join(panel.root, '..')
  const path = `${bin}${delimiter}${process.env.PATH ?? ''}`
  return {
    ...panel,
    env: {PATH: path, HOME: home, ZDOTDIR: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, XDG_STATE_HOME: panel.memory},
  }
}

test.each(shells)('%s: the script is printed, and nothing else', async shell => {
  const panel = await testPanel({})
  expect(await panel.run(['completion', shell])).toEqual({code: 0, signal: null, out: scripts[shell], err: ''})
  expect(await panel.run(['completion', 'tcsh'])).toMatchObject({code: 64, out: ''})
})

/** What bash would show for a line with the cursor at its end, cut into words as it cuts them. */
const askBash = (
  root: string,
  env: Readonly<Record<string, string>>,
  words: readonly string[],
  line: string,
): readonly string[] => {
  const script = `source <(fieldwork completion bash); COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE=$LINE COMP_POINT=\${#LINE}
_fieldwork; printf '%s\\n' "\${COMPREPLY[@]}"`
  const out = execFileSync('bash', ['--noprofile', '--norc', '-c', script, 'bash', ...words], {
    cwd: root,
    env: {...env, LINE: line},
  })
  return out.toString().split('\n').filter(Boolean)
}

test.skipIf(!hasTool('bash'))(
  'bash: the function puts words together that bash has cut, and answers with what stands behind the cut',
  async () => {
    const {root, env} = await scene()
    const plain = (...words: readonly string[]) => askBash(root, env, words, words.join(' '))
    expect(plain('fieldwork', 'res')).toEqual(['resolve', 'resume'])
    expect(plain('fieldwork', 'status', 'tr')).toEqual(['tracker/main@2026-q4', 'tracker/main@2027-q1'])
    expect(askBash(root, env, ['fieldwork', 'status', 'tracker/main', '@2'], 'fieldwork status tracker/main@2')).toEqual([
      '@2026-q4',
      '@2027-q1',
    ])
    expect(
      askBash(root, env, ['fieldwork', 'plan', '--only', '=', 'pilot/main,t'], 'fieldwork plan  --only=pilot/main,t'),
    ).toEqual(['pilot/main,tracker/main@2026-q4', 'pilot/main,tracker/main@2027-q1'])
    expect(plain('fieldwork', 'status', "'tracker/main@2027")).toEqual(['tracker/main@2027-q1'])
    expect(plain('fieldwork', 'plan', 'my')).toEqual(['my folder'])
    expect(plain('fieldwork', '-C', 'ca')).toEqual(['campaigns'])
  },
)

const started: Terminal[] = []
/** They write into their folder as long as they run. */
afterEach(async () => {
  for (const terminal of started.splice(0)) {
    terminal.close()
    await terminal.exit
  }
})

/** How each shell is started with nothing but the script. */
const startOf: Readonly<Record<Shell, {readonly args: readonly string[]; readonly settings: string; readonly file: string}>> = {
  bash: {
    args: ['--noprofile', '--rcfile', '.bashrc', '-i'],
    file: '.bashrc',
    settings: "PS1='ready> '\nsource <(fieldwork completion bash)\n",
  },
  zsh: {
    args: ['-i'],
    file: '.zshrc',
    settings: "PS1='ready> '\nautoload -U compinit; compinit -u -D\nsource <(fieldwork completion zsh)\n",
  },
  fish: {
    args: ['-i'],
    file: 'fish/config.fish',
    settings: "function fish_prompt; echo 'ready> '; end\nset -g fish_greeting\nfieldwork completion fish | source\n",
  },
}

/** What stands on the line after Tab. Special characters may be quoted by the shell, each in its own way. */
const lines: readonly (readonly [typed: string, becomes: string])[] = [
  ['fieldwork exp', 'fieldwork explain '],
  ['fieldwork plan --det', 'fieldwork plan --detailed-exitcode '],
  ['fieldwork plan --format=js', 'fieldwork plan --format=json '],
  ['fieldwork status tracker/main@2027', 'fieldwork status tracker/main@2027-q1 '],
  ['fieldwork plan --only=pilot/main,tracker/main@2026', 'fieldwork plan --only=pilot/main,tracker/main@2026-q4 '],
  ["fieldwork status 'tracker/main@2026", "fieldwork status 'tracker/main@2026-q4' "],
  ['fieldwork halt pi', 'fieldwork halt pilot '],
  ['fieldwork plan campaigns/pi', 'fieldwork plan campaigns/pilot.yaml '],
  ['fieldwork -C campa', 'fieldwork -C campaigns/'],
]

for (const shell of shells) {
  const missing = !hasTool(shell)
  test.skipIf(missing)(`${shell}: Tab on a terminal${missing ? ` (${shell} is not installed)` : ''}`, async () => {
    const {root, env, run} = await scene()
    const {args, file, settings} = startOf[shell]
    const path = join(root, '..', file)
    mkdirSync(join(path, '..'), {recursive: true})
    writeFileSync(path, settings)
    // Without it fish begins to gather what it can complete from all pages of the manual.
    mkdirSync(join(root, '../fish/generated_completions'), {recursive: true})
    if (shell === 'bash') writeFileSync(join(root, '.bashrc'), settings)
    await run(['apply', '--yes'])
    const terminal = inTerminalOf(args, {program: shell, cwd: root, env, columns: 120, rows: 40})
    started.push(terminal)
    await terminal.shows('ready>')
    for (const [typed, becomes] of lines) {
      terminal.type(`${typed}\t`)
      await terminal.shows(`ready> ${becomes}`.trimEnd())
      // The end of the line is shown: with another key it stays behind what was put in.
      terminal.type('~')
      await terminal.shows(`ready> ${becomes}~`)
      terminal.type('\u0015')
    }
    terminal.type('fieldwork status pilot/main#\t')
    const {out} = await run(['__complete', '--', 'status', 'pilot/main#'])
    await terminal.shows(out.slice('pilot/main#'.length, out.indexOf('\t')))
    terminal.type('\u0015')
    if (shell !== 'bash') {
      terminal.type('fieldwork res\t\t')
      await terminal.shows('Lift every halt')
    }
  })
}
