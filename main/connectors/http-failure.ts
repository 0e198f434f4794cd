import { RequestError, TimeoutError } from 'got'
import { Failure, type FailureCode, failure } from '../words/failure.ts'
import { shownAddress } from './address.ts'
import { connectTimeoutCode } from './connect-timeout.ts'
import type { Answer, Retry } from './http-answer.ts'
import { CertificateError } from './verifying-agent.ts'

export interface RequestContext {
  readonly url: URL
  readonly timeoutSeconds: number
  readonly connectTimeoutSeconds: number
  readonly proxy: string | null
  /** Whether the proxy was given name and password. */
  readonly login: boolean
  readonly cancelled: boolean
}

/**
 * A request that got no answer, as a Failure. The cause carries the error's name and code only: got's own errors
 * hold the address with its query and all headers, credentials included.
 */
export function failureOfError(error: unknown, context: RequestContext): Failure {
  if (context.cancelled) return failure('cancelled', {})
  const { host } = context.url
  if (!(error instanceof RequestError)) {
    return failure('internal', { detail: error instanceof Error ? error.name : typeof error })
  }
  const cause = new Error(`${error.name} ${error.code}`)
  if (error.cause instanceof CertificateError) return certificateFailure(error.cause, host, cause)
  switch (error.code) {
    case connectTimeoutCode:
      return failure('timeout', { host, seconds: context.connectTimeoutSeconds }, cause)
    case 'ETIMEDOUT': {
      const connecting = error instanceof TimeoutError && error.event === 'connect'
      const seconds = connecting ? context.connectTimeoutSeconds : context.timeoutSeconds
      return failure('timeout', { host, seconds }, cause)
    }
    case 'ENOTFOUND':
    case 'EAI_NONAME':
    case 'EAI_NODATA':
      return failure('host-not-found', { host }, cause)
    case 'ECONNREFUSED':
      return context.proxy === null
        ? failure('connection-refused', { host }, cause)
        : failure('proxy-refused', { proxy: context.proxy }, cause)
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
    // No name server answers: the computer is off the network.
    case 'EAI_AGAIN':
      return failure('network-unreachable', { host }, cause)
    // got did not accept its options: our own mistake.
    case 'ERR_GOT_REQUEST_ERROR':
      return failure('internal', { detail: cause.message }, cause)
    case 'ERR_PROXY_TUNNEL':
      return wantsPassword(error.cause)
        ? proxyLoginFailure(context.proxy ?? '', context.login, cause)
        : failure('proxy-refused', { proxy: context.proxy ?? '' }, cause)
    default:
      // What is no HTTP came over a connection that is well.
      if (error.code.startsWith('HPE_')) return failure('body-not-json', { host }, cause)
      return isTlsCode(error.code)
        ? failure('tls-failed', { host, reason: error.code }, cause)
        : failure('connection-lost', { host }, cause)
  }
}

/** What a failed attempt says of the state of the shop, for those who decide how hard to ask. */
export function pressureOfError(error: RequestError): Retry['code'] {
  const status = error.response?.statusCode
  if (status === 429) return 'rate-limited'
  if (status === 503) return 'maintenance'
  if (status !== undefined && error.name === 'HTTPError') return 'server-error'
  return error.code === 'ETIMEDOUT' || error.code === connectTimeoutCode ? 'timeout' : 'connection-lost'
}

/** The connection was there, and the answer did not come, or not all of it, in its time. */
export function isSlowAnswer(error: RequestError): boolean {
  return error instanceof TimeoutError && error.event !== 'connect'
}

/** The web server's own question for a name and password, as before a site that is being tried out. */
export function asksForLogin({ status, headers }: Answer): boolean {
  return status === 401 && /^\s*basic/i.test(String(headers['www-authenticate'] ?? ''))
}

/** The Failure that a status alone tells; null when it is a success or the body has to say. */
export function failureOfStatus(answer: Answer): Failure | null {
  const { status } = answer
  const { host } = answer.url
  if (status >= 300 && status < 400) return redirectFailure(answer)
  if (status === 429) return failure('rate-limited', { host, retryAfterSeconds: retryAfterSeconds(answer) })
  if (status === 503) return failure('maintenance', { host, retryAfterSeconds: retryAfterSeconds(answer) })
  if (status === 408) return failure('timeout', { host, seconds: Math.round(answer.elapsedMs / 1000) })
  if (status >= 500) return failure('server-error', { host, status })
  if (status < 200 || status >= 300) return failure('http-status', { host, status })
  return null
}

