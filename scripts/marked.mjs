/** A page of which what stands between two marks is written by a program: the same page with these lines there. */
export function marked(text, [begin, end], lines) {
  const [from, to] = [begin, end].map(mark => text.indexOf(mark))
  if (from < 0 || to < from) throw new Error(`the page has lost its mark ${from < 0 ? begin : end}`)
  return `${text.slice(0, from + begin.length)}\n${lines.join('\n')}\n${text.slice(to)}`
}
