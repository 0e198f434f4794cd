import type { RequestOptions } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Duplex } from 'node:stream'
import { type ConnectionOptions, connect, type SecureContext, TLSSocket } from 'node:tls'
import { connectTimeoutError } from './connect-timeout.ts'
import { connectThroughSocks, isSocks } from './socks.ts'

export interface VerifyingAgentOptions {
  /** `http://host:port`, `https://...`, `socks5://...` or `socks4://...`; null for a direct connection. */
  readonly proxy: string | null
  /** SHA-256 of the one certificate accepted though nobody vouches for it; hex in capitals, no colons. */
  readonly fingerprint: string | null
  readonly secureContext: SecureContext
  readonly connectTimeoutMs: number
}

type Connected = (error: Error | null, socket?: Duplex) => void

/**
 * Connections whose certificate we judge ourselves, before the first byte of a request is sent. Node can refuse a
 * certificate, but then does not show it; the operator needs its fingerprint (R33).
 */
export class VerifyingAgent extends HttpsAgent {
  readonly #options: VerifyingAgentOptions

  constructor(options: VerifyingAgentOptions) {
    super({
      keepAlive: true,
      secureContext: options.secureContext,
      // A resumed session skips the check of the host's name.
      maxCachedSessions: 0,
      ...(options.proxy === null || isSocks(options.proxy)
        ? {}
        : { proxyEnv: { HTTPS_PROXY: options.proxy } }),
    })
    this.#options = options
  }

  override createConnection(options: RequestOptions, callback?: (e: Error | null, s: Duplex) => void) {
    const connected = callback as Connected
    const lenient = {
      ...options,
      rejectUnauthorized: false,
      // Node's 250 ms for each address are short for a slow line.
      autoSelectFamilyAttemptTimeout: 1000,
    }
    const { proxy, connectTimeoutMs } = this.#options
    if (proxy !== null && isSocks(proxy)) {
      const to = { host: options.host ?? '', port: Number(options.port ?? 443) }
      connectThroughSocks(proxy, to, connectTimeoutMs).then(
        (socket) => this.#secure({ ...lenient, socket } as ConnectionOptions, connected),
        connected,
      )
      return undefined
    }
    if (proxy !== null) {
      return super.createConnection(lenient, (error, socket) => {
        if (error) connected(error, socket)
        else this.#hand(socket, connected)
      })
    }
    this.#secure(lenient as ConnectionOptions, connected)
    return undefined
  }

  #secure(options: ConnectionOptions, connected: Connected): void {
    const socket = connect(options)
    const timer = setTimeout(() => socket.destroy(connectTimeoutError()), this.#options.connectTimeoutMs)
    const failed = (error: Error) => {
      clearTimeout(timer)
      connected(error)
    }
    socket.once('error', failed)
    socket.once('secureConnect', () => {
      clearTimeout(timer)
      socket.off('error', failed)
      this.#hand(socket, connected)
    })
  }

  #hand(socket: Duplex, connected: Connected): void {
    const problem = socket instanceof TLSSocket ? certificateProblem(socket, this.#options.fingerprint) : null
    if (problem === null) {
      connected(null, socket)
      return
    }
    socket.destroy()
    connected(problem)
  }
}

/** Why a certificate was not accepted; `reason` is OpenSSL's or Node's code. */
export class CertificateError extends Error {
  readonly code = 'ERR_CERTIFICATE'
  readonly reason: string
  readonly fingerprint: string
  readonly validTo: string
  /** A fingerprint had been agreed on, and this is another. */
  readonly pinned: boolean

  constructor(found: { reason: string; fingerprint: string; validTo: string; pinned: boolean }) {
    super(found.reason)
    this.name = 'CertificateError'
    this.reason = found.reason
    this.fingerprint = found.fingerprint
    this.validTo = found.validTo
    this.pinned = found.pinned
  }
}

function certificateProblem(socket: TLSSocket, pinned: string | null): CertificateError | null {
  if (socket.authorized) return null
  const certificate = socket.getPeerX509Certificate()
  const fingerprint = certificate?.fingerprint256.replaceAll(':', '').toUpperCase() ?? ''
  if (pinned !== null && fingerprint === pinned) return null
  return new CertificateError({
    reason: String(socket.authorizationError),
    fingerprint,
    validTo: certificate?.validTo ?? '',
    pinned: pinned !== null,
  })
}
