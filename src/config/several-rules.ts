import type {Diagnostic} from '../diagnostics.ts'
import {circleInWords, circlesOf} from './circles.ts'
import {mistake} from './codes.ts'
import {listed} from './listed.ts'
import type {Path} from './path.ts'
import {quoted} from './quoted.ts'
import type {Rule} from './rules.ts'
import {repeatAmongWaves} from './special-mistakes.ts'
import {didYouMean} from './suggest.ts'

const ofEachBatch = ['recipients', 'distinct', 'resend'] as const

/** Which batch they would be about isn't clear, and recipients are never inherited. */
const eachBatchItsOwn: Rule = ({states, written: {batches = {}}, document}) =>
  states('batches')
    ? ofEachBatch.filter(states).map(key =>
        mistake('FW035', {
          span: document.keySpan([key]),
          detail: `This campaign has batches, and "${key}" is about one of them: each states its own.`,
          help: `Move ${key} under a batch: batches: {${Object.keys(batches)[0] ?? 'main'}: {${key}: …}}`,
        }),
      )
    : []

const ofAWave = ['distinct', 'resend'] as const

/** What is said of one round must not be said of all of them. */
const eachWaveItsOwn: Rule = ({written: {waves = {}, batches = {}, ...top}, document}) => {
  const [[wave], [first]] = [Object.keys(waves), Object.keys(batches)]
  if (wave === undefined) return []
  const places: readonly (readonly [Path, object])[] = [
    [[], top],
    ...Object.entries(batches).map(([name, batch]) => [['batches', name], batch] as const),
  ]
  const outside = places.flatMap(([at, group]) =>
    ofAWave.filter(key => key in group).map(key => ({key, path: [...at, key], where: at[1]})),
  )
  const inWaves = Object.entries(waves).flatMap(([name, group]) =>
    first !== undefined ? ofAWave.filter(key => key in group).map(key => ({key, path: ['waves', name, key], name})) : [],
  )
  return [
    ...outside.map(({key, path, where}) =>
      mistake('FW036', {
        span: document.keySpan(path),
        detail: `This campaign has waves, and "${key}" is about one of them: it would be said of all.`,
        help: `Move ${key} under a wave: waves: {${wave}: {${where === undefined ? `${key}: …` : `batches: {${where}: {${key}: …}}`}}}`,
      }),
    ),
    ...inWaves.map(({key, path, name}) =>
      mistake('FW035', {
        span: document.keySpan(path),
        detail: `This campaign has batches, and "${key}" is about one of them.`,
        help: `Move ${key} under a batch of the wave: ${name}: {batches: {${first}: {${key}: …}}}`,
      }),
    ),
  ]
}

/** Waves without a time of their own would all be due at once. */
const eachWaveItsTime: Rule = ({written: {waves = {}, batches = {}}, document}) => {
  const names = Object.keys(waves)
  if (names.length < 2) return []
  const own = Object.keys(batches)
  const hasTime = (name: string): boolean =>
    document.has(['waves', name, 'schedule', 'sendAt']) ||
    (own.length > 0 && own.every(batch => document.has(['waves', name, 'batches', batch, 'schedule', 'sendAt'])))
  return names
    .filter(name => !hasTime(name))
    .map(name =>
      mistake('FW037', {
        span: document.keySpan(['waves', name]),
        detail: `The wave ${name} has no time of its own, so that it would be due together with others.`,
        help: `Add to ${name}: schedule: {sendAt: 2031-12-01 09:00}`,
      }),
    )
}

/** Within a wave the schema has no `repeat`. */
const noRuleBesideWaves: Rule = ({written: {schedule, batches = {}}, document, states}) => {
  if (!states('waves')) return []
  const ruled: readonly Path[] = [
    ...(schedule?.repeat ? [['schedule', 'repeat']] : []),
    ...Object.entries(batches).flatMap(([name, {schedule: own}]) =>
      own?.repeat ? [['batches', name, 'schedule', 'repeat']] : [],
    ),
  ]
  return ruled.map(path => repeatAmongWaves(document.keySpan(path)))
}

