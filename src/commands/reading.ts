import {counted, thousands} from '../views/figures.ts'
import {harmless} from '../views/harmless.ts'
import {line} from '../views/line.ts'
import {type Context, redrawsLines} from './context.ts'
import {say} from './output.ts'

/** In milliseconds: what ends sooner says nothing; a terminal's line follows the eye, and a log gets one now and then. */
const [silent, onTerminal, inLog] = [1000, 100, 10_000]

/** Tells how far the reading of campaigns and of their members is, once it has taken a second: on a terminal in one line that goes again, elsewhere a line now and then. */
export interface Reading {
  campaigns(read: number, files: number): void
  rows(file: string, read: number): void
  end(): void
}

export function reading(context: Context): Reading {
  const {clock, options, stderr} = context
  const inPlace = redrawsLines(context)
  let due = clock.monotonic() + silent
  let drawn = false
  const tell = (words: () => string): void => {
    const now = clock.monotonic()
    if (options.quiet || now < due) return
    due = now + (inPlace ? onTerminal : inLog)
    drawn = inPlace
    if (inPlace) stderr.write(`\r${words()}\u001b[K`)
    else say(context, [line(words())])
  }
  return {
    campaigns: (read, files) => {
      // Of the first one there is nothing to count yet.
      if (read > 0) tell(() => `Reading ${thousands(read)} of ${counted(files, 'campaign')} …`)
    },
    rows: (file, read) => tell(() => `Reading ${harmless(file)}: ${thousands(read)} rows …`),
    end: () => {
      if (drawn) stderr.write('\r\u001b[K')
      drawn = false
    },
  }
}
