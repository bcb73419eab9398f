import {readFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {outcomeOf} from '../../src/api/outcome.ts'
import {transitions} from '../../src/state/transitions.ts'
import {answerClasses, ownedElsewhere} from './answers.ts'
import {dropped, open, wholes} from './explorations.ts'
import {facts, mostSends, standings, tables} from './promela.ts'
import {mayIntend, plannedNext, type Try} from './questions.ts'
import {familyWith, summaryOf} from './summary.ts'

test.each(answerClasses.map(each => [each.name, each] as const))(
  'the code makes of %s what the model does',
  (_, {exchanges, outcome}) => {
    const made = exchanges.map(exchange => outcomeOf(exchange, id => id === ownedElsewhere).is)
    expect(made).toEqual(exchanges.map(() => outcome))
  },
)

test('what is not done was turned down or never left, and what is done was made: the table believes no other answer', () => {
  const believed = answerClasses.filter(({outcome}) => outcome !== 'unknown').map(({truth, outcome}) => `${truth}: ${outcome}`)
  expect([...new Set(believed)]).toEqual(['nothing left: not-done', 'made: done', 'turned down: not-done'])
})

test('every cell of the code’s transitions is in the model', () => {
  const cells = [...tables().matchAll(/\(standing == (\w+) && fact == SAYS_(\w+)\) -> standing = (\w+)/g)]
  const words = (text = ''): string => text.toUpperCase().replace(/[^A-Z]+/g, '_')
  expect(cells.map(([, from, fact, to]) => [from, fact, to])).toEqual(
    standings.flatMap(from => facts.map(fact => [words(from), words(fact), words(transitions[from][fact].to)])),
  )
})

/** All families of up to two tries, with numbers up to what the model asks for. */
const numbers = Array.from({length: mostSends}, (_, index) => index + 1)
const tries: readonly Try[] = numbers.flatMap(number => standings.map(standing => ({number, standing})))
const families: readonly (readonly Try[])[] = [
  [],
  ...tries.map(one => [one]),
  ...tries.flatMap(one => tries.map(other => [one, other])),
]

test('the guard asks each try of the family by itself, as the model does', () => {
  const other = families
    .filter(({length}) => length === 2)
    .flatMap(family =>
      numbers.flatMap(number => {
        const [whole, each] = [mayIntend(family, number), family.every(one => mayIntend([one], number))]
        return whole === each ? [] : [{family, number, whole, each}]
      }),
    )
  expect(other).toEqual([])
})

test('the planner’s choice depends on no more of a family than the model’s does', () => {
  const other = families.flatMap(family =>
    numbers.flatMap(sends => {
      const [code, model] = [plannedNext(family, sends), plannedNext(familyWith(summaryOf(family)), sends)]
      return code === model ? [] : [{family, sends, code, model}]
    }),
  )
  expect(other).toEqual([])
})

test('the page about the model names what is explored, taken out and open, and no more', () => {
  const page = readFileSync(new URL('../../docs/model.md', import.meta.url), 'utf8')
  const listed = (name: string, line: RegExp): readonly string[] =>
    (page.split(`<!-- ${name} -->`)[1]?.split(`<!-- end of ${name} -->`)[0] ?? '')
      .split('\n')
      .flatMap(text => line.exec(text)?.[1] ?? [])
  expect(listed('explored', /^\| (.*) \|$/).slice(1)).toEqual(
    wholes.map(
      ({name, model, defines, search}) => `${name} | ${model} | ${defines.join(' ')}${search === 'packed' ? ' (long run)' : ''}`,
    ),
  )
  expect([...listed('dropped', /^\| (.*?) \|/).slice(1)].sort()).toEqual(dropped.map(({name}) => name).sort())
  expect(listed('open', /^- (.*)$/)).toEqual(open.map(({name}) => name))
})
