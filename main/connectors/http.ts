import got, { type BeforeRequestHook, type RetryOptions } from 'got'
import { Failure, failure } from '../words/failure.ts'
import { refuseInsecure } from './address.ts'
import { type Authorities, createAgents } from './agents.ts'
import { connectTimeoutCode } from './connect-timeout.ts'
import { acceptEncoding, decodeBody } from './decode-body.ts'
import type { Answer, Retry } from './http-answer.ts'
import { failureOfError, isSlowAnswer, pressureOfError, proxyLoginFailure } from './http-failure.ts'

/**
 * The one place of network access, time-outs and retries for every platform (R22, R33). Redirects are never
 * followed here: an answer of 3xx is handed back, so that credentials cannot travel to another host.
 */
export interface Http {
  /**
   * Sends one request, repeating it as {@link HttpRequest.retries} allows, and resolves with whatever status the
   * shop answers in the end. Rejects with a Failure when there is no answer (network, TLS, time-out, cancelled).
   */
  send(request: HttpRequest): Promise<Answer>
  /** Closes the connections kept open. */
  close(): void
}

export interface HttpRequest {
  readonly url: string | URL
  readonly signal: AbortSignal
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Asked anew before every attempt (an OAuth nonce serves once); its answer is what really travels. Leaves the URL as it is. */
  readonly authorize?: (url: URL) => Authorized
  /** How often a transient failure is tried again; default 4. */
  readonly retries?: number
  /**
   * The same for server errors alone, where asking for less may help more than asking again. An answer that does not
   * come in time is then not asked for again at all, and once otherwise.
   */
  readonly retriesWhenBroken?: number
  /** Also a POST is tried again: it only reads. */
  readonly repeatable?: boolean
  /** For the whole answer, one attempt; default 60. */
  readonly timeoutSeconds?: number
  /** R33: plain HTTP to another computer was confirmed. */
  readonly allowHttp?: boolean
  /** R33: SHA-256 of the one certificate accepted though no authority vouches for it; hex, no colons. */
  readonly certificateFingerprint?: string | null
  /** Asked in the tick in which each attempt begins; a failure it throws is that of the request, and nothing is sent (R56). */
  readonly mayAsk?: () => void
  /** Told of every repetition: the shop is under pressure. */
  readonly onRetry?: (retry: Retry) => void
}

export interface Authorized {
  readonly url?: URL
  readonly headers?: Readonly<Record<string, string>>
}

export interface HttpOptions {
  readonly userAgent: string
  /** The system's proxy for an address, as Electron tells it: `DIRECT`, `PROXY host:port; DIRECT`, `HTTPS ...`; see `withLogin`. */
  readonly resolveProxy?: (url: string) => Promise<string>
  /** Trusted beside the built-in ones (R33); none by default. */
  readonly certificateAuthorities?: Authorities
  /** Beyond this the request fails at once with the time the shop asked for; default 60. */
  readonly maxRetryAfterSeconds?: number
  readonly timeoutSeconds?: number
  readonly connectTimeoutSeconds?: number
  /** Bytes, uncompressed; default 64 MB. */
  readonly maxBodyBytes?: number
  /** 1 normally; tests take a tiny one. */
  readonly retryDelayScale?: number
}

const defaults = { retries: 4, timeoutSeconds: 60, connectTimeoutSeconds: 15, maxRetryAfterSeconds: 60 }
const defaultMaxBodyBytes = 64 * 1024 * 1024

/** 52x and 530 are Cloudflare's ways of saying that the shop behind it did not answer; 508 is cPanel's overload. */
const transientStatuses = [
  408, 425, 429, 500, 502, 503, 504, 507, 508, 509, 520, 521, 522, 523, 524, 527, 530,
]
const transientCodes = [
  'ETIMEDOUT',
  connectTimeoutCode,
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTUNREACH',
  'EAI_AGAIN',
  'ERR_READING_RESPONSE_STREAM',
  'ERR_HTTP_CONTENT_LENGTH_MISMATCH',
  'ERR_STREAM_PREMATURE_CLOSE',
]

