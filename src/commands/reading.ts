import {counted, thousands} from '../views/figures.ts'
import {line} from '../views/line.ts'
import {type Context, redrawsLines} from './context.ts'
import {say} from './output.ts'

/** In milliseconds: what ends sooner says nothing; a terminal's line follows the eye, and a log gets one now and then. */
const [silent, onTerminal, inLog] = [1000, 100, 10_000]

/** Tells how far the reading of campaigns is, once it has taken a second: on a terminal in one line that goes again, elsewhere a line now and then. */
export interface Reading {
  progress(read: number, files: number): void
  end(): void
}

export function reading(context: Context): Reading {
  const {clock, options, stderr} = context
  const inPlace = redrawsLines(context)
  let due = clock.monotonic() + silent
  let drawn = false
  return {
    progress: (read, files) => {
      const now = clock.monotonic()
      // Of the first one there is nothing to count yet.
      if (options.quiet || read === 0 || now < due) return
      due = now + (inPlace ? onTerminal : inLog)
      const words = `Reading ${thousands(read)} of ${counted(files, 'campaign')} …`
      drawn = inPlace
      if (inPlace) stderr.write(`\r${words}\u001b[K`)
      else say(context, [line(words)])
    },
    end: () => {
      if (drawn) stderr.write('\r\u001b[K')
    },
  }
}
