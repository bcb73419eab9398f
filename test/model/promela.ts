import type {Standing} from '../../src/state/state.ts'
import {type Fact, transitions} from '../../src/state/transitions.ts'
import {type AnswerClass, answerClasses, type Truth} from './answers.ts'
import {mayIntend, plannedNext} from './questions.ts'
import {familyWith, isOpenAt, isSettledAt} from './summary.ts'

export const standings = Object.keys(transitions) as readonly Standing[]
export const facts = Object.keys(transitions.open) as readonly Fact[]
/** How many sends of one batch an author asks for at most, in the model. */
export const mostSends = 3

export type Transitions = typeof transitions

const named = (text: string): string => text.toUpperCase().replace(/[^A-Z]+/g, '_')
const said = (fact: Fact): string => `SAYS_${named(fact)}`
const either = (cases: readonly string[]): string => (cases.length === 0 ? 'false' : `(${cases.join(' || ')})`)
const choice = (name: string, cases: readonly (readonly [string, string])[]): string =>
  [`inline ${name} {`, '  if', ...cases.map(([when, then]) => `  :: ${when} -> ${then}`), '  fi', '}'].join('\n')

/** The tables that the model works by, in Promela: the fold, the classifier, the guard and the planner's choice. */
export const tables = (fold: Transitions = transitions, answers: readonly AnswerClass[] = answerClasses): string =>
  [names(), foldIn(fold), classifierIn(answers), guard(), choiceOfPlan()].join('\n\n')

const names = (): string =>
  [
    ...standings.map((standing, index) => `#define ${named(standing)} ${index + 1}`),
    ...facts.map((fact, index) => `#define ${said(fact)} ${index + 1}`),
    `#define isOpen(s) ${either(standings.filter(isOpenAt).map(standing => `s == ${named(standing)}`))}`,
    `#define isSettled(s) ${either(standings.filter(isSettledAt).map(standing => `s == ${named(standing)}`))}`,
  ].join('\n')

/** src/state/transitions.ts, cell by cell. */
const foldIn = (fold: Transitions): string =>
  choice(
    'learn(standing, fact)',
    standings.flatMap(from =>
      facts.map(
        fact => [`(standing == ${named(from)} && fact == ${said(fact)})`, `standing = ${named(fold[from][fact].to)}`] as const,
      ),
    ),
  )

const learnt = {done: 'created', 'not-done': 'refused', unknown: 'in-doubt'} as const satisfies Record<
  AnswerClass['outcome'],
  Fact
>
const when: Record<Exclude<Truth, 'nothing left'>, string> = {
  made: 'wire == MADE && !late',
  'turned down': 'wire == TURNED_DOWN && !late',
  any: 'true',
}

/** What may come back and be made of it, by what the server did. Classes of the same truth and outcome are one case. */
function classifierIn(answers: readonly AnswerClass[]): string {
  const cases = new Set(
    answers.flatMap(({truth, outcome}) => (truth === 'nothing left' ? [] : [`${when[truth]}|${said(learnt[outcome])}`])),
  )
  const unwritten = answers.find(({truth}) => truth === 'nothing left')
  return [
    `#define NOT_WRITTEN ${said(learnt[unwritten?.outcome ?? 'unknown'])}`,
    choice(
      'classify(wire, late, fact)',
      [...cases].map(each => each.split('|')).map(([truth = '', fact]) => [`(${truth})`, `fact = ${fact}`] as const),
    ),
  ].join('\n')
}

/** Whether a try of the family forbids the intent of another: asked of the code's guard, a case each. */
function guard(): string {
  const relations = [
    ['its < mine', 1, 2],
    ['its == mine', 2, 2],
    ['its > mine', 2, 1],
  ] as const
  const cases = standings.flatMap(standing =>
    relations.flatMap(([relation, its, mine]) =>
      mayIntend([{number: its, standing}], mine) ? [] : [`(s == ${named(standing)} && ${relation})`],
    ),
  )
  return `#define forbids(s, its, mine) ${either(cases)}`
}

/** The number that is planned next, by the summary of a family: asked of the code's planner, a case each. */
function choiceOfPlan(): string {
  const counts = Array.from({length: mostSends + 1}, (_, index) => index)
  const cases = [false, true].flatMap(open =>
    counts.flatMap(last =>
      [false, ...(last > 0 ? [true] : [])].flatMap(givenUp =>
        counts.slice(1).flatMap(sends => {
          const next = plannedNext(familyWith({open, last, givenUp}), sends)
          const is = (flag: boolean, name: string): string => (flag ? name : `!${name}`)
          return next === 0
            ? []
            : [
                [
                  `(${is(open, 'open')} && last == ${last} && ${is(givenUp, 'givenUp')} && asked == ${sends})`,
                  `num = ${next}`,
                ] as const,
              ]
        }),
      ),
    ),
  )
  return choice('choose(open, last, givenUp, asked, num)', [...cases, ['else', 'num = 0']])
}
