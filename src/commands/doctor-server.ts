import type {BatchId} from '../address.ts'
import {skewAllowed} from '../apply/may-start.ts'
import type {BatchReading, Refusal} from '../apply/ports.ts'
import type {KeySource, Project} from '../config/campaign.ts'
import {exit} from '../exit.ts'
import type {Milliseconds} from '../instant.ts'
import {elapsed} from '../views/figures.ts'
import {batchIdOf} from './batch-id-of.ts'
import type {Context} from './context.ts'
import {doubtful, type Finding, fine, passed, stopped, wrong} from './finding.ts'
import {keyOf, openReaderOnce} from './open-reader.ts'

/** How far the clocks may be apart before somebody should look: a closing time is a minute's matter. */
const skewUsual: Milliseconds = 30_000
/** Longer than a server that is well needs to answer. */
const patience: Milliseconds = 20_000

/** The key, the server, and its clock. One batch is read, by GET: `batchID` if one is recorded. */
export async function serverChecked(
  context: Context,
  project: Project,
  {offline, batchID}: {readonly offline: boolean; readonly batchID?: BatchId},
): Promise<readonly Finding[]> {
  const {finding, key} = await keyChecked(context, project)
  const skipped = offline ? 'not with --offline' : 'not without a key'
  if (offline || key === undefined) return [finding, passed('server', skipped), passed('clock', skipped)]
  return [finding, ...(await asked(context, project, key, batchID))]
}

async function keyChecked(context: Context, project: Project): Promise<{readonly finding: Finding; readonly key?: string}> {
  try {
    const key = await keyOf(context, project)
    return {finding: fine('key', `found in ${placeOf(project.panel.apiKey)}`), key}
  } catch (error) {
    return {finding: stopped('key', error)}
  }
}

/** Asks the server for one batch. Of the paths that are documented this one is the cheapest that needs a key. */
async function asked(context: Context, project: Project, key: string, batchID: BatchId | undefined): Promise<readonly Finding[]> {
  const {limits} = project
  const quick = {...project, limits: {...limits, answerTimeout: Math.min(limits.answerTimeout, patience)}}
  try {
    const reader = await openReaderOnce(context, quick, key)
    try {
      const reading = await reader.readBatch(batchID ?? batchIdOf(1), context.interrupts().first)
      return [answered(project, reading, batchID !== undefined), clockChecked(reader.clockSkew())]
    } finally {
      reader.close()
    }
  } catch (error) {
    return [stopped('server', error), passed('clock', 'the server was not asked')]
  }
}

/** Where a key was found, never what it is. */
function placeOf(source: KeySource): string {
  if ('sandbox' in source) return 'this program: it opens nothing but the sandbox'
  if ('env' in source) return `the environment variable ${source.env}`
  return 'file' in source ? `the file ${source.file}` : `what the command ${source.command[0]} printed`
}

function answered({panel}: Project, reading: BatchReading, isRecorded: boolean): Finding {
  const {host} = new URL(panel.baseUrl)
  switch (reading.is) {
    case 'read':
      return fine('server', `${host} answers and takes the key`)
    case 'not-found':
      return isRecorded
        ? doubtful(
            'server',
            `${host} answers, but knows no batch of those recorded.`,
            'Is the key of the same account as the recorded state?',
          )
        : fine('server', `${host} answers and does not refuse the key; there is no recorded batch yet to read with it`)
    case 'refused':
      return refused(host, reading)
    case 'failed':
      return wrong(
        'server',
        exit.network,
        `${reading.evidence.why.startsWith(host) ? '' : `${host}: `}${reading.evidence.why}.`,
        panel.name === 'sandbox'
          ? 'Start it, in another terminal:\nfieldwork sandbox'
          : 'Look at the connection, a proxy, and the data centre in fieldwork.yaml.',
      )
    default:
      return reading satisfies never
  }
}

/** What to do about each refusal but "too fast", which passes. */
const cures: Readonly<Record<Exclude<Refusal['kind'], 'rate'>, string>> = {
  key: 'Copy the key again from the web interface, and look at the data centre in fieldwork.yaml: a key is of one only.',
  permission: 'Ask whoever administers the account for the permission.',
  allowance: 'The calls of the account are used up: ask its representative.',
  payload: 'Every key should be able to read a batch: look at FIELDWORK_URL and --url.',
  'not-written': 'Nothing was asked: try again.',
}

function refused(host: string, {evidence, refusal}: BatchReading & {is: 'refused'}): Finding {
  if (refusal.kind === 'rate')
    return doubtful(
      'server',
      `${host} answers, and says that calls come too fast.`,
      `Wait ${elapsed(refusal.after)}, and look again.`,
    )
  return wrong('server', exit.refused, `${host} refuses: ${evidence.why}.`, cures[refusal.kind])
}

function clockChecked(skew: Milliseconds | undefined): Finding {
  if (skew === undefined) return passed('clock', 'the server did not say what time it is')
  const [seconds, apart] = [Math.round(Math.abs(skew) / 1000), Math.abs(skew)]
  const words = `${seconds} s ${skew > 0 ? 'behind' : 'ahead of'} the server's`
  if (apart > skewAllowed)
    return wrong(
      'clock',
      exit.held,
      `This machine's clock is ${words}: nothing is sent with more than ${skewAllowed / 1000} s.`,
      'Set the clock.',
    )
  if (apart > skewUsual)
    return doubtful('clock', `This machine's clock is ${words}.`, 'Set the clock: times to send and to close are read by it.')
  return fine('clock', seconds <= 1 ? "as the server's" : words)
}
