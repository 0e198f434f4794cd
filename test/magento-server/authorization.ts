import { createHmac } from 'node:crypto'
import type { ShopRequest } from '../../main/demo-shop/woo-api/shop.ts'

/** An integration: its four keys and what it may do. Keys are 32 characters long, as Magento's are. */
export interface Integration {
  readonly consumerKey: string
  readonly consumerSecret: string
  readonly accessToken: string
  readonly accessTokenSecret: string
  readonly resources: readonly string[]
}

export interface Guard {
  readonly integrations: readonly Integration[]
  /** *Allow OAuth Access Tokens to be used as standalone Bearer tokens*; off since 2.4.4. */
  readonly bearer: boolean
  readonly usedNonces: Set<string>
  /** What the shop believes to be its own address. */
  readonly origin: string
}

export type Refusal = { readonly status: 400 | 401; readonly message: string }
export type Identified = { readonly integration: Integration | null } | { readonly refusal: Refusal }

/**
 * Who asks: by a token, by a signature, or a stranger (null). A token that is not known is a stranger's
 * (`Magento\Webapi\Model\Authorization\TokenUserContext`), a wrong signature is an error (`OauthUserContext`).
 */
export function identify(guard: Guard, request: ShopRequest, now: Date): Identified {
  const header = request.headers.authorization ?? ''
  const token = /^bearer (.+)$/i.exec(header)?.[1]
  if (token !== undefined) {
    const known = guard.integrations.find((integration) => integration.accessToken === token)
    return { integration: guard.bearer ? (known ?? null) : null }
  }
  const start = header.toLowerCase().indexOf('oauth ')
  return start === -1 ? { integration: null } : verify(guard, request, header.slice(start + 6), now)
}

/** `Magento\Framework\Oauth\Oauth::validateAccessTokenRequest`, in its order. */
function verify(guard: Guard, request: ShopRequest, header: string, now: Date): Identified {
  const oauth = new Map<string, string>()
  for (const part of header.split(',')) {
    const [name = '', value = ''] = part.trim().split(/=(.*)/)
    if (/oauth_[a-z_-]+/.test(name)) oauth.set(name, decodeURIComponent(value.replace(/^"|"$/g, '')))
  }
  const get = (name: string) => oauth.get(`oauth_${name}`) ?? ''
  for (const name of ['consumer_key', 'signature', 'signature_method', 'nonce', 'timestamp', 'token']) {
    if (get(name) === '') return refused(400, '"%fieldName" is required. Enter and try again.')
  }
  if (get('token').length !== 32)
    return refused(400, 'The token length is invalid. Check the length and try again.')
  if (!['HMAC-SHA1', 'HMAC-SHA256'].includes(get('signature_method'))) {
    return refused(400, 'Signature method %1 is not supported')
  }
  const integration = guard.integrations.find((one) => one.consumerKey === get('consumer_key'))
  if (!integration) return refused(401, 'A consumer having the specified key does not exist')
  const seconds = Number(get('timestamp'))
  if (!(seconds > 0) || seconds > now.getTime() / 1000 + 600) {
    return refused(401, 'The timestamp value in the oauth_timestamp parameter is invalid.')
  }
  if (guard.usedNonces.has(get('nonce')))
    return refused(401, 'The nonce is already being used by the consumer.')
  guard.usedNonces.add(get('nonce'))
  if (integration.accessToken !== get('token')) return refused(401, 'Specified token does not exist')
  if (signature(guard, request, oauth, integration) !== get('signature')) {
    return refused(401, 'The signature is invalid. Verify and try again.')
  }
  return { integration }
}

/** RFC 5849, 3.4, written apart from the library that the connector signs with. */
function signature(
  guard: Guard,
  request: ShopRequest,
  oauth: ReadonlyMap<string, string>,
  integration: Integration,
): string {
  const url = new URL(request.url, guard.origin)
  const pairs: [string, string][] = [...oauth].filter(([name]) => name !== 'oauth_signature')
  for (const part of url.search.slice(1).split('&')) {
    const [name, value, ...more] = part.split('=')
    // Like PHP's explode: a second equals sign makes the parameter disappear.
    if (name === undefined || value === undefined || more.length > 0) continue
    pairs.push([decodeURIComponent(name), decodeURIComponent(value)])
  }
  const encoded = pairs.map(([name, value]) => [percent(name), percent(value)] as const)
  const sorted = encoded.toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))
  const parameters = sorted.map(([name, value]) => `${name}=${value}`).join('&')
  const base = ['GET', percent(url.origin + url.pathname), percent(parameters)].join('&')
  const key = `${percent(integration.consumerSecret)}&${percent(integration.accessTokenSecret)}`
  const algorithm = oauth.get('oauth_signature_method') === 'HMAC-SHA1' ? 'sha1' : 'sha256'
  return createHmac(algorithm, key).update(base).digest('base64')
}

function percent(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}

function refused(status: Refusal['status'], message: string): Identified {
  return { refusal: { status, message } }
}
