import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import {
  createServer as createTlsServer,
  Agent as HttpsAgent,
  request as httpsRequest,
  type Server as TlsServer,
} from 'node:https'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { type CertificateName, keyPair } from '../replay-server/index.ts'

/** What goes wrong with one request. */
export type Fault =
  /** The connection is cut before the shop is asked, or after it has done its work. */
  | 'reset'
  | 'reset-after'
  | 'stall'
  /** The whole answer, a few bytes at a time. */
  | 'drip'
  /** Half of the body, then the connection is cut; or the answer ends there as if it were whole. */
  | 'half'
  | 'half-chunked'
  | 'half-ended'
  | 'length-too-long'
  | 'length-too-short'
  | 'gzip-flipped'
  | 'gzip-cut'
  | 'gzip-plain'
  /** The answer to an earlier request of the same run for another page of the same list, or other orders. */
  | 'duplicate'
  /** Two requests of the same address under way at once, pages or batches, get each other's answers. */
  | 'swap'
  /** A page's rows in the opposite order. */
  | 'reverse'
  | 'empty'
  | 'garbage'
  | 'php-notice'
  | 'redirect-loop'
  | 'redirect-elsewhere'
  | 'portal-page'
  | 'portal-redirect'
  | { readonly status: number; readonly retryAfter: 'none' | 'seconds' | 'date' | 'long' }

interface Whole {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

export interface FaultProxy {
  /** Without a slash at the end. */
  readonly url: string
  readonly port: number
  /** Requests that arrived so far. */
  readonly requests: () => number
  /** Where the requests go. */
  setUpstream(url: string): void
  /** Asked before each request; null: it goes through untouched. */
  setFaults(choose: (() => Fault | null) | null): void
  /** The certificate of connections made from now on; those that are open are cut. */
  setCertificate(name: CertificateName): void
  /** How often each fault happened. */
  readonly happened: ReadonlyMap<string, number>
  close(): Promise<void>
}

export interface FaultProxyOptions {
  readonly tls: boolean
  /** The shop's clock, for `Retry-After` dates. */
  readonly now: () => Date
  /** The address that `redirect-elsewhere` leads to. */
  readonly elsewhere: string
}

const portal =
  '<!DOCTYPE html><html><head><title>Wi-Fi ospiti</title></head><body><form action="/login">Accetta</form></body></html>'

const upstreamAgent = new HttpsAgent({ keepAlive: true, rejectUnauthorized: false })

/** A proxy in front of a shop's server that injects faults, on real sockets. */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const earlier = new Map<string, Whole>()
  const happened = new Map<string, number>()
  let upstream = ''
  let choose: (() => Fault | null) | null = null
  let requests = 0
  let waitingSwap: {
    readonly path: string
    readonly whole: Whole
    readonly give: (other: Whole) => void
  } | null = null

  async function ask(message: IncomingMessage, body: Buffer): Promise<Whole> {
    const url = new URL(message.url ?? '/', upstream)
    const { host: _, connection: __, 'accept-encoding': ___, ...headers } = message.headers
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const sent = send(url, {
      method: message.method ?? 'GET',
      headers,
      ...(url.protocol === 'https:' ? { agent: upstreamAgent } : {}),
    })
    sent.end(body)
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    const { 'transfer-encoding': ____, 'content-length': _____, connection: ______, ...kept } = answer.headers
    return { status: answer.statusCode ?? 0, headers: kept, body: await buffer(answer) }
  }

