/** A key and addresses that nothing else looks like, so that each trace of them can be found. They are nobody's. */
export const canaryKey = 'c4na7y0k-5ec7-4e71-9kez-00d15ea5ed42'
export const canaryPeople = [
  'ottoline.wren@kanarie-perch.example',
  'Bartleby.Finch+tag@kanarie-perch.example',
  'siskin_q@kanarie-perch.example',
  'linnet-7@kanarie-perch.example',
  'serin@kanarie-perch.example',
] as const

/** What is looked for: of each address its two sides, since a half of one is a trace too. */
const secrets = [canaryKey, 'ottoline.wren', 'Bartleby.Finch', 'kanarie-perch']

const reversed = (text: string): string => [...text].reverse().join('')
const halves = (text: string): readonly string[] => [text.slice(0, text.length / 2), text.slice(text.length / 2)]
const hex = (text: string): string => Buffer.from(text).toString('hex')

/** A text in base64 wherever it stands within another: what is around it changes only the digits at its edges. */
const base64Anywhere = (text: string): readonly string[] =>
  [0, 1, 2].map(before => {
    const digits = Buffer.from(`${'.'.repeat(before)}${text}`)
      .toString('base64')
      .replace(/=+$/, '')
    return digits.slice(before === 0 ? 0 : before + 1, -1)
  })

/** A secret as programs write it, and its halves, also backwards. */
const traces = (secret: string): readonly string[] => [
  ...halves(secret),
  ...halves(secret).map(reversed),
  ...base64Anywhere(secret),
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
  hex(secret),
]

const wanted = [...new Set(secrets.flatMap(traces))]

/** Every trace of a canary in bytes or text; zero bytes are dropped first, so that no wider encoding hides one. */
export function tracesIn(from: Buffer | string): readonly string[] {
  const text = (typeof from === 'string' ? from : from.toString('latin1')).replaceAll('\0', '').toLowerCase()
  return wanted.filter(trace => text.includes(trace.toLowerCase()))
}

const html = (text: string): string => text.replace(/[-@.]/g, character => `&#${character.charCodeAt(0)};`)
const percent = (text: string): string => text.replace(/[^A-Za-z0-9]/g, character => `%${hex(character)}`)

/** What a careless server repeats: the key and an address, each time written in another way. */
export function echo(turn: number): string {
  const [address] = canaryPeople
  const ways = [
    `apiKey=${canaryKey}&to=${address}`,
    `apiKey=${encodeURIComponent(canaryKey)}&to=${encodeURIComponent(address)}`,
    `${btoa(canaryKey)} ${html(address)}`,
    `Basic ${btoa(`user:${canaryKey}`)} for ${address}`,
    `${canaryKey.toUpperCase()} <${address}>`,
    `key ${percent(canaryKey)} to ${percent(address)}`,
  ]
  return ways[turn % ways.length] ?? ''
}
