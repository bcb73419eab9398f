import {Box, Text} from 'ink'
import type {ReactNode} from 'react'
import type {Line} from '../line.ts'
import {lineText} from '../text.ts'

/** Lines on the screen, with the same codes as in text: what is seen doesn't depend on what a colour library guesses. */
export const Lines = ({lines, colour}: {readonly lines: readonly Line[]; readonly colour: boolean}): ReactNode => (
  <Box flexDirection='column'>
    {lines.map((line, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place
      <Text key={index} wrap='truncate'>
        {lineText(line, {colour}) || ' '}
      </Text>
    ))}
  </Box>
)