  async function respond(message: IncomingMessage, response: ServerResponse): Promise<void> {
    requests += 1
    response.sendDate = false
    const body = await buffer(message)
    const fault = choose?.() ?? null
    const name = fault === null ? 'none' : typeof fault === 'string' ? fault : String(fault.status)
    happened.set(name, (happened.get(name) ?? 0) + 1)
    if (fault === 'stall') return
    if (fault === 'reset') return void message.socket.destroy()
    if (fault !== null && replaces(fault)) return replaced(response, fault)
    const key = listOf(message, body)
    const whole = await ask(message, body)
    const before = earlier.get(key)
    earlier.set(key, whole)
    switch (fault) {
      case 'reset-after':
        message.socket.destroy()
        return
      case 'duplicate':
        sendWhole(response, before ?? whole)
        return
      case 'swap':
        sendWhole(response, await swapped(whole, new URL(message.url ?? '/', upstream).pathname))
        return
      case 'reverse':
        sendWhole(response, { ...whole, body: reversed(whole.body) })
        return
      case 'php-notice':
        sendWhole(response, {
          ...whole,
          body: Buffer.concat([
            Buffer.from('<br />\n<b>Warning</b>: foo in <b>/a.php</b><br />\n'),
            whole.body,
          ]),
        })
        return
      case null:
        sendWhole(response, whole)
        return
      default:
        return spoil(response, whole, fault as Spoiling)
    }
  }

  /** Waits a moment for another answer to exchange with. */
  async function swapped(whole: Whole, path: string): Promise<Whole> {
    if (waitingSwap?.path === path) {
      const other = waitingSwap
      waitingSwap = null
      other.give(whole)
      return other.whole
    }
    const partner = new Promise<Whole>((give) => {
      waitingSwap = { path, whole, give }
    })
    const own = delay(8).then(() => {
      if (waitingSwap?.whole === whole) waitingSwap = null
      return whole
    })
    return Promise.race([partner, own])
  }

  function replaced(response: ServerResponse, fault: Replacing): void {
    const html = { 'Content-Type': 'text/html; charset=utf-8' }
    switch (fault) {
      case 'empty':
        whole(response, 200, { 'Content-Type': 'application/json' }, '')
        return
      case 'garbage':
        whole(response, 200, { 'Content-Type': 'application/json' }, '\u0000\uFFFD{]"\\')
        return
      case 'redirect-loop':
        whole(response, 302, { Location: response.req.url ?? '/' }, '')
        return
      case 'redirect-elsewhere':
        whole(response, 307, { Location: `${options.elsewhere}${response.req.url}` }, '')
        return
      case 'portal-page':
        whole(response, 200, html, portal)
        return
      case 'portal-redirect':
        whole(response, 302, { ...html, Location: `${options.elsewhere}/login` }, portal)
        return
      default: {
        const { status, retryAfter } = fault
        const headers: Record<string, string> = { ...html, Date: options.now().toUTCString() }
        if (retryAfter === 'seconds') headers['Retry-After'] = '2'
        if (retryAfter === 'long') headers['Retry-After'] = '86400'
        if (retryAfter === 'date')
          headers['Retry-After'] = new Date(options.now().getTime() + 3000).toUTCString()
        whole(response, status, headers, '<html><body>Errore</body></html>')
      }
    }
  }

