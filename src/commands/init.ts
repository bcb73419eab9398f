import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {dirname, join, relative, resolve} from 'node:path'
import {isName} from '../address.ts'
import {ignoredByGit, type NewProject, newProjectFiles} from '../config/new-project.ts'
import {hosts} from '../config/server.ts'
import {isZone, readZone} from '../config/zone.ts'
import {type ExitCode, exit, stop} from '../exit.ts'
import {reasonOf} from '../os-error.ts'
import {nextSteps} from '../views/advice-lines.ts'
import {wrapped} from '../views/layout.ts'
import {type Line, line, toned} from '../views/line.ts'
import {type Context, columns, isInteractive} from './context.ts'
import {followUp} from './follow-up.ts'
import {print, say} from './output.ts'
import {questions} from './typed.ts'

const schemas = ['campaign', 'project'] as const

/** `fieldwork init`: the files of a new project. It asks on a terminal, takes what is usual with `--yes`, and never writes over a file. */
export async function init(context: Context, home: string, yes: boolean): Promise<ExitCode> {
  const {cwd, options} = context
  const root = resolve(cwd, options.project ?? '.')
  if (existsSync(join(root, 'fieldwork.yaml'))) {
    throw stop(exit.usage, {
      code: 'FW196',
      summary: 'There is a project already',
      detail: `${join(relative(cwd, root) || '.', 'fieldwork.yaml')} is there, and nothing is written over.`,
      help: 'Look at what it says:\nfieldwork validate',
    })
  }
  if (!yes && !isInteractive(context)) {
    throw stop(exit.usage, {
      code: 'FW197',
      summary: 'Nobody can be asked here',
      detail: '"fieldwork init" asks where the account lives and in which zones times are meant.',
      help: 'To take what is usual, and edit the files then:\nfieldwork init --yes',
    })
  }
  const usual: NewProject = {panel: 'production', dataCenter: 'us', panelZone: zoneHere(), authorZone: zoneHere()}
  const answers = yes ? usual : await asked(context, usual)
  const files = {
    ...newProjectFiles(answers),
    ...Object.fromEntries(
      schemas.map(name => [`schemas/${name}.schema.json`, readFileSync(join(home, 'schemas', `${name}.schema.json`), 'utf8')]),
    ),
  }
  const lines = Object.entries(files).map(([path, text]) => written(root, path, text))
  const next = [
    ...wrapped(line('Put your IDs into campaigns/first-campaign.yaml. What is still missing:'), columns(context.stdout)),
    ...nextSteps([followUp(context, 'validate')]),
  ]
  print(context, [...lines, line(''), ...next])
  return exit.done
}

/** The zone of this machine, if it is one that can be written. */
function zoneHere(): string {
  const {timeZone} = new Intl.DateTimeFormat().resolvedOptions()
  return isZone(timeZone) ? timeZone : 'UTC'
}

async function asked(context: Context, usual: NewProject): Promise<NewProject> {
  const {ask, close} = questions(context)
  const until = async <T>(
    words: string,
    shown: string,
    read: (text: string) => T | string,
    wrong: (value: T | string) => value is string,
  ): Promise<T> => {
    for (;;) {
      const text = await ask(`${words} [${shown}] `)
      const value = read(text === '' ? shown : text)
      if (!wrong(value)) return value
      say(context, wrapped(line(`  ${value}`), columns(context.stderr), 2))
    }
  }
  const zone = (text: string): Zone | string => {
    const read = readZone(text, {file: '', line: 1, column: 1, endColumn: 2, frame: []})
    if (read.ok) return {zone: read.value}
    const [first] = read.diagnostics
    return [first?.detail, first?.help].filter(Boolean).join(' ')
  }
  const isWrong = <T>(value: T | string): value is string => typeof value === 'string'
  try {
    const centers = Object.keys(hosts)
    const {name} = await until(
      'Name of the panel',
      usual.panel,
      text => (isName(text) ? {name: text} : 'A name has small letters, digits and hyphens.'),
      isWrong,
    )
    const {center} = await until(
      `Data centre (${centers.join(', ')})`,
      usual.dataCenter,
      text => (Object.hasOwn(hosts, text) ? {center: text as keyof typeof hosts} : `It is one of ${centers.join(', ')}.`),
      isWrong,
    )
    const panel = await until('Zone in which the panel reads closing times', usual.panelZone, zone, isWrong)
    const author = await until('Your own zone', usual.authorZone, zone, isWrong)
    return {panel: name, dataCenter: center, panelZone: panel.zone, authorZone: author.zone}
  } finally {
    close()
  }
}

interface Zone {
  readonly zone: string
}

/** Writes a file that isn't there. An existing .gitignore gets the lines that it lacks. */
function written(root: string, path: string, text: string): Line {
  const whole = join(root, path)
  try {
    mkdirSync(dirname(whole), {recursive: true})
    if (!existsSync(whole)) {
      writeFileSync(whole, text, {flag: 'wx'})
      return line(toned('send', '✓'), ` ${path}`)
    }
    if (path !== '.gitignore') return line(toned('dim', `= ${path} is there, and stays as it is`))
    const before = readFileSync(whole, 'utf8')
    const lacking = ignoredByGit.filter(each => !before.split(/\r?\n/).includes(each))
    if (lacking.length === 0) return line(toned('dim', `= ${path} has all that is needed`))
    writeFileSync(whole, `${before}${before === '' || before.endsWith('\n') ? '' : '\n'}${lacking.join('\n')}\n`)
    return line(toned('send', '✓'), ` ${path}: ${lacking.join(', ')} added`)
  } catch (error) {
    throw stop(
      exit.usage,
      {
        code: 'FW198',
        summary: 'The project can not be written',
        detail: `${path}: ${reasonOf(error)}.`,
        help: 'Name a folder that can be written: -C DIR',
      },
      error,
    )
  }
}
