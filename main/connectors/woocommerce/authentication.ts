import type { Authorized } from '../http.ts'
import { createOAuthSigner } from '../oauth.ts'

/**
 * - `basic`: key and secret as user and password; HTTPS only.
 * - `query`: both in the query, where a host strips the Authorization header; HTTPS only.
 * - `oauth`: OAuth 1.0a without token: the only way WooCommerce takes over plain HTTP (recordings `auth_*`), and where
 *   TLS ends before it, so that it believes in plain HTTP (woocommerce/woocommerce#19649).
 */
export type Authentication = 'basic' | 'query' | 'oauth'

export interface Keys {
  readonly consumerKey: string
  readonly consumerSecret: string
}

/** Blanks around a secret are fatal to WooCommerce (NOTES); they come with copying. */
export function keysOf(credentials: Readonly<Record<string, string>>): Keys {
  return {
    consumerKey: (credentials.consumerKey ?? '').trim(),
    consumerSecret: (credentials.consumerSecret ?? '').trim(),
  }
}

/**
 * What makes one attempt of a GET request authentic; to be asked anew for each attempt (nonce).
 * @param signedFor where WooCommerce believes to be (`http://www.shop.example`): that is what it checks a signature
 *   against (woocommerce/woocommerce#11410); `''` where it is the address asked
 */
export function authorizer(way: Authentication, keys: Keys, signedFor: string): (url: URL) => Authorized {
  switch (way) {
    case 'basic': {
      const token = Buffer.from(`${keys.consumerKey}:${keys.consumerSecret}`).toString('base64')
      const headers = { authorization: `Basic ${token}` }
      return (url) => ({ url: withQuery(url, unlikeAnyOther()), headers })
    }
    case 'query':
      return (url) => ({
        url: withQuery(url, {
          consumer_key: keys.consumerKey,
          consumer_secret: keys.consumerSecret,
          ...unlikeAnyOther(),
        }),
      })
    case 'oauth': {
      const sign = createOAuthSigner({ consumer: { key: keys.consumerKey, secret: keys.consumerSecret } })
      return (url) => {
        const signed = signedFor === '' ? url : new URL(`${url.pathname}${url.search}`, signedFor)
        return { url: withQuery(url, sign(signed)) }
      }
    }
  }
}

/**
 * A parameter that nobody reads. Caches take an address for the same question whoever asks, and give its answer for days
 * (litespeedtech/lscache_wp#732); a signature differs each time by itself.
 */
function unlikeAnyOther(): Readonly<Record<string, string>> {
  return { _: String(Date.now()) }
}

/** Adds to the query as it stands: the marker of plain permalinks must keep its slashes (NOTES). */
function withQuery(url: URL, parameters: Readonly<Record<string, string>>): URL {
  const added = Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
  const changed = new URL(url)
  changed.search = url.search === '' ? added : `${url.search}&${added}`
  return changed
}
