import { readFileSync } from 'node:fs'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'

export interface ReplayRequest {
  readonly method: string
  /** Path and query, as it came. */
  readonly url: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
}

export interface ReplayAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

/** An answer, or `reset` to cut the connection, `silence` never to answer, `half` to cut in the middle of the body. */
export type Reply = ReplayAnswer | 'reset' | 'silence' | { readonly half: string }

export interface ReplayServer {
  /** Without a slash at the end. */
  readonly url: string
  readonly port: number
  readonly requests: readonly ReplayRequest[]
  close(): Promise<void>
}

export type CertificateName = 'good' | 'wrong-host' | 'expired' | 'self-signed'

/** The authority that a test makes its client trust; it signed all but `self-signed`. */
export const authority = certificateFile('ca.pem')

export interface ReplayOptions {
  readonly certificate?: CertificateName
  /** The address to listen on; default `127.0.0.1`. */
  readonly host?: string
}

/** Answers every request of a real HTTP(S) server on this computer with what `reply` says; `n` counts from 1. */
export async function startReplayServer(
  reply: (request: ReplayRequest, n: number) => Reply | Promise<Reply>,
  options: ReplayOptions = {},
): Promise<ReplayServer> {
  const requests: ReplayRequest[] = []
  const host = options.host ?? '127.0.0.1'

  async function respond(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(message.url ?? '/', 'http://replay')
    const request: ReplayRequest = {
      method: message.method ?? '',
      url: message.url ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: message.headers,
    }
    requests.push(request)
    const answer = await reply(request, requests.length)
    if (answer === 'silence') return
    if (answer === 'reset') {
      message.socket.destroy()
      return
    }
    if ('half' in answer) {
      const whole = Buffer.from(answer.half)
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': whole.length })
      response.write(whole.subarray(0, whole.length >> 1), () => message.socket.destroy())
      return
    }
    response.writeHead(answer.status ?? 200, { ...answer.headers })
    response.end(answer.body ?? '')
  }

  const listener = (message: IncomingMessage, response: ServerResponse) => void respond(message, response)
  const server =
    options.certificate === undefined
      ? createHttpServer(listener)
      : createHttpsServer(keyPair(options.certificate), listener)
  await new Promise<void>((listening) => server.listen(0, host, listening))
  const { port } = server.address() as AddressInfo
  return {
    url: `${options.certificate === undefined ? 'http' : 'https'}://${host}:${port}`,
    port,
    requests,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

/** Key and certificate of a server of that name. */
export function keyPair(name: CertificateName): { key: string; cert: string } {
  if (name === 'self-signed') {
    return { key: tlsFile('test-key.pem'), cert: tlsFile('test-cert.pem') }
  }
  return { key: certificateFile(`${name}-key.pem`), cert: certificateFile(`${name}.pem`) }
}

/** The certificate that a server of that name shows. */
export function certificateOf(name: CertificateName): string {
  return keyPair(name).cert
}

function certificateFile(name: string): string {
  return readFileSync(new URL(`./certificates/${name}`, import.meta.url), 'utf8')
}

function tlsFile(name: string): string {
  return readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8')
}
