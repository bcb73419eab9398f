import {bad, type Checked, good} from '../diagnostics.ts'
import {mistake} from './codes.ts'

/** Hosts by data centre, whole: two of them fit no pattern. Source: the API's page on environments. */
export const hosts = {
  us: 'https://api.questionpro.com',
  eu: 'https://api.questionpro.eu',
  ca: 'https://api.questionpro.ca',
  sg: 'https://api.questionpro.sg',
  au: 'https://api.questionpro.au',
  ae: 'https://api.questionpro.ae',
  sa: 'https://api.surveyanalytics.com',
  ksa: 'https://api.questionprosa.com',
} as const

const base = '/a/api/v2'

/** The base URL of a data centre. */
export const serverOf = (dataCenter: keyof typeof hosts): string => hosts[dataCenter] + base

/** The port at which the built-in sandbox listens unless it is told otherwise, and where every project's panel `sandbox` looks for it. */
export const sandboxPort = 8460

const sandboxOrigin = `http://127.0.0.1:${sandboxPort}`

/** The base URL of the built-in sandbox. */
export const sandboxUrl = sandboxOrigin + base

/** The base URL from FIELDWORK_URL or --url. It carries the key, so it must be https, or stay on this machine. */
export function readServer(text: string, loopbackOnly: boolean): Checked<string> {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const wrong = url ? whyNot(url, loopbackOnly) : 'It is not a URL.'
  if (!url || wrong) return bad([mistake('FW073', {detail: wrong ?? '', help: instead(text, url, loopbackOnly)})])
  const path = url.pathname.replace(/\/+$/, '')
  return good(`${url.origin}${path.endsWith(base) ? path : path + base}`)
}

/** An address that can be used. Of the one that was given only the host is repeated: the rest may be secret. */
function instead(text: string, url: URL | undefined, loopbackOnly: boolean): string {
  if (loopbackOnly) return `Write one like ${sandboxOrigin}, or choose another panel.`
  if (/^(?:localhost|127\.0\.0\.1):[0-9]{1,5}$/.test(text)) return `Write http://${text}`
  const insecure = url?.protocol === 'http:' && !isLoopback(url.hostname) && !url.username && !url.password && !url.search
  return insecure ? `Write https://${url.host}` : `Write it like https://proxy.example.com or ${sandboxOrigin}`
}

function whyNot(url: URL, loopbackOnly: boolean): string | undefined {
  const local = isLoopback(url.hostname)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return `${url.protocol} is not a way to reach a server here.`
  if (url.username || url.password) return 'It holds a user name or password, and the key is all that is sent.'
  if (url.search || url.hash) return 'It holds a query or fragment, and only a host and path can be used.'
  if (loopbackOnly && !local) return 'The panel sandbox is for this machine only (localhost, 127.0.0.1, [::1]).'
  if (url.protocol === 'http:' && !local)
    return 'Over http: the key could be read on the way; it is allowed to this machine only.'
  return undefined
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127(?:\.[0-9]{1,3}){3}$/.test(host)
