import {expect, onTestFinished, test} from 'vitest'
import {figures} from '../support/figures.ts'
import {long, randomness, seed} from '../support/long.ts'
import {minimised} from './minimise.ts'
import {gentleMutant, mutant, pick} from './mutate.ts'
import {seeds} from './seeds.ts'
import {treeMutant} from './tree.ts'
import {type Kind, openStage} from './trial.ts'

/** How many mutants of each kind the long run makes; `npm test` makes a hundredth of them. */
const wanted = {campaign: 24_000, project: 8_000, members: 8_000, plan: 5_000, verdicts: 5_000} as const satisfies Record<
  Kind,
  number
>
const share = long ? 1 : 100

test.each(Object.keys(wanted) as Kind[])(
  'mutated files of the kind "%s" are read or told wrong, and nothing is thrown',
  async kind => {
    const stage = await openStage()
    onTestFinished(() => stage.remove())
    const originals = latin1(kind === 'plan' || kind === 'verdicts' ? stage.written[kind] : seeds[kind])
    const valid: string[] = []
    for (const text of originals) if ((await stage.try(kind, Buffer.from(text, 'latin1'))) === 'valid') valid.push(text)
    const others = latin1([...seeds.campaign, ...seeds.project, ...seeds.members, ...stage.written.verdicts])
    const counted = {mutants: 0, valid: 0, 'told wrong': 0}
    for (let number = 0; number < wanted[kind] / share; number++) {
      const text = mutantOf(kind, number, {originals, valid, others})
      const failure = await failureOf(text)
      if (failure) expect.fail(await report(number, text, failure))
    }
    // That they aren't all refused at the door: of thousands some are good.
    if (long) expect(Math.min(counted.valid, counted['told wrong'])).toBeGreaterThan(0)
    figures('mutated files', counted)
    figures(`mutated files: ${kind}`, counted)

    async function failureOf(text: string): Promise<Error | undefined> {
      try {
        const outcome = await stage.try(kind, Buffer.from(text, 'latin1'))
        counted.mutants++
        counted[outcome === 'valid' ? 'valid' : 'told wrong']++
        return undefined
      } catch (error) {
        return error instanceof Error ? error : new Error(String(error))
      }
    }

    async function report(number: number, text: string, failure: Error): Promise<string> {
      const least = await minimised(text, async shorter => nameOf(await failureOf(shorter)) === nameOf(failure))
      return `SEED=${seed}, ${kind} ${number}: ${failure.stack}\nThe least file that does it (latin1): ${JSON.stringify(least)}`
    }
  },
)

test('what was thrown at once is not thrown again', async () => {
  const stage = await openStage()
  onTestFinished(() => stage.remove())
  const found: readonly (readonly [Kind, string])[] = [
    ['campaign', 'batches:\n  n: {s: {f: {}}}\n  s:\n    m: \n    recipients: {filter: {id}}'],
    ...stage.written.plan.map(text => ['plan', text.replaceAll('"automaticClosure"', '"closure"')] as const),
  ]
  for (const [kind, text] of found) await stage.try(kind, Buffer.from(text))
})

/** What failed and where: two mutants that fail alike are one failure. */
const nameOf = (failure: Error | undefined): string => `${failure?.message} ${failure?.stack?.split('\n')[1]}`

const latin1 = (texts: readonly string[]): readonly string[] => texts.map(text => Buffer.from(text).toString('latin1'))

interface Pool {
  readonly originals: readonly string[]
  /** Those of them that are valid: most mutants are made of them, to get further than to the first mistake. */
  readonly valid: readonly string[]
  /** Files of all kinds, to take pieces from. */
  readonly others: readonly string[]
}

/** The mutant of a number: the same one for the same seed, whatever came before it. */
function mutantOf(kind: Kind, number: number, {originals, valid, others}: Pool): string {
  const random = randomness(seed * 1_000_003 + number)
  const original = pick(valid.length > 0 && random() < 0.8 ? valid : originals, random)
  if (random() < 0.35) return gentleMutant(original, random)
  const byTree = (kind === 'campaign' || kind === 'project' || kind === 'plan') && random() < 0.6
  const text = byTree ? treeMutant(original, kind === 'plan' ? originals : others, random) : original
  return byTree && random() < 0.8 ? text : mutant(text, others, random)
}
