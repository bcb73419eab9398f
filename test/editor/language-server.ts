import {spawn} from 'node:child_process'
import {createRequire} from 'node:module'

export interface Position {
  /** Counted from 0. */
  readonly line: number
  readonly character: number
}

/** One offer of a completion, as far as these tests look at it. */
export interface Offer {
  readonly label: string
  readonly documentation?: string | {readonly value: string}
  readonly insertText?: string
  readonly textEdit?: {readonly range: {readonly start: Position; readonly end: Position}; readonly newText: string}
}

export interface Remark {
  readonly message: string
  readonly range: {readonly start: Position}
}

/** An editor's side of yaml-language-server. Files needn't be on the disk: their text is what was opened. */
export interface LanguageServer {
  /** What the server remarks on a file once it has looked at it. */
  remarks(path: string, text: string): Promise<readonly Remark[]>
  complete(path: string, text: string, position: Position): Promise<readonly Offer[]>
  /** What is shown over a place, as Markdown; empty where nothing is. */
  hover(path: string, text: string, position: Position): Promise<string>
  /** Ends the server. What it wrote to its error stream comes back: nothing, if all was well. */
  end(): Promise<string>
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: {readonly message: string}
}

/** Makes every connection of the server an error that is told: it is to work without a network. */
const alone = `data:text/javascript,${encodeURIComponent(
  "import net from 'node:net'; net.Socket.prototype.connect = () => { process.stderr.write('connected'); throw new Error('no network') }",
)}`

/** Starts the server. `schemas` says which schema, by path, is for which files, by pattern; without it only what a file says of itself counts. */
export async function languageServer(schemas: Readonly<Record<string, readonly string[]>> = {}): Promise<LanguageServer> {
  const program = createRequire(import.meta.url).resolve('yaml-language-server/bin/yaml-language-server')
  const child = spawn(process.execPath, ['--import', alone, program, '--stdio'], {stdio: 'pipe'})
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()))
  const said: Buffer[] = []
  child.stderr.on('data', (bytes: Buffer) => said.push(bytes))
  const waiting = new Map<number, {readonly done: (result: unknown) => void; readonly failed: (error: Error) => void}>()
  const looked = new Map<string, (remarks: readonly Remark[]) => void>()
  const settings = {
    schemaStore: {enable: false},
    kubernetesCRDStore: {enable: false},
    schemas: Object.fromEntries(Object.entries(schemas).map(([path, patterns]) => [`file://${path}`, patterns])),
  }

  const send = (message: object): void => {
    const body = JSON.stringify({jsonrpc: '2.0', ...message})
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }
  const notify = (method: string, params: object): void => send({method, params})
  let configured = (): void => {}
  const known = new Promise<void>(resolve => {
    configured = resolve
  })
  let last = 0
  const ask = (method: string, params: object | null): Promise<unknown> =>
    new Promise((done, failed) => {
      last += 1
      waiting.set(last, {done, failed})
      send({id: last, method, params})
    })
  const received = ({id, method, params, result, error}: Message): void => {
    if (method === 'workspace/configuration') {
      const {items} = params as {items: readonly {section: string}[]}
      send({id, result: items.map(({section}) => (section === 'yaml' ? settings : null))})
      configured()
    } else if (method === 'textDocument/publishDiagnostics') {
      const {uri, diagnostics} = params as {uri: string; diagnostics: readonly Remark[]}
      looked.get(uri)?.(diagnostics)
    } else if (method !== undefined && id !== undefined) send({id, result: null})
    else if (id !== undefined && error) waiting.get(id)?.failed(new Error(error.message))
    else if (id !== undefined) waiting.get(id)?.done(result)
  }
  let bytes = Buffer.alloc(0)
  child.stdout.on('data', (more: Buffer) => {
    bytes = Buffer.concat([bytes, more])
    for (;;) {
      const head = bytes.indexOf('\r\n\r\n')
      if (head < 0) return
      const length = Number(/Content-Length: (\d+)/.exec(bytes.toString('latin1', 0, head))?.[1])
      if (bytes.length < head + 4 + length) return
      const message: Message = JSON.parse(bytes.toString('utf8', head + 4, head + 4 + length))
      bytes = bytes.subarray(head + 4 + length)
      received(message)
    }
  })

  await ask('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      workspace: {configuration: true},
      textDocument: {completion: {completionItem: {snippetSupport: true, documentationFormat: ['markdown', 'plaintext']}}},
    },
  })
  notify('initialized', {})
  // It asks for the settings then; what comes after the answer is asked under them.
  await known

  let opens = 0
  /** Opens a file, asks about it, and closes it again. Each time it is another file of its folder, so that nothing is left of the one before. */
  const opened = async <T>(path: string, text: string, question: (uri: string) => Promise<T>): Promise<T> => {
    opens += 1
    const uri = `file://${path.replace(/[^/]*$/, `${opens}-$&`)}`
    notify('textDocument/didOpen', {textDocument: {uri, languageId: 'yaml', version: 1, text}})
    try {
      return await question(uri)
    } finally {
      looked.delete(uri)
      notify('textDocument/didClose', {textDocument: {uri}})
    }
  }
  return {
    remarks: (path, text) => opened(path, text, uri => new Promise<readonly Remark[]>(resolve => looked.set(uri, resolve))),
    complete: (path, text, position) =>
      opened(path, text, async uri => {
        const list = await ask('textDocument/completion', {textDocument: {uri}, position})
        return (list as {items: readonly Offer[]}).items
      }),
    hover: (path, text, position) =>
      opened(path, text, async uri => {
        const shown = await ask('textDocument/hover', {textDocument: {uri}, position})
        return (shown as {contents: {value: string}} | null)?.contents.value ?? ''
      }),
    end: async () => {
      await ask('shutdown', null)
      notify('exit', {})
      await ended
      return Buffer.concat(said).toString()
    },
  }
}
