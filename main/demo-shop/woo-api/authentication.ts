import { type RestError, restError } from './errors.ts'
import { checkOAuth } from './oauth.ts'
import type { PhpQuery } from './php-query.ts'
import type { ApiKey, Shop, ShopRequest } from './shop.ts'

/** Who asks: nobody, a key, or somebody whose credentials were refused. */
export type Caller =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'key'; readonly key: ApiKey }
  | { readonly kind: 'refused'; readonly error: RestError }

/**
 * Tells who asks, as WooCommerce 9.4 does: only when the raw address contains `wp-json/wc/`; key and secret in the
 * query or as Basic over TLS only, else OAuth 1.0a. An unknown key over Basic is nobody, not an error: from outside
 * it cannot be told from a header that was stripped on the way (`auth_unknown_key_401.json`).
 */
export function identify(shop: Shop, request: ShopRequest, query: PhpQuery, now: Date): Caller {
  if (!request.url.includes('wp-json/wc/')) return { kind: 'nobody' }
  if (request.https) {
    const caller = identifyByPassword(shop, request, query)
    if (caller) return caller
  }
  const oauth = checkOAuth(shop, request, query, now)
  if (!oauth) return { kind: 'nobody' }
  return 'error' in oauth ? { kind: 'refused', error: oauth.error } : { kind: 'key', key: oauth.key }
}

function identifyByPassword(shop: Shop, request: ShopRequest, query: PhpQuery): Caller | undefined {
  const [consumerKey, secret] = queryPair(query) ?? basicPair(request.headers.authorization) ?? []
  if (!consumerKey || !secret) return undefined
  // The key passes through `sanitize_text_field`, which trims it; the secret is compared as it is.
  const key = shop.keys.find((candidate) => candidate.consumerKey === consumerKey.trim())
  if (!key) return undefined
  if (key.consumerSecret === secret) return { kind: 'key', key }
  return {
    kind: 'refused',
    error: restError('woocommerce_rest_authentication_error', 'Consumer secret is invalid.', 401),
  }
}

function queryPair(query: PhpQuery): readonly [string, string] | undefined {
  const key = query.get('consumer_key')
  const secret = query.get('consumer_secret')
  return typeof key === 'string' && typeof secret === 'string' && key && secret ? [key, secret] : undefined
}

function basicPair(header: string | undefined): readonly [string, string] | undefined {
  const encoded = /^Basic\s+(\S+)$/i.exec(header ?? '')?.[1]
  if (!encoded) return undefined
  const plain = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = plain.indexOf(':')
  return colon < 0 ? undefined : [plain.slice(0, colon), plain.slice(colon + 1)]
}

/** What the key itself may do, checked before the route is even looked up. */
export function permissionFault(key: ApiKey, method: string): RestError | undefined {
  const wanted = method === 'GET' || method === 'HEAD' ? 'read' : 'write'
  if (method === 'OPTIONS' || key.permissions === 'read_write' || key.permissions === wanted) return undefined
  const message = `The API key provided does not have ${wanted} permissions.`
  return restError('woocommerce_rest_authentication_error', message, 401)
}
