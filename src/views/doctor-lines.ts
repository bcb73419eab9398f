import {adviceLines} from './advice-lines.ts'
import {counted} from './figures.ts'
import {harmless, harmlessLines} from './harmless.ts'
import {wrapped} from './layout.ts'
import {blank, type Line, line, type Tone, toned} from './line.ts'

/** What was found in one place. */
export interface Check {
  readonly name: string
  readonly state: 'ok' | 'warning' | 'failed' | 'skipped'
  readonly detail: string
  /** What to do, commands on lines of their own. */
  readonly help?: string
}

const glyphs: Readonly<Record<Check['state'], readonly [glyph: string, tone: Tone]>> = {
  ok: ['✓', 'send'],
  warning: ['!', 'wait'],
  failed: ['✗', 'refused'],
  skipped: ['·', 'dim'],
}

/** Column in which the words begin. */
const column = 15

/** All checks, a line each, with what to do below those that need it, and how many there are of these. */
export function doctorLines(checks: readonly Check[], width: number): readonly Line[] {
  return [...checks.flatMap(check => checkLines(check, width)), blank, closing(checks)]
}

function checkLines({name, state, detail, help}: Check, width: number): readonly Line[] {
  const [glyph, tone] = glyphs[state]
  const words = state === 'skipped' ? toned('dim', harmless(detail)) : {text: harmless(detail)}
  return [
    ...wrapped(line(toned(tone, glyph), ` ${name}`.padEnd(column - 1), words), width, column),
    ...(help === undefined ? [] : adviceLines(harmlessLines(help), {width, indent: column})),
  ]
}

function closing(checks: readonly Check[]): Line {
  const count = (state: Check['state']): number => checks.filter(check => check.state === state).length
  const [failed, warnings, skipped] = [count('failed'), count('warning'), count('skipped')]
  const parts = [
    ...(failed > 0 ? [`${counted(failed, 'thing is', 'things are')} wrong`] : []),
    ...(warnings > 0 ? [`${counted(warnings, 'thing', 'things')} to look at`] : []),
    ...(skipped > 0 ? [`${skipped} not looked at`] : []),
  ]
  if (parts.length === 0) return line(toned('send', '✓'), ' Everything is set up.')
  const words = `${parts.join(', ')}.`
  return line(failed === 0 ? `Nothing is wrong; ${words}` : words)
}
