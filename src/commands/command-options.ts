import {type Command, InvalidArgumentError, Option} from '@commander-js/extra-typings'
import {readShortDuration} from '../config/duration.ts'
import {type GlobalOptions, type ReportFormat, reportFormats} from './context.ts'

/** Options that every command takes. */
export const globals = <C extends Command>(command: C, formats: readonly ReportFormat[] = []) =>
  command
    .option('-C, --project <dir>', 'the project folder')
    .option('--panel <panel>', 'the panel to work on')
    .option('--url <url>', 'a server in place of the panel’s data centre')
    .addOption(new Option('--format <format>', 'text for people, json for programs').choices(['text', 'json', ...formats]))
    .option('--color', 'colours always')
    .option('--no-color', 'colours never')
    .option('--tui', 'the screen, also where it would not come by itself')
    .option('--no-tui', 'plain lines')
    .option('-q, --quiet', 'no progress and no warnings')
    .option('-v, --verbose', 'more detail')

/** Options that choose the actions of a plan. */
export const selecting = <C extends Command>(command: C) =>
  command
    .option('--only <addresses>', 'only these: addresses, beginnings or patterns, with commas', list)
    .option('--exclude <addresses>', 'all but these', list)

/** What was chosen by paths and options. */
export const choiceOf = (
  paths: readonly string[],
  only: readonly string[] | undefined,
  exclude: readonly string[] | undefined,
) => ({
  paths,
  ...(only !== undefined && {only}),
  ...(exclude !== undefined && {exclude}),
})

/** An empty list is a mistake (an empty variable, say): it must not come to mean "all". */
function list(text: string): readonly string[] {
  const words = text.split(',').map(word => word.trim())
  if (words.includes('')) throw new InvalidArgumentError('an address is empty')
  return words
}

/** `200ms`, `30s`, `5m`, or `0`, in milliseconds. */
export function duration(text: string): number {
  const ms = text === '0' ? 0 : readShortDuration(text)
  if (ms === undefined) throw new InvalidArgumentError('a duration is a number with ms, s, m, h or d: 200ms, 30s, 5m')
  return ms
}

/** An option for a duration; `shown` is the default in words. */
export const durationOption = <F extends string>(flags: F, description: string, ms: number, shown: string) =>
  new Option(flags, description).argParser(duration).default(ms, shown)

/** A whole number from 1. */
export function whole(text: string): number {
  if (!/^[1-9][0-9]{0,15}$/.test(text) || !Number.isSafeInteger(Number(text)))
    throw new InvalidArgumentError('it has to be a whole number from 1')
  return Number(text)
}

/** A port, 0 for any. */
export function port(text: string): number {
  if (!/^[0-9]{1,5}$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError('a port is a number from 0 to 65535')
  return Number(text)
}

const isReport = (format: unknown): format is ReportFormat => reportFormats.includes(format as ReportFormat)

/** What the options of every command say. */
export function globalOptions(options: object): GlobalOptions {
  const {project, panel, url, format, color, tui, quiet, verbose} = options as Partial<Record<keyof GlobalOptions, unknown>>
  return {
    ...(typeof project === 'string' && {project}),
    ...(typeof panel === 'string' && {panel}),
    ...(typeof url === 'string' && {url}),
    format: format === 'json' ? 'json' : 'text',
    ...(isReport(format) && {report: format}),
    ...(typeof color === 'boolean' && {color}),
    ...(typeof tui === 'boolean' && {tui}),
    quiet: quiet === true,
    verbose: verbose === true,
  }
}
