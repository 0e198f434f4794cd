import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { ShopRequest, ShopResponse } from './woo-api/shop.ts'

const compress = promisify(gzip)

export interface Listening {
  readonly port: number
  close(): Promise<void>
}

/**
 * Listens on this computer only (127.0.0.1). Closing cuts the connections that are open, also those that wait.
 *
 * @throws when the port is taken.
 */
export async function listen(
  handler: RequestListener,
  options: { readonly port: number; readonly tls?: { readonly key: string; readonly cert: string } },
): Promise<Listening> {
  const server = options.tls ? createTlsServer(options.tls, handler) : createServer(handler)
  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** A request as the shop's protocol takes it. */
export function requestOf(message: IncomingMessage, https: boolean): ShopRequest {
  return { method: message.method ?? 'GET', url: message.url ?? '/', headers: message.headers, https }
}

/** The bytes that go over the wire, and their headers: gzip when it is offered and asked for. */
export async function encode(
  request: ShopRequest,
  answer: ShopResponse,
  options: { readonly now: Date; readonly gzip: boolean },
): Promise<{ readonly headers: Record<string, string>; readonly body: Buffer }> {
  const plain = Buffer.from(answer.body)
  // The clock is the shop's: clients take the start of a run from this header (R12).
  const headers: Record<string, string> = { Date: options.now.toUTCString(), ...answer.headers }
  const small = plain.length < 256
  const zipped = options.gzip && !small && String(request.headers['accept-encoding'] ?? '').includes('gzip')
  const body = zipped ? await compress(plain) : plain
  if (zipped) {
    headers['Content-Encoding'] = 'gzip'
    headers.Vary = headers.Vary ? `${headers.Vary}, Accept-Encoding` : 'Accept-Encoding'
  }
  headers['Content-Length'] = String(body.length)
  return { headers, body }
}

/** Sends a whole answer. */
export function send(
  message: ServerResponse,
  request: ShopRequest,
  status: number,
  encoded: { readonly headers: Record<string, string>; readonly body: Buffer },
): void {
  message.sendDate = false
  message.writeHead(status, encoded.headers)
  message.end(request.method === 'HEAD' ? undefined : encoded.body)
}
