import type {Diagnostic, Span} from '../diagnostics.ts'
import {adviceLines, isCommand} from './advice-lines.ts'
import {widthOfText} from './display-width.ts'
import {counted} from './figures.ts'
import {harmless, harmlessLines} from './harmless.ts'
import {cut, wrapped} from './layout.ts'
import {blank, type Line, line, type Tone, toned} from './line.ts'

const tones: Readonly<Record<Diagnostic['severity'], Tone>> = {error: 'refused', warning: 'wait'}

/** Mistakes and warnings, each with its place, the lines around it, what is wrong and what to do. */
export function diagnosticLines(diagnostics: readonly Diagnostic[], {width}: {readonly width: number}): readonly Line[] {
  return diagnostics.flatMap((diagnostic, index) => [...(index > 0 ? [blank] : []), ...oneLines(diagnostic, width)])
}

function oneLines({severity, code, summary, detail, help, span}: Diagnostic, width: number): readonly Line[] {
  const place = span ? [toned('dim', `${harmless(span.file)}:${span.line}:${span.column}`), {text: '  '}] : []
  return [
    ...wrapped(line(...place, toned(tones[severity], severity), ` ${code}  `, toned('bold', harmless(summary))), width, 2),
    ...(span ? frameLines(span, tones[severity]).map(frame => cut(frame, width)) : []),
    ...saidLines(detail, help, width),
  ]
}

/** Detail and help as one text, unless the help begins with a command: that has a line of its own. */
function saidLines(detail: string | undefined, help: string | undefined, width: number): readonly Line[] {
  const details = detail ? harmlessLines(detail) : []
  const helps = help ? harmlessLines(help) : []
  const [first] = helps
  const goesOn = first !== undefined && !isCommand(first)
  const words = goesOn ? [...details.slice(0, -1), [...details.slice(-1), first].join(' ')] : details
  return [
    ...words.flatMap(text => wrapped(line(`  ${text}`), width, 2)),
    ...adviceLines(goesOn ? helps.slice(1) : helps, {width, indent: 2}),
  ]
}

/** The line above, the line, and a caret below each character that is meant. */
function frameLines({frame, line: at, column, endColumn}: Span, tone: Tone): readonly Line[] {
  const digits = Math.max(0, ...frame.map(({line: number}) => String(number).length))
  const gutter = (number: string) => toned('dim', `${' '.repeat(4)}${number.padStart(digits)} │ `)
  return frame.flatMap(({line: number, text}) => {
    const shown = line(gutter(String(number)), harmless(text))
    if (number !== at) return [shown]
    // Widths are of what is shown: escapes are longer than what they stand for.
    const before = widthOfText(harmless(text.slice(0, column - 1)))
    const marked = Math.max(1, widthOfText(harmless(text.slice(column - 1, endColumn - 1))))
    return [shown, line(gutter(''), ' '.repeat(before), toned(tone, '^'.repeat(marked)))]
  })
}

/**
 * `2 mistakes in 1 file. Nothing was sent.`
 * @param sentNothing whether that is certain; it is said only then
 */
export function closingLine(
  diagnostics: readonly Diagnostic[],
  {sentNothing = true}: {readonly sentNothing?: boolean} = {},
): Line {
  const errors = diagnostics.filter(({severity}) => severity === 'error')
  const of = errors.length > 0 ? errors : diagnostics
  const files = new Set(of.flatMap(({span}) => span?.file ?? [])).size
  const count = errors.length > 0 ? counted(of.length, 'mistake') : counted(of.length, 'warning')
  const place = files > 0 ? ` in ${counted(files, 'file')}` : ''
  return line(`${count}${place}.${errors.length > 0 && sentNothing ? ' Nothing was sent.' : ''}`)
}
