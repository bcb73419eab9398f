/** Names that lead back to themselves, circle by circle. Every name is walked over once. */
export function circlesOf(names: readonly string[], next: (name: string) => string | undefined): readonly (readonly string[])[] {
  const walked = new Set<string>()
  return names.flatMap(name => {
    const path: string[] = []
    let at: string | undefined = name
    for (; at !== undefined && !walked.has(at); at = next(at)) {
      walked.add(at)
      path.push(at)
    }
    const begin = at === undefined ? -1 : path.indexOf(at)
    return begin < 0 ? [] : [path.slice(begin)]
  })
}

const most = 12

/** Once round a circle, from one of its names on; of a long one the beginning. */
export function circleInWords(circle: readonly string[], from: number): string {
  const at = (step: number): string => circle[(from + step) % circle.length] ?? ''
  const shown = Array.from({length: Math.min(most, circle.length)}, (_, step) => at(step))
  const rest = circle.length > most ? [`${circle.length - most} more`] : []
  return [...shown, ...rest, at(0)].join(' waits for ')
}