  const listener = (message: IncomingMessage, response: ServerResponse) => {
    respond(message, response).catch((error: unknown) => {
      // The client has gone, or the shop was closed: there is nobody to answer.
      message.socket.destroy(error instanceof Error ? error : undefined)
    })
  }
  const server = options.tls ? createTlsServer(keyPair('good'), listener) : createServer(listener)
  server.on('clientError', (_, socket) => socket.destroy())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    requests: () => requests,
    setUpstream: (url) => {
      upstream = url
    },
    setFaults: (next) => {
      choose = next
      earlier.clear()
    },
    setCertificate: (name) => {
      ;(server as TlsServer).setSecureContext(keyPair(name))
      server.closeAllConnections()
    },
    happened,
    close: async () => {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

type Replacing = Exclude<Fault, string> | (typeof replacing)[number]
const replacing = [
  'empty',
  'garbage',
  'redirect-loop',
  'redirect-elsewhere',
  'portal-page',
  'portal-redirect',
] as const
type Spoiling = 'drip' | 'half' | 'half-chunked' | 'half-ended' | `length-${string}` | `gzip-${string}`

function replaces(fault: Fault): fault is Replacing {
  return typeof fault === 'object' || replacing.some((name) => name === fault)
}

function whole(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: string,
): void {
  response.writeHead(status, { ...headers, 'Content-Length': String(Buffer.byteLength(body)) })
  response.end(body)
}

function sendWhole(response: ServerResponse, { status, headers, body }: Whole): void {
  response.writeHead(status, { ...headers, 'Content-Length': String(body.length) })
  response.end(body)
}

async function spoil(response: ServerResponse, answer: Whole, fault: Spoiling): Promise<void> {
  const { status, headers, body } = answer
  const half = body.subarray(0, body.length >> 1)
  const cut = () => void response.destroy()
  const head = (more: Record<string, string>) => response.writeHead(status, { ...headers, ...more })
  switch (fault) {
    case 'drip': {
      head({ 'Content-Length': String(body.length) })
      const step = Math.max(1, Math.ceil(body.length / 5))
      for (let at = 0; at < body.length; at += step) {
        response.write(body.subarray(at, at + step))
        await delay(1)
      }
      response.end()
      return
    }
    case 'half':
      head({ 'Content-Length': String(body.length) })
      response.write(half, cut)
      return
    case 'half-chunked':
      head({})
      response.write(half, cut)
      return
    case 'half-ended':
      head({ 'Content-Length': String(half.length) })
      response.end(half)
      return
    case 'length-too-long':
      head({ 'Content-Length': String(body.length + 50) })
      response.write(body, cut)
      return
    case 'length-too-short': {
      // Node would correct a wrong length: written to the socket directly.
      const { socket } = response
      const lines = Object.entries(headers).flatMap(([name, value]) =>
        [value ?? []].flat().map((v) => `${name}: ${v}`),
      )
      socket?.write(
        `HTTP/1.1 ${status} OK\r\n${lines.join('\r\n')}\r\nContent-Length: ${Math.max(0, body.length - 20)}\r\n\r\n`,
      )
      socket?.end(body)
      return
    }
    default: {
      const zipped = gzipSync(body)
      if (fault === 'gzip-flipped')
        for (let at = 12; at < zipped.length; at += 37) zipped[at] = (zipped[at] ?? 0) ^ 0x55
      const sent =
        fault === 'gzip-plain' ? body : fault === 'gzip-cut' ? zipped.subarray(0, zipped.length >> 1) : zipped
      head({ 'Content-Encoding': 'gzip', 'Content-Length': String(sent.length) })
      response.end(sent)
    }
  }
}

/** The request without its page or order ids: the key of a faulty cache that ignores these. */
function listOf(message: IncomingMessage, body: Buffer): string {
  const url = new URL(message.url ?? '/', 'http://shop.invalid')
  for (const name of [...url.searchParams.keys()]) {
    if (/^(offset|page|include|filter\[id\w*\])$/.test(name)) url.searchParams.delete(name)
    if (name.endsWith('[value]') && /^[\d,]+$/.test(url.searchParams.get(name) ?? ''))
      url.searchParams.delete(name)
  }
  const asked = /"query":"[^"]{0,200}/.exec(body.toString('utf8'))?.[0] ?? ''
  return `${message.method} ${url.pathname} ${[...url.searchParams.keys()].join(' ')} ${asked}`
}

/** The answer with the rows of its list reversed. */
function reversed(body: Buffer): Buffer {
  let json: unknown
  try {
    json = JSON.parse(body.toString('utf8'))
  } catch {
    // Not JSON, perhaps an HTML page.
    return body
  }
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return [...value].reverse()
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [
        name,
        /^(data|orders|nodes|items)$/.test(name) ? turned(inner) : inner,
      ]),
    )
  }
  return Buffer.from(JSON.stringify(turned(json)))
}
