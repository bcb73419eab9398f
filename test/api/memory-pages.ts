import type {Pages} from '../../src/api/rate/book.ts'

/** Pages in memory. `around` is called before and after each operation: there anything else may happen. */
export function memoryPages(texts: Map<number, string>, around: () => void): Pages {
  const step = <T>(work: () => T): T => {
    around()
    const result = work()
    around()
    return result
  }
  return {
    list: () => step(() => [...texts.keys()].sort((a, b) => a - b)),
    read: (page, from) =>
      step(() => {
        const text = texts.get(page)
        return text === undefined || text.length < from ? undefined : text.slice(from)
      }),
    begin: (page, text) => step(() => void texts.set(page, (texts.get(page) ?? '') + text)),
    end: (page, text) =>
      step(() => {
        if (texts.has(page)) texts.set(page, texts.get(page) + text)
      }),
    remove: page => step(() => void texts.delete(page)),
  }
}
