import {exit, stop} from '../exit.ts'

const loopback = /^(?:127(?:\.[0-9]{1,3}){3}|\[::1\]|localhost)$/

/** The base URL, checked once more before a key is sent to it: `https:`, or `http:` to this machine; no user, query or fragment in it. */
export function checkedBaseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const plain = url !== undefined && url.username === '' && url.password === '' && url.search === '' && url.hash === ''
  if (plain && (url.protocol === 'https:' || (url.protocol === 'http:' && loopback.test(url.hostname)))) return url
  throw stop(exit.invalid, {
    code: 'FW404',
    summary: 'The server cannot be used',
    detail: 'Its URL must be https, or http to this machine (127.0.0.1, [::1], localhost), without user, query or fragment.',
    help: 'Look at FIELDWORK_URL and --url.',
  })
}