/** Names of batches that others speak of. */
const batchesAreThere: Rule = ({written: {batches = {}, waves = {}}, document, states}) => {
  if (!states('batches')) {
    return Object.entries(waves).flatMap(([wave, {batches: inWave = {}}]) =>
      Object.keys(inWave).map(name => noBatch(name, [], document.keySpan(['waves', wave, 'batches', name]))),
    )
  }
  const names = Object.keys(batches)
  const known = new Set(names)
  const spoken = [
    ...Object.entries(batches).flatMap(([batch, {after, reminds}]) => [
      {name: after?.batch, path: ['batches', batch, 'after', 'batch'], ofKey: false},
      {name: reminds, path: ['batches', batch, 'reminds'], ofKey: false},
    ]),
    ...Object.entries(waves).flatMap(([wave, {batches: inWave = {}}]) =>
      Object.keys(inWave).map(name => ({name, path: ['waves', wave, 'batches', name], ofKey: true})),
    ),
  ]
  return spoken
    .flatMap(({name, ...rest}) => (name === undefined || known.has(name) ? [] : [{name, ...rest}]))
    .slice(0, mostUnknown)
    .map(({name, path, ofKey}) => noBatch(name, names, ofKey ? document.keySpan(path) : document.span(path)))
}

/** For each of them all names are looked through for the one that was meant. */
const mostUnknown = 50

const noBatch = (name: string, names: readonly string[], span: Diagnostic['span']): Diagnostic =>
  mistake('FW060', {
    ...(span && {span}),
    detail: `${quoted(name)} is not one of the batches of this campaign.${didYouMean(name, names)}`,
    help: names.length > 0 ? `Batches here are ${listed(names)}.` : 'Name batches first: batches: {en: {…}, es: {…}}',
  })

/** Whoever waits for itself never goes. */
const noRounds: Rule = ({written: {batches = {}}, document}) =>
  circlesOf(Object.keys(batches), name => batches[name]?.after?.batch ?? batches[name]?.reminds).flatMap(circle =>
    circle.map((name, index) => {
      const key = batches[name]?.after ? 'after' : 'reminds'
      return mistake('FW061', {
        span: document.keySpan(['batches', name, key]),
        detail:
          circle.length === 1 ? `${name} waits for itself.` : `${circleInWords(circle, index)}: none of them would ever go.`,
        help: `Remove ${key} from one of them.`,
      })
    }),
  )

/** Names of batches and waves are each used once, and an earlier one is never used again. */
const formerNamesAreFree: Rule = ({written: {batches = {}, waves = {}}, document}) =>
  (
    [
      ['batches', batches],
      ['waves', waves],
    ] as const
  ).flatMap(([group, all]) => {
    const taken = new Map(Object.keys(all).map(name => [name, name]))
    return Object.entries(all).flatMap(([name, {formerly = []}]) =>
      formerly.flatMap((former: string, index: number) => {
        const other = taken.get(former)
        taken.set(former, name)
        return other === undefined
          ? []
          : [
              mistake('FW022', {
                span: document.span([group, name, 'formerly', index]),
                detail: `"${former}" is ${other === former ? 'the name' : 'an earlier name'} of the ${group === 'batches' ? 'batch' : 'wave'} ${other}; what was sent under it can belong to one only.`,
                help: `Remove ${former} from formerly.`,
              }),
            ]
      }),
    )
  })

/** What a schema can't say of a campaign with several batches or waves. */
export const severalRules: readonly Rule[] = [
  eachBatchItsOwn,
  eachWaveItsOwn,
  eachWaveItsTime,
  noRuleBesideWaves,
  batchesAreThere,
  noRounds,
  formerNamesAreFree,
]
