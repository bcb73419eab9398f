import {Box, Text} from 'ink'
import type {ReactNode} from 'react'
import {type Line, widthOf} from '../line.ts'
import {lineText} from '../text.ts'

/** Lines on the screen, with the same codes as in text: what is seen doesn't depend on what a colour library guesses. */
export const Lines = ({
  lines,
  colour,
  whole = false,
}: {
  readonly lines: readonly Line[]
  readonly colour: boolean
  /** Lines wider than the terminal are left to it: only above the frame, where their number needn't be known. */
  readonly whole?: boolean
}): ReactNode => (
  <Box flexDirection='column' {...(whole && {width: Math.max(1, ...lines.map(widthOf))})}>
    {lines.map((line, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place
      <Text key={index} wrap='truncate'>
        {lineText(line, {colour}) || ' '}
      </Text>
    ))}
  </Box>
)
