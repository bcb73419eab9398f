import {Static, useInput, useStdin} from 'ink'
import type {ReactNode} from 'react'
import type {Line} from '../line.ts'
import type {ReviewKey} from '../review-scene.ts'
import {keysOf} from './keys.ts'
import {Lines} from './lines.tsx'

/** A screen: what has gone up into the terminal's history, the frame below it, and the one place that listens to keys. */
export const Picture = ({
  history = [],
  frame,
  colour,
  onKey,
}: {
  readonly history?: readonly (readonly Line[])[]
  readonly frame: readonly Line[]
  readonly colour: boolean
  readonly onKey: (key: ReviewKey) => void
}): ReactNode => {
  const {isRawModeSupported} = useStdin()
  useInput((input, key) => keysOf(input, key).forEach(onKey), {isActive: isRawModeSupported})
  return (
    <>
      <Static items={[...history]}>{(lines, index) => <Lines key={index} lines={lines} colour={colour} whole />}</Static>
      <Lines lines={frame} colour={colour} />
    </>
  )
}
