import type {Panel} from '../config/campaign.ts'
import type {Context} from './context.ts'

/** A reason as the journal keeps it: whoever reads it there must find no e-mail address, no key and no control characters. */
export function harmlessReason({env}: Context, {apiKey}: Panel, text: string): string {
  const key = 'env' in apiKey ? env[apiKey.env] : undefined
  return (key ? text.replaceAll(key, '[key]') : text)
    .replace(/[^\s@<>,;:"']+@[^\s@<>,;:"']+/g, '[address]')
    .replace(/\p{C}/gu, ' ')
    .slice(0, 500)
}
