/** Text that needs no quotes, in brackets neither. */
const bare = /^(?![\s\-?:,[\]{}#&*!|>'"%@`])(?:(?!: |:$| #)[^,[\]{}\n\r\t])+(?<!\s)$/
/** Text that would be read as a number, or as another kind of value. */
const otherKind =
  /^(?:true|false|null|~|[-+]?\.(?:inf|nan)|0x[0-9a-f]+|0o[0-7]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:e[-+]?[0-9]+)?)$/i

/** A value as YAML on one line, in quotes where it would be read as something else. */
export function yamlOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(yamlOf).join(', ')}]`
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, inner]) => `${key}: ${yamlOf(inner)}`)
      .join(', ')}}`
  return typeof value === 'string' ? textOf(value) : String(value)
}

const textOf = (text: string): string => (bare.test(text) && !otherKind.test(text) ? text : JSON.stringify(text))
