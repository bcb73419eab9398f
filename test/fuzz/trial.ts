import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {validatePlan} from '#validators/validatePlan'
import {canonical, digestOf} from '../../src/canonical.ts'
import type {Desk} from '../../src/commands/desk.ts'
import {readSavedPlan} from '../../src/commands/saved-plan.ts'
import {statementsByFile} from '../../src/commands/statements.ts'
import {type Loaded, loadProject} from '../../src/config/load.ts'
import {desired} from '../../src/desired/desire.ts'
import {type Diagnostic, hasErrors} from '../../src/diagnostics.ts'
import {Stop} from '../../src/exit.ts'
import {plan} from '../../src/plan/plan.ts'
import {compare} from '../../src/plan/stale.ts'
import type {State} from '../../src/state/state.ts'
import {diagnosticLines} from '../../src/views/diagnostic-lines.ts'
import {diagnosticsJson, planJson} from '../../src/views/json.ts'
import {planLines} from '../../src/views/plan-lines.ts'
import {text} from '../../src/views/text.ts'
import {lineage, start, world} from '../plan/scene.ts'
import {others, panel, people, project} from './seeds.ts'

/** What a file is given to the program as. */
export type Kind = 'campaign' | 'project' | 'members' | 'plan' | 'verdicts'
/** What became of a file: read, or told wrong. */
export type Outcome = 'valid' | 'diagnosed'

/** Gives files (as bytes) to the program, in the place of the one of their kind. */
export interface Stage {
  try(kind: Kind, bytes: Buffer): Promise<Outcome>
  /** Whole files that the program has written itself. */
  readonly written: Readonly<Record<'plan' | 'verdicts', readonly string[]>>
  remove(): void
}

const day = 86_400_000
const moments = [start - 300 * day, start, start + 100 * day]

/** A project in a folder, with records of what it has sent. */
export async function openStage(): Promise<Stage> {
  const root = mkdtempSync(join(tmpdir(), 'fieldwork-fuzz-'))
  const at = (path: string): string => join(root, path)
  const write = (path: string, content: string | Buffer): void => {
    mkdirSync(dirname(at(path)), {recursive: true})
    writeFileSync(at(path), content)
  }
  const files: Readonly<Record<string, string>> = {
    'fieldwork.yaml': project,
    'campaigns/members/people.csv': people,
    'campaigns/members/panel-2026.csv': panel,
    ...Object.fromEntries(Object.entries(others).map(([name, content]) => [`campaigns/${name}.yaml`, content])),
  }
  for (const [path, content] of Object.entries(files)) write(path, content)
  const load = (): Promise<Loaded> => loadProject({root, members: 'now', version: '1.0.0'})
  const whole = mustLoad(await load())
  const states = statesOf(whole)
  const situations = states.flatMap(state => moments.map(now => [state, now] as const))
  const saved = states.flatMap(state => moments.map(now => planJson(planned(whole, state, now))))

  const readProject = async (path: string, bytes: Buffer): Promise<Outcome> => {
    write(path, bytes)
    try {
      const loaded = await load()
      for (const each of loaded.diagnostics) mustBeWhole(each)
      mustBeShown(loaded.diagnostics)
      if (!loaded.project) return hasErrors(loaded.diagnostics) ? 'diagnosed' : fail('neither a project nor an error')
      // Each one against one of them: which one is drawn by its size.
      const [state, now] = situations[bytes.length % situations.length] ?? fail('no records')
      mustFit(planned(mustLoad(loaded), state, now))
      return 'valid'
    } finally {
      const before = files[path]
      if (before === undefined) rmSync(at(path))
      else write(path, before)
    }
  }
  const readPlan = async (bytes: Buffer): Promise<Outcome> => {
    write('plan.json', bytes)
    const found = await readSavedPlan(at('plan.json'), 'plan.json')
    for (const state of states) compare(found, planned(whole, state, start), desired(whole.project, lineage), state)
    return 'valid'
  }
  const readVerdicts = async (bytes: Buffer): Promise<Outcome> => {
    write('verdicts.csv', bytes)
    for (const state of states) statementsByFile(deskOver(root, state), 'verdicts.csv', undefined)
    return 'valid'
  }
  return {
    try: (kind, bytes) => {
      switch (kind) {
        case 'campaign':
          return readProject('campaigns/one.yaml', bytes)
        case 'project':
          return readProject('fieldwork.yaml', bytes)
        case 'members':
          return readProject('campaigns/members/people.csv', bytes)
        case 'plan':
          return orDiagnosed(() => readPlan(resealed(bytes)))
        case 'verdicts':
          return orDiagnosed(() => readVerdicts(bytes))
        default:
          return kind satisfies never
      }
    },
    written: {plan: saved, verdicts: states.map(verdictsOn)},
    remove: () => rmSync(root, {recursive: true, force: true}),
  }
}

