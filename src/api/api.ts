// The clients in one place: whoever talks to the API loads undici, and nobody else does.
export {createClient} from './client.ts'
export {createReader} from './reader.ts'
export {createSharedLimiter} from './shared-limiter.ts'
