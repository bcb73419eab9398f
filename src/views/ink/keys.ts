import type {Key} from 'ink'
import type {ReviewKey} from '../review-scene.ts'

const ctrlC = '\x03'

/** What the terminal sent, as keys. A paste is text, and its line breaks are Enter. */
export function keysOf(input: string, key: Key): readonly ReviewKey[] {
  // Typed fast, or while the program was busy, Ctrl-C comes in one piece with other keys: it must be heard all the same.
  const interrupts = input.split(ctrlC).length - 1
  if (interrupts > 0) return Array.from({length: interrupts}, () => 'interrupt')
  if (key.ctrl) return input === 'c' ? ['interrupt'] : []
  const special = specialKey(key)
  if (special) return [special]
  if (key.meta || input === '') return []
  return input
    .split(/(\r\n?|\n)/)
    .filter(text => text !== '')
    .map(text => (/^[\r\n]/.test(text) ? 'enter' : {text}))
}

function specialKey(key: Key): ReviewKey | undefined {
  if (key.upArrow) return 'up'
  if (key.downArrow) return 'down'
  if (key.pageUp) return 'page-up'
  if (key.pageDown) return 'page-down'
  if (key.home) return 'home'
  if (key.end) return 'end'
  if (key.leftArrow) return 'left'
  if (key.rightArrow) return 'right'
  if (key.return) return 'enter'
  if (key.tab) return 'tab'
  if (key.escape) return 'escape'
  if (key.backspace || key.delete) return 'backspace'
  return undefined
}