type Whole = Loaded & {readonly project: NonNullable<Loaded['project']>}
function mustLoad(loaded: Loaded): Whole {
  const {project: found} = loaded
  return found ? {...loaded, project: found} : fail(`the files that stay are wrong: ${JSON.stringify(loaded.diagnostics)}`)
}

const planned = ({project: found, diagnostics}: Whole, state: State, now: number) =>
  plan(desired(found, lineage), state, {now, gone: new Set()}, {version: '1.0.0', diagnostics})

/** Nothing recorded, all sent, and all in doubt or refused by turns. */
function statesOf({project: {campaigns}}: Whole): readonly State[] {
  const [sent, mixed] = [world(), world()]
  for (const now of [start, start + 31 * day]) {
    sent.now = now
    mixed.now = now
    sent.send(campaigns)
    let turn = 0
    mixed.send(campaigns, () => (['created', 'in-doubt', 'refused', 'nothing'] as const)[turn++ % 4] ?? 'nothing')
  }
  return [world().state(), sent.state(), mixed.state()]
}

function mustFit(made: ReturnType<typeof plan>): void {
  const parsed: unknown = JSON.parse(planJson(made))
  if (!validatePlan(parsed)) fail(`the plan doesn't fit its schema: ${JSON.stringify(validatePlan.errors?.slice(0, 3))}`)
  text(planLines(made, {width: 80, unfolded: 'all'}), {colour: false})
}

function mustBeShown(diagnostics: readonly Diagnostic[]): void {
  JSON.parse(diagnosticsJson(diagnostics))
  const shown = text(diagnosticLines(diagnostics, {width: 80}), {colour: false})
  if (/[^\P{Cc}\n]/u.test(shown)) fail('a control character reaches the terminal')
  if (/[qrs]\.canary@people\.example/i.test(shown)) fail('an address is shown')
}

function mustBeWhole({code, summary, detail, help, span}: Diagnostic): void {
  if (!/^FW[0-9]{3}$/.test(code) || !summary || !detail || !help) fail(`${code} lacks words`)
  if (span && !(span.line >= 1 && span.column >= 1 && span.endColumn > span.column)) fail(`${code} has no place`)
}

/** Whoever changes a plan and not its digest gets no further than that: the digest is put right. */
function resealed(bytes: Buffer): Buffer {
  try {
    const {digest: _old, ...body} = JSON.parse(bytes.toString()) as {digest?: unknown}
    return Buffer.from(JSON.stringify({...body, digest: digestOf(canonical(body))}))
  } catch {
    return bytes
  }
}

const verdictsOn = ({attempts}: State): string =>
  [
    'address,verdict,reason,record',
    ...[...attempts.values()]
      .slice(0, 20)
      .map(
        ({address, seq}, index) =>
          `${address},${['sent', 'not-sent', '1500', ''][index % 4]},"looked, twice",${index % 3 ? seq : ''}`,
      ),
    'q3/main,abandon,why,',
    '',
  ].join('\n')

const deskOver = (cwd: string, state: State): Desk =>
  ({context: {cwd}, recorded: {journal: {state}, present: () => ({now: start + day, gone: new Set()})}}) as unknown as Desk

async function orDiagnosed(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    if (error.diagnostics.length === 0) fail('a stop without a reason')
    mustBeShown(error.diagnostics)
    return 'diagnosed'
  }
}

function fail(why: string): never {
  throw new Error(why)
}
