import {gzipSync} from 'node:zlib'
import {answer, chunked, head} from './http.ts'
import type {Fault, Struck} from './strike.ts'

/** A fault that does the work and then writes the answer in its own way, and hangs up. */
const writes = (what: string, text: (body: string, struck: Struck) => string | Buffer) =>
  ({
    what,
    at: 'request',
    strike: (struck: Struck): void => void struck.socket.end(text(struck.commit(), struck)),
  }) as const satisfies Fault

const bytes = (echo: string, body: Buffer, ...headers: readonly string[]): Buffer =>
  Buffer.concat([Buffer.from(head(echo, `content-length: ${body.length}`, ...headers)), body])

/** Answers that HTTP, or the encoding of their text, is wrong or unusual in. */
export const faultsOfFraming = {
  'in-chunks': writes(
    'the right answer, in chunks',
    (body, {echo}) => head(echo, 'transfer-encoding: chunked') + chunked(body, 7),
  ),
  trailers: writes(
    'the right answer, in chunks and with trailers',
    (body, {echo}) => head(echo, 'transfer-encoding: chunked', 'trailer: x-key') + chunked(body, 30, [`x-key: ${echo}`]),
  ),
  'until-close': writes('the right answer without a length, closed at its end', (body, {echo}) => head(echo) + body),
  'two-answers': writes(
    'the right answer, and a second one behind it',
    (body, {echo}) => answer(body, echo) + answer('{}', echo, {status: '500 Second'}),
  ),
  'stays-open': {
    what: 'the right answer, and the connection stays open: keep-alive',
    at: 'request',
    strike: ({socket, commit, echo, later}) => {
      const body = commit()
      socket.write(
        `HTTP/1.1 200 OK\r\nconnection: keep-alive\r\nkeep-alive: timeout=600\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      )
      later(50, () => void (socket.destroyed || socket.write(answer('{}', echo, {status: '408 Request Timeout'}))))
    },
  },
  'many-hints': writes(
    'a thousand 103 Early Hints before the right answer',
    (body, {echo}) => `HTTP/1.1 103 Early Hints\r\nlink: <${echo}>\r\n\r\n`.repeat(1000) + answer(body, echo),
  ),
  'continue-then-answer': writes(
    '100 Continue, for which nobody asked, before the right answer',
    (body, {echo}) => `HTTP/1.1 100 Continue\r\n\r\n${answer(body, echo)}`,
  ),
  'switching-protocols': writes(
    '101 Switching Protocols',
    (_, {echo}) => `HTTP/1.1 101 Switching Protocols\r\nupgrade: ${echo}\r\nconnection: upgrade\r\n\r\n`,
  ),
  'chunks-cut': writes('closed in the middle of the chunks', (body, {echo}) =>
    (head(echo, 'transfer-encoding: chunked') + chunked(body, 7)).slice(0, -20),
  ),
  'last-chunk-missing': writes('all of the body in chunks, but not the last, empty one', (body, {echo}) =>
    (head(echo, 'transfer-encoding: chunked') + chunked(body, 7)).slice(0, -5),
  ),
  'bad-chunk-size': writes(
    'a chunk whose size is no number',
    (body, {echo}) => `${head(echo, 'transfer-encoding: chunked')}zz\r\n${body}\r\n0\r\n\r\n`,
  ),
  'length-too-small': writes(
    'the body is longer than announced',
    (body, {echo}) => head(echo, `content-length: ${body.length - 10}`) + body,
  ),
  'length-too-large': writes(
    'the body is whole, but shorter than announced',
    (body, {echo}) => head(echo, `content-length: ${body.length + 10}`) + body,
  ),
  'two-lengths': writes(
    'two lengths are announced',
    (body, {echo}) => head(echo, `content-length: ${body.length}`, `content-length: ${body.length - 3}`) + body,
  ),
  'length-and-chunks': writes(
    'a length and chunks are announced',
    (body, {echo}) => head(echo, `content-length: ${body.length}`, 'transfer-encoding: chunked') + chunked(body, 9),
  ),
  'body-over-1-mib': writes('the right answer, followed by 1 MiB of blanks', (body, {echo}) =>
    answer(body + ' '.repeat(1_048_576), echo),
  ),
  'headers-over-64-kib': writes('the right answer under headers of more than 64 KiB', (body, {echo}) =>
    answer(body, echo, {headers: Array.from({length: 80}, (_, n) => `x-${n}: ${'h'.repeat(1000)}`)}),
  ),
  'not-http': writes('bytes that are no HTTP', (_, {echo}) => `\u0000\u0001\u0002${echo}\r\n\r\n`),
  'http-0.9': writes('the body alone, as HTTP/0.9 has it', body => body),
  'tls-alert': writes('a TLS alert', () => Buffer.from([0x15, 3, 1, 0, 2, 2, 0x28])),
  gzip: writes('the right answer, compressed, for which nobody asked', (body, {echo}) =>
    bytes(echo, gzipSync(body), 'content-encoding: gzip'),
  ),
  'utf-16': writes('the right answer in UTF-16', (body, {echo}) => bytes(echo, Buffer.from(`\ufeff${body}`, 'utf16le'))),
  'utf-16-without-mark': writes('the right answer in UTF-16, without its mark', (body, {echo}) =>
    bytes(echo, Buffer.from(body, 'utf16le')),
  ),
  'byte-order-mark': writes('the right answer behind the mark of UTF-8', (body, {echo}) => answer(`\ufeff${body}`, echo)),
  'not-utf-8': writes('the right answer, and a byte in it that is no UTF-8', (body, {echo}) =>
    bytes(echo, Buffer.from(body.replace('}', ',"x":"\u00e9"}'), 'latin1')),
  ),
} as const satisfies Readonly<Record<string, Fault>>