/** Creates the network access that all connectors share. */
export function createHttp(options: HttpOptions): Http {
  const connectTimeoutSeconds = options.connectTimeoutSeconds ?? defaults.connectTimeoutSeconds
  const agents = createAgents({
    certificateAuthorities: options.certificateAuthorities ?? [],
    connectTimeoutMs: connectTimeoutSeconds * 1000,
    resolveProxy: options.resolveProxy ?? null,
  })
  const maxBodyBytes = options.maxBodyBytes ?? defaultMaxBodyBytes
  const client = got.extend({
    responseType: 'buffer',
    throwHttpErrors: false,
    followRedirect: false,
    // WooCommerce's `Link` header repeats a whole `include` list (NOTES).
    maxHeaderSize: 64 * 1024,
    // Unpacked here: some servers say gzip and do not send it.
    decompress: false,
    headers: {
      'user-agent': options.userAgent,
      accept: 'application/json',
      'accept-encoding': acceptEncoding,
    },
  })

  async function send(request: HttpRequest): Promise<Answer> {
    const url = typeof request.url === 'string' ? new URL(request.url) : request.url
    refuseInsecure(url, request.allowHttp === true)
    const timeoutSeconds = request.timeoutSeconds ?? options.timeoutSeconds ?? defaults.timeoutSeconds
    const route = await agents.routeFor(url, request.certificateFingerprint ?? null)
    const stop = new AbortController()
    const cancel = () => stop.abort()
    request.signal.addEventListener('abort', cancel, { once: true })
    if (request.signal.aborted) cancel()
    let tooLarge = false
    let refused: unknown = null
    const lookBeforeAsking = () => {
      try {
        request.mayAsk?.()
      } catch (error) {
        refused = error
        stop.abort()
        throw error
      }
    }
    const authorize = request.authorize ? [authorization(url, request.authorize)] : []
    try {
      const pending = client(url, {
        method: request.method ?? 'GET',
        ...(request.body === undefined ? {} : { body: request.body }),
        headers: { ...request.headers },
        agent: url.protocol === 'https:' ? { https: route.https() } : { http: route.http },
        signal: stop.signal,
        timeout: { connect: connectTimeoutSeconds * 1000, request: timeoutSeconds * 1000 },
        retry: retryOptions(request, options),
        hooks: { beforeRequest: [...authorize, lookBeforeAsking] },
      })
      pending.on('downloadProgress', ({ transferred }) => {
        if (transferred <= maxBodyBytes) return
        tooLarge = true
        stop.abort()
      })
      const response = await pending
      // Without TLS the proxy's own refusal comes as if it were the shop's answer.
      if (response.statusCode === 407 && route.proxy !== null)
        throw proxyLoginFailure(route.proxy, route.login)
      const body = await decodeBody(asBuffer(response.rawBody), response.headers['content-encoding'], {
        host: url.host,
        most: maxBodyBytes,
      })
      const date = response.headers.date === undefined ? Number.NaN : Date.parse(response.headers.date)
      return {
        status: response.statusCode,
        headers: response.headers,
        serverDate: Number.isNaN(date) ? null : new Date(date),
        body,
        url,
        elapsedMs: response.timings?.phases.total ?? 0,
        retries: response.retryCount,
      }
    } catch (error) {
      if (refused !== null) throw refused
      if (error instanceof Failure) throw error
      throw tooLarge
        ? failure('body-shape', { host: url.host, expected: `<= ${maxBodyBytes} bytes` })
        : failureOfError(error, {
            url,
            timeoutSeconds,
            connectTimeoutSeconds,
            proxy: route.proxy,
            login: route.login,
            cancelled: request.signal.aborted,
          })
    } finally {
      request.signal.removeEventListener('abort', cancel)
    }
  }

  return { send, close: agents.close }
}

function retryOptions(request: HttpRequest, options: HttpOptions): Partial<RetryOptions> {
  const scale = options.retryDelayScale ?? 1
  const limit = request.retries ?? defaults.retries
  const limitWhenBroken = request.retriesWhenBroken ?? limit
  return {
    limit,
    methods: request.repeatable === true ? ['GET', 'POST'] : ['GET'],
    statusCodes: transientStatuses,
    errorCodes: transientCodes,
    maxRetryAfter: (options.maxRetryAfterSeconds ?? defaults.maxRetryAfterSeconds) * 1000,
    calculateDelay: ({ attemptCount, error, retryAfter }) => {
      const code = pressureOfError(error)
      // A server also says 503, and not until when, of what dies behind it.
      const dead = code === 'maintenance' && retryAfter === undefined
      const broken = code === 'server-error' || code === 'timeout' || dead
      const asksForLess = request.retriesWhenBroken !== undefined
      // An answer that is too slow has taken a whole minute each time.
      const mostSlow = isSlowAnswer(error) ? (asksForLess ? 0 : 1) : limit
      const most = Math.min(limit, broken ? limitWhenBroken : limit, mostSlow)
      if (attemptCount > most) return 0
      // A shop that says `Retry-After: 0` again and again is still asked at growing intervals.
      const growing = 1000 * 2 ** (attemptCount - 1) * (1 + Math.random() / 4)
      const pause = Math.max(retryAfter ?? 0, growing)
      const status = error.response?.statusCode ?? null
      request.onRetry?.({ code, status, attempt: attemptCount, most, waitSeconds: pause / 1000 })
      return Math.max(1, pause * scale)
    },
  }
}

function authorization(url: URL, authorize: (url: URL) => Authorized): BeforeRequestHook {
  return (options) => {
    const authorized = authorize(url)
    if (authorized.url !== undefined) options.url = authorized.url
    for (const [name, value] of Object.entries(authorized.headers ?? {})) options.headers[name] = value
  }
}

/** The same bytes, not a copy. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
