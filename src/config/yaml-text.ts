const bare = /^(?![\s\-?:,[\]{}#&*!|>'"%@`])(?:(?!: |:$| #)[^,[\]{}\n\r\t])+(?<!\s)$/
const otherKind = /^(?:true|false|null|~|[-+.]?[0-9][0-9_.eExXoO+-]*)$/i

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
