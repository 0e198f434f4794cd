import { createHash } from 'node:crypto'
import { Failure, failure } from '../../words/failure.ts'
import type { Http } from '../http.ts'
import type { Answer } from '../http-answer.ts'
import { failureOfStatus } from '../http-failure.ts'
import { captchaFailure, readJson } from '../json-body.ts'
import { isFields } from './reader.ts'

/** Where access tokens come from; the token itself stays in memory (R32). */
export interface Tokens {
  /** @throws Failure `credentials-rejected`, `app-not-installed` and those of the way to the shop */
  get(origin: string, signal: AbortSignal): Promise<string>
  /** The shop refused this token; whether another one may be had. */
  refused(origin: string, token: string): boolean
}

export interface TokenOptions {
  readonly credentials: Readonly<Record<string, string>>
  readonly http: Http
  readonly now: () => Date
  /** Sends the grant's request to the shop. */
  readonly post: (url: URL, body: string, signal: AbortSignal) => Promise<Answer>
}

interface Kept {
  readonly token: string
  /** Milliseconds of this computer's clock. */
  readonly renewAt: number
}

/** Renewed this long before it ends, so that no run meets the end. */
const renewBeforeMs = 15 * 60 * 1000

/** Tokens of 24 hours outlive the connector, which lasts one run; they end with the network access they came by. */
const keptTokens = new WeakMap<Http, Map<string, Kept>>()

/**
 * The token of an older custom app as it is, or tokens by the client-credentials grant
 * (https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/client-credentials-grant).
 */
export function createTokens(options: TokenOptions): Tokens {
  const { http, now } = options
  const { accessToken = '', clientId = '', clientSecret = '' } = trimmed(options.credentials)
  const kept = keptTokens.get(http) ?? new Map<string, Kept>()
  keptTokens.set(http, kept)
  const digest = createHash('sha256').update(`${clientId}\n${clientSecret}`).digest('hex')
  const keyOf = (origin: string) => `${origin} ${digest}`
  let pending: Promise<string> | null = null

  async function renew(origin: string, signal: AbortSignal): Promise<string> {
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
    const url = new URL('/admin/oauth/access_token', origin)
    const { token, seconds } = readGrant(
      await options.post(url, new URLSearchParams(form).toString(), signal),
    )
    const lifeMs = seconds * 1000
    const renewAt = now().getTime() + Math.max(lifeMs - renewBeforeMs, lifeMs / 2)
    kept.set(keyOf(origin), { token, renewAt })
    return token
  }

  return {
    async get(origin, signal) {
      if (accessToken !== '') return accessToken
      const known = kept.get(keyOf(origin))
      if (known !== undefined && now().getTime() < known.renewAt) return known.token
      // Requests that go side by side share one renewal; whoever cancels his own does not cancel the others'.
      for (;;) {
        const mine = pending === null
        pending ??= renew(origin, signal).finally(() => {
          pending = null
        })
        try {
          return await pending
        } catch (error) {
          const cancelled = error instanceof Failure && error.value.code === 'cancelled'
          if (mine || signal.aborted || !cancelled) throw error
        }
      }
    },
    refused(origin, token) {
      if (accessToken !== '') return false
      if (kept.get(keyOf(origin))?.token === token) kept.delete(keyOf(origin))
      return true
    },
  }
}

/** Blanks around a key come with copying. */
function trimmed(credentials: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(credentials).map(([name, value]) => [name, value.trim()]))
}

function readGrant(answer: Answer): { readonly token: string; readonly seconds: number } {
  const { host } = answer.url
  if (answer.status !== 200) throw grantFailure(answer)
  const { json } = readJson(answer)
  if (!isFields(json) || typeof json.access_token !== 'string' || json.access_token === '') {
    throw failure('body-shape', { host, expected: 'access_token' })
  }
  const seconds = typeof json.expires_in === 'number' && json.expires_in > 0 ? json.expires_in : 86_399
  return { token: json.access_token, seconds }
}

/**
 * Shopify refuses with 400 or 401 and OAuth's error code (RFC 6749, 5.2): as JSON, or inside a page
 * ("Oauth error shop_not_permitted: ...") when it does not like the request's looks.
 */
function grantFailure(answer: Answer): Failure {
  const { host } = answer.url
  const { status } = answer
  const text = answer.body.subarray(0, 65_536).toString('utf8')
  if (status === 400 || status === 401 || status === 403) {
    if (/shop_not_permitted|app_not_installed|application_not_installed/.test(text)) {
      return failure('app-not-installed', { host })
    }
    return captchaFailure(answer, text) ?? failure('credentials-rejected', { host })
  }
  if (status === 402 || status === 423) return failure('shop-unavailable', { host, status })
  if (status === 404) return failure('api-not-found', { address: answer.url.origin })
  return failureOfStatus(answer) ?? failure('http-status', { host, status })
}
