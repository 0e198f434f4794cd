import { once } from 'node:events'
import { Agent } from 'node:http'
import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { SocksClient } from 'socks'
import { connectTimeoutError } from './connect-timeout.ts'

/** Where a connection shall lead. */
export interface Destination {
  readonly host: string
  readonly port: number
}

/** The proxy did not let us through; as Node says it of its own proxies, for `failureOfError`. */
class SocksRefusal extends Error {
  readonly code = 'ERR_PROXY_TUNNEL'
  /** 407 where it wants another name and password, or does not want us to go without. */
  readonly statusCode: number | null

  constructor(message: string) {
    super(message)
    this.statusCode = /Authentication failed|no accepted authentication/.test(message) ? 407 : null
  }
}

export function isSocks(proxy: string): boolean {
  return proxy.startsWith('socks')
}

/**
 * A connection through a SOCKS proxy, which looks the host's name up, as browsers let it.
 * @param proxy `socks5://host:port` or `socks4://host:port`, with name and password where it wants them
 * @throws what Node says of a proxy that cannot be reached; an error of code `ERR_PROXY_TUNNEL` for one that refuses
 */
export async function connectThroughSocks(
  proxy: string,
  to: Destination,
  timeoutMs: number,
): Promise<Socket> {
  const { protocol, hostname, port, username, password } = new URL(proxy)
  const address = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 1080) }
  const socket = connect(address)
  const timer = setTimeout(() => socket.destroy(connectTimeoutError()), timeoutMs)
  try {
    await once(socket, 'connect')
    const login =
      username === '' ? {} : { userId: decodeURIComponent(username), password: decodeURIComponent(password) }
    await SocksClient.createConnection({
      proxy: { ...address, type: protocol === 'socks4:' ? 4 : 5, ...login },
      command: 'connect',
      destination: to,
      existing_socket: socket,
    }).catch((error: Error) => {
      // What ended the connection itself is no refusal.
      throw socket.errored ?? new SocksRefusal(error.message)
    })
    return socket
  } catch (error) {
    socket.destroy()
    throw error
  } finally {
    clearTimeout(timer)
  }
}

/** Plain HTTP through a SOCKS proxy; with TLS see `VerifyingAgent`. */
export class SocksAgent extends Agent {
  readonly #proxy: string
  readonly #timeoutMs: number

  constructor(proxy: string, timeoutMs: number) {
    super({ keepAlive: true })
    this.#proxy = proxy
    this.#timeoutMs = timeoutMs
  }

  override createConnection(
    options: { readonly host?: string | null; readonly port?: number | string | null },
    callback?: (error: Error | null, socket: Duplex) => void,
  ) {
    const connected = callback as (error: Error | null, socket?: Duplex) => void
    const to = { host: options.host ?? '', port: Number(options.port ?? 80) }
    connectThroughSocks(this.#proxy, to, this.#timeoutMs).then((socket) => connected(null, socket), connected)
    return undefined
  }
}
