import {render} from 'ink-testing-library'
import {expect, test} from 'vitest'
import {Picture} from '../../src/views/ink/picture.tsx'
import {planLines} from '../../src/views/plan-lines.ts'
import type {ReviewKey} from '../../src/views/review-scene.ts'
import {lineText, text} from '../../src/views/text.ts'
import {pictured} from './scene.ts'

const nothing = () => undefined

test('the screen shows the same lines as the text', () => {
  const lines = planLines(pictured, {width: 80})
  for (const colour of [false, true]) {
    const {lastFrame, unmount} = render(<Picture frame={lines} colour={colour} onKey={nothing} />)
    expect(lastFrame()?.replaceAll(/ +$/gm, '')).toBe(text(lines, {colour}).trimEnd())
    unmount()
  }
})

test('what is in the history stands above the frame, once', () => {
  const done = [[[{text: '✓ one'}]], [[{text: '✓ two'}, {text: '  done'}]]]
  const {lastFrame, rerender, unmount} = render(
    <Picture history={done.slice(0, 1)} frame={[[{text: 'live'}]]} colour={false} onKey={nothing} />,
  )
  rerender(<Picture history={done} frame={[[{text: 'still live'}]]} colour={false} onKey={nothing} />)
  expect(lastFrame()).toBe('✓ one\n✓ two  done\nstill live')
  unmount()
})

test('keys come as words; a paste is text and Enter', async () => {
  const keys: ReviewKey[] = []
  const {stdin, unmount} = render(<Picture frame={[]} colour={false} onKey={key => keys.push(key)} />)
  for (const typed of [
    '\x1b[A',
    '\x1b[B',
    '\x1b[5~',
    '\x1b[6~',
    '\x1b[H',
    '\x1b[F',
    '\x1b[C',
    '\x1b[D',
    '\r',
    '\t',
    '\x03',
    '\x7f',
    'j',
    'q3-pulse\r',
    'second\x03',
    '\x03\x03',
    '\x18',
    '\x1b',
  ]) {
    stdin.write(typed)
    await new Promise(resolve => setTimeout(resolve, 15))
  }
  expect(keys).toEqual([
    'up',
    'down',
    'page-up',
    'page-down',
    'home',
    'end',
    'right',
    'left',
    'enter',
    'tab',
    'interrupt',
    'backspace',
    {text: 'j'},
    {text: 'q3-pulse'},
    'enter',
    'interrupt',
    'interrupt',
    'interrupt',
    'escape',
  ])
  unmount()
})

test('a line too wide for the terminal is cut, not broken', () => {
  const {lastFrame, unmount} = render(
    <Picture frame={[[{text: 'x'.repeat(150)}], [{text: 'below'}]]} colour={false} onKey={nothing} />,
  )
  expect(
    lastFrame()
      ?.split('\n')
      .map(line => line.length),
  ).toEqual([100, 5])
  unmount()
})

test('above the frame a line is whole, however wide: a command there can be copied', () => {
  const wide = `fieldwork ${'x'.repeat(150)}`
  const {lastFrame, unmount} = render(
    <Picture history={[[[{text: wide}]]]} frame={[[{text: 'live'}]]} colour={false} onKey={nothing} />,
  )
  expect(lastFrame()).toBe(`${wide}\nlive`)
  unmount()
})

test('nothing of a line is seen where it ends in blanks', () => {
  expect(lineText([{text: 'a '}], {colour: false})).toBe('a')
})
