import { createHmac, timingSafeEqual } from 'node:crypto'
import { type RestError, restError } from './errors.ts'
import { type PhpQuery, type PhpValue, rawUrlDecode, rawUrlEncode, urlDecode } from './php-query.ts'
import { type ApiKey, homeOf, type Shop, type ShopRequest } from './shop.ts'

const needed = [
  'oauth_consumer_key',
  'oauth_timestamp',
  'oauth_nonce',
  'oauth_signature',
  'oauth_signature_method',
]
const windowSeconds = 15 * 60

function refused(message: string, code = 'woocommerce_rest_authentication_error'): RestError {
  return restError(code, message, 401)
}

/**
 * OAuth 1.0a "one-legged", as WooCommerce does it (`class-wc-rest-authentication.php`): parameters from the query or
 * from an `Authorization: OAuth` header, checked in the order key, method, signature, time, nonce.
 *
 * Answers the key, an error, or nothing when the request makes no attempt at OAuth.
 */
export function checkOAuth(
  shop: Shop,
  request: ShopRequest,
  query: PhpQuery,
  now: Date,
): { readonly key: ApiKey } | { readonly error: RestError } | undefined {
  const header = headerParameters(request.headers.authorization)
  const all = new Map<string, PhpValue>([...query, ...header])
  const missing = needed.filter((name) => !all.get(name))
  if (missing.length === needed.length) return undefined
  if (missing.length > 0) {
    const what = missing.length === 1 ? 'parameter' : 'parameters'
    return {
      error: refused(
        `Missing OAuth ${what} ${missing.join(', ')}`,
        'woocommerce_rest_authentication_missing_parameter',
      ),
    }
  }
  const text = (name: string) => String(all.get(name))
  const key = shop.keys.find((candidate) => candidate.consumerKey === text('oauth_consumer_key').trim())
  if (!key) return { error: refused('Consumer key is invalid.') }
  const method = text('oauth_signature_method')
  if (method !== 'HMAC-SHA1' && method !== 'HMAC-SHA256') {
    return { error: refused('Invalid signature - signature method is invalid.') }
  }
  const given = rawUrlDecode(text('oauth_signature').replaceAll(' ', '+'))
  all.delete('oauth_signature')
  const expected = createHmac(method.slice(5).toLowerCase(), `${key.consumerSecret}&`)
    .update(baseString(shop, request, all))
    .digest('base64')
  if (!equal(expected, given)) {
    return { error: refused('Invalid signature - provided signature does not match.') }
  }
  return nonceFault(shop, key, text('oauth_timestamp'), text('oauth_nonce'), now) ?? { key }
}

function headerParameters(header: string | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  if (!header?.trim().startsWith('OAuth ')) return found
  for (const [, name = '', , quoted, bare] of header.matchAll(/(oauth_[a-z_-]*)=(:?"([^"]*)"|([^,]*))/g)) {
    found.set(name, urlDecode(quoted || bare || ''))
  }
  return found
}

/**
 * The string that both sides sign. PHP's lists (`status[]=a`) enter it as `status%5B0%5D`, so a client has to sign
 * them in that form.
 */
function baseString(shop: Shop, request: ShopRequest, parameters: ReadonlyMap<string, PhpValue>): string {
  const requestPath = request.url.split('?')[0] ?? ''
  const base = `${shop.folder}/`
  const path = requestPath.startsWith(base) ? `/${requestPath.slice(base.length)}` : requestPath
  const pairs = [...parameters]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, value]) =>
      typeof value === 'string'
        ? [`${rawUrlEncode(name)}=${rawUrlEncode(value)}`]
        : [...value].map(([index, item]) => `${rawUrlEncode(name)}%5B${index}%5D=${rawUrlEncode(item)}`),
    )
  return [request.method, rawUrlEncode(homeOf(shop) + path), pairs.map(rawUrlEncode).join('%26')].join('&')
}

function nonceFault(shop: Shop, key: ApiKey, timestamp: string, nonce: string, now: Date) {
  const seconds = Math.floor(now.getTime() / 1000)
  const claimed = Number(timestamp)
  if (!(Math.abs(claimed - seconds) <= windowSeconds)) return { error: refused('Invalid timestamp.') }
  const used = shop.usedNonces.get(key.consumerKey) ?? new Map<string, number>()
  shop.usedNonces.set(key.consumerKey, used)
  for (const [old, time] of used) if (time < seconds - windowSeconds) used.delete(old)
  if (used.has(nonce)) return { error: refused('Invalid nonce - nonce has already been used.') }
  used.set(nonce, claimed)
  return undefined
}

function equal(expected: string, given: string): boolean {
  const left = Buffer.from(expected)
  const right = Buffer.from(given)
  return left.length === right.length && timingSafeEqual(left, right)
}
