import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Texts } from '../texts/shape.ts'
import type { EasyfattAddress, LastAsked, PullRequest, PullSummary } from '../words/easyfatt-pull.ts'
import { Failure } from '../words/failure.ts'
import type { Send } from './answer.ts'
import { mayPass } from './password.ts'
import { readPullRequest } from './pull-request.ts'

export const addressFolder = '/easyfatt/'
/** With it the program asks itself, without the password: it is known in this process only, and for one request. */
export const trialHeader = 'x-download-ordini-trial'

export interface ServerParts {
  readonly port: number
  readonly texts: () => Texts
  /** The archive is being replaced: nothing is read from it. */
  readonly isReplacing: () => boolean
  /** Null: no shop has that path, or it is switched off. */
  readonly shopAt: (path: string) => Promise<{ shopId: number; address: EasyfattAddress } | null>
  readonly isTrial: (token: string) => boolean
  readonly answer: (
    asked: { shopId: number; request: PullRequest; isTrial: boolean; token: string; signal: AbortSignal },
    send: Send,
  ) => Promise<PullSummary>
  readonly onAsked: (shopId: number, asked: Omit<LastAsked, 'at'>) => void
  readonly onBug: (error: unknown) => void
  /** A client that neither asks nor reads for so long is cut off. */
  readonly idleMs?: number
}

export type EasyfattServer = Awaited<ReturnType<typeof serveEasyfatt>>

/** Each reads the archive and holds what waits to be sent. */
const mostAnswers = 3
const mostConnections = 32
const mostHeaderBytes = 16 * 1024
const nothingAsked = { documents: 0, fresh: 0 } as const

/**
 * Answers Easyfatt on this computer (R45): listens on 127.0.0.1 and nowhere else, answers nothing but GET at the shops'
 * addresses to who has the password, and only to who asked for this computer by name, so that no page of the web reads along.
 * @throws the system's error when the port is taken (`EADDRINUSE`, `EACCES`)
 */
export async function serveEasyfatt(parts: ServerParts) {
  const { port, texts } = parts
  const underWay = new Map<AbortController, Promise<void>>()
  // Some clients leave the port out; what matters is that it is no name of a page's own.
  const hosts = ['127.0.0.1', 'localhost'].flatMap((name) => [`${name}:${port}`, name])

  /** What is to be refused, and how; else who asks for what. */
  const look = async (request: IncomingMessage, response: ServerResponse) => {
    const words = texts().easyfattPull.refused
    const refuse = (status: number, sentence: string, headers: Record<string, string> = {}) => {
      response.writeHead(status, {
        'Content-Type': 'text/plain; charset=utf-8',
        'Content-Length': Buffer.byteLength(sentence),
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
        Connection: 'close',
        ...headers,
      })
      response.end(sentence)
      return null
    }
    const isNamed = hosts.includes(request.headers.host?.toLowerCase() ?? '')
    if (!isNamed || isOfPage(request)) return refuse(403, words.host)
    if (parts.isReplacing()) return refuse(503, words.replacing)
    const url = URL.parse(request.url ?? '', 'http://127.0.0.1')
    const path = url?.pathname.startsWith(addressFolder) ? url.pathname.slice(addressFolder.length) : ''
    const shop = path === '' ? null : await parts.shopAt(path)
    if (url === null || shop === null) return refuse(404, words.path)
    if (request.method !== 'GET') return refuse(405, words.method, { Allow: 'GET' })
    const { shopId, address } = shop
    const token = String(request.headers[trialHeader] ?? '')
    const isTrial = parts.isTrial(token)
    if (!isTrial && !mayPass(address, request.headers)) {
      parts.onAsked(shopId, { outcome: 'wrong-password', ...nothingAsked })
      return refuse(401, words.password, {
        'WWW-Authenticate': 'Basic realm="Download Ordini", charset="UTF-8"',
      })
    }
    const wanted = readPullRequest(url.searchParams)
    const isRefused = (status: number, sentence: string) => {
      if (!isTrial) parts.onAsked(shopId, { outcome: 'refused', ...nothingAsked })
      return refuse(status, sentence)
    }
    if ('value' in wanted) return isRefused(400, words.value(wanted.name, wanted.value))
    if (underWay.size >= mostAnswers) return isRefused(503, words.busy)
    return { shopId, isTrial, token, request: wanted, isRefused }
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    request.resume()
    const stop = new AbortController()
    response.once('close', () => {
      if (!response.writableFinished) stop.abort()
    })
    const asked = await look(request, response)
    // Who has hung up meanwhile is given no numbers.
    if (asked === null || stop.signal.aborted) return
    const { isRefused, ...what } = asked
    const { shopId, isTrial } = what
    // What is under way is stopped before that begins; what comes after is not.
    if (parts.isReplacing()) return void isRefused(503, texts().easyfattPull.refused.replacing)
    const done = Promise.withResolvers<void>()
    underWay.set(stop, done.promise)
    try {
      const send: Send = async (pieces) => {
        response.writeHead(200, {
          'Content-Type': 'application/xml; charset=utf-8',
          'Cache-Control': 'no-store',
        })
        await pipeline(Readable.from(pieces, { highWaterMark: 2 }), response, { signal: stop.signal })
      }
      const { documents, fresh } = await parts.answer({ ...what, signal: stop.signal }, send)
      if (!isTrial) parts.onAsked(shopId, { outcome: 'sent', documents, fresh })
    } catch (error) {
      const mayBeTold = !response.headersSent && !response.destroyed
      if (mayBeTold) isRefused(503, texts().easyfattPull.refused.archive)
      else if (!isTrial) parts.onAsked(shopId, { outcome: 'broken-off', ...nothingAsked })
      if (!(error instanceof Failure) && !stop.signal.aborted) parts.onBug(error)
    } finally {
      underWay.delete(stop)
      done.resolve()
    }
  }

  const server = createServer(
    {
      maxHeaderSize: mostHeaderBytes,
      headersTimeout: 15_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 5_000,
    },
    (request, response) => {
      handle(request, response).catch((error: unknown) => {
        response.destroy()
        parts.onBug(error)
      })
    },
  )
  server.maxConnections = mostConnections
  server.setTimeout(parts.idleMs ?? 60_000)
  server.listen({ port, host: '127.0.0.1', exclusive: true })
  await once(server, 'listening')

  /** Cuts off the answers under way; done when none is. */
  const stopAnswers = async (): Promise<void> => {
    const all = [...underWay]
    for (const [stop] of all) stop.abort()
    await Promise.all(all.map(([, done]) => done))
  }
  return {
    stopAnswers,
    async close(): Promise<void> {
      const closed = once(server, 'close')
      server.close()
      await stopAnswers()
      server.closeAllConnections()
      await closed
    },
  }
}

/** A browser asks for a page of the web, perhaps with a password that it has kept: what it gets, Easyfatt has not. */
function isOfPage({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined || (headers['sec-fetch-site'] ?? 'none') !== 'none'
}
