import {render} from 'ink'
import type {ReactNode} from 'react'

/** The terminal that a screen is drawn on. Only a real one: the screens write cursor codes. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly colour: boolean
}

export interface Size {
  readonly width: number
  /** How many lines a frame may have: one row less than the terminal, since a taller frame wipes its history. */
  readonly height: number
}

/** The size now. */
export const sizeOf = ({columns, rows}: {readonly columns?: number; readonly rows?: number}): Size => ({
  width: columns && columns > 0 ? columns : 80,
  height: Math.max(1, (rows && rows > 0 ? rows : 24) - 1),
})

export interface Mounted {
  readonly draw: (node: ReactNode) => void
  /** Takes the screen away, gives the terminal back, and writes what stays. */
  readonly leave: (empty: ReactNode, stays: string) => Promise<void>
}

/**
 * The stream as the drawing library sees it. It wipes the terminal's history where a frame is as tall as the terminal,
 * also when somebody has just made the window lower; our frames keep their height themselves, so it needn't know.
 */
const withoutHeight = (stdout: NodeJS.WriteStream): NodeJS.WriteStream =>
  new Proxy(stdout, {
    get: (target, name) => {
      if (name === 'rows') return Number.POSITIVE_INFINITY
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })

/** Keys that the drawing library knows no name for, as Ctrl-F1 is sent (ESC [1;5P): held with Ctrl it ends the program over them. */
const nameless = /\x1b+(?:O|\[\[?)(?:\d+(?:;\d+)?[~^$]|(?:1;)?\d*[A-Za-z])/g
const named = /^\x1b(?:O|\[)(?:1;\d+|1;)?[A-DFHZ]$|^\x1b\[[1-8](?:;\d+)?~$/

/** What is typed, without the keys that the drawing library stumbles over. */
const withoutNameless = (stdin: NodeJS.ReadStream): NodeJS.ReadStream =>
  new Proxy(stdin, {
    get: (target, name) => {
      if (name === 'read')
        return () => {
          const text: unknown = target.read()
          return typeof text === 'string' ? text.replace(nameless, key => (named.test(key) ? key : '')) : text
        }
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })

const framesPerSecond = 15
/** Longer than a frame: what was drawn last has been written. */
const settled = 150

/** Puts a screen up. Ctrl-C comes to it as a key; it doesn't end it. */
export function mounted(node: ReactNode, {stdin, stdout}: Terminal): Mounted {
  // Before anything is seen: a key pressed at once must come as a key, Ctrl-C above all.
  if (stdin.isTTY) stdin.setRawMode(true)
  const screen = render(node, {
    stdin: withoutNameless(stdin),
    stdout: withoutHeight(stdout),
    exitOnCtrlC: false,
    patchConsole: false,
    maxFps: framesPerSecond,
  })
  const gone = screen.waitUntilExit()
  return {
    draw: screen.rerender,
    leave: async (empty, stays) => {
      screen.rerender(empty)
      await new Promise(resolve => setTimeout(resolve, settled))
      screen.clear()
      screen.unmount()
      await gone
      await new Promise<void>(resolve => {
        stdout.write(stays, () => resolve())
      })
    },
  }
}