/** The shop's `Retry-After`, in seconds from its own clock; null when it sent none that can be read. */
function retryAfterSeconds(answer: Answer): number | null {
  const value = answer.headers['retry-after']
  if (typeof value !== 'string') return null
  if (/^\d+$/.test(value)) return Number(value)
  const until = Date.parse(value)
  if (Number.isNaN(until)) return null
  return Math.max(0, Math.round((until - (answer.serverDate?.getTime() ?? Date.now())) / 1000))
}

/**
 * Whether a failed request for several orders may be the fault of a single one of them: then asking for fewer
 * at once finds it. Not so for what befalls every request alike (credentials, maintenance, limits, network).
 */
export function mayBeOneOrder({ value }: Failure): boolean {
  return oneOrderCodes.has(value.code) || (value.code === 'http-status' && tooLong.has(value.params.status))
}

/** The address, or the head, is longer than the server takes: the ids of fewer orders may fit. */
const tooLong: ReadonlySet<number> = new Set([414, 431])

const oneOrderCodes: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'server-error',
  'timeout',
  'connection-lost',
  'body-html',
  'body-empty',
  'body-truncated',
  'body-not-json',
  'body-shape',
])

/** The same of a request for one, where another can be asked for: not what took a minute, nor an answer of another form. */
export function mayBeThatOrder(error: Failure): boolean {
  return mayBeOneOrder(error) && error.value.code !== 'timeout' && error.value.code !== 'body-shape'
}

/**
 * The same of refusals and of 503: a firewall that does not let pass what a customer wrote, PHP that dies of one order behind
 * a server that then says it is unavailable. They mostly befall every request, so that only a shop which answers a
 * cheap request meanwhile means one of the orders.
 */
export function mayRefuseOneOrder({ value }: Failure): boolean {
  return refusalCodes.has(value.code)
}

const refusalCodes: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'maintenance',
  'blocked-by-security',
  'credentials-rejected',
  'permission-missing',
  'api-not-found',
  'http-status',
])

/** Whether what was remembered of the way to the shop may be out of date: resolving it anew may mend it. */
export function mayNeedResolve(cause: Failure): boolean {
  return staleCodes.has(cause.value.code)
}

const staleCodes: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'redirected-elsewhere',
  'too-many-redirects',
  'api-not-found',
  'plain-permalinks',
  'credentials-rejected',
  'body-html',
])

function redirectFailure(answer: Answer): Failure {
  const to = redirectTarget(answer)
  const { status, url } = answer
  // "Not modified" names no other place: something on the way answers what nobody asked.
  if (status === 304) return failure('http-status', { host: url.host, status })
  if (to === null) return failure('redirect-without-target', { address: shownAddress(url), status })
  return failure('redirected-elsewhere', { from: shownAddress(url), to: shownAddress(to) })
}

/** Where an answer sends on to; null when it names no place, or none that can be read. */
export function redirectTarget({ status, headers: { location }, url }: Answer): URL | null {
  if (status < 300 || status >= 400 || typeof location !== 'string' || location.trim() === '') return null
  return URL.canParse(location, url) ? new URL(location, url) : null
}

function certificateFailure(found: CertificateError, host: string, cause: Error): Failure {
  const { fingerprint, reason } = found
  if (found.pinned) return failure('tls-fingerprint-changed', { host, fingerprint }, cause)
  switch (reason) {
    case 'CERT_HAS_EXPIRED':
      return failure('tls-expired', { host, validTo: new Date(found.validTo).toISOString() }, cause)
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return failure('tls-wrong-host', { host, fingerprint }, cause)
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    // Signed by somebody this computer does not know: for the operator the same question.
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return failure('tls-self-signed', { host, fingerprint }, cause)
    default:
      return failure('tls-failed', { host, reason }, cause)
  }
}

/** A proxy that asks for name and password (407), by whether it was given any. */
export function proxyLoginFailure(proxy: string, login: boolean, cause?: Error): Failure {
  return failure(login ? 'proxy-credentials-rejected' : 'proxy-auth-required', { proxy }, cause)
}

/** Node tells what the proxy answered in a field of its own. */
function wantsPassword(error: unknown): boolean {
  return error instanceof Error && 'statusCode' in error && error.statusCode === 407
}

function isTlsCode(code: string): boolean {
  return code === 'EPROTO' || code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS')
}

/** Whether the shop is well, and does not give what was asked for, or not for these orders. */
export function mayDoWithout(error: unknown): error is Failure {
  return error instanceof Failure && refusals.has(error.value.code)
}

const refusals: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'api-disabled',
  'api-not-found',
  'blocked-by-security',
  'permission-missing',
  'credentials-rejected',
  'request-refused',
  'http-status',
  'server-error',
  'body-html',
  'body-empty',
  'body-truncated',
  'body-not-json',
  'body-shape',
])
