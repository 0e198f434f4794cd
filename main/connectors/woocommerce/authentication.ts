import { createHmac } from 'node:crypto'
import OAuth from 'oauth-1.0a'
import type { Authorized } from '../http.ts'

/**
 * - `basic`: key and secret as user and password; HTTPS only.
 * - `query`: both in the query, where a host strips the Authorization header; HTTPS only.
 * - `oauth`: OAuth 1.0a without token: the only way WooCommerce takes over plain HTTP (recordings `auth_*`).
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

/** What makes one attempt of a GET request authentic; to be asked anew for each attempt (nonce). */
export function authorizer(way: Authentication, keys: Keys): (url: URL) => Authorized {
  switch (way) {
    case 'basic': {
      const token = Buffer.from(`${keys.consumerKey}:${keys.consumerSecret}`).toString('base64')
      const headers = { authorization: `Basic ${token}` }
      return () => ({ headers })
    }
    case 'query':
      return (url) => ({
        url: withQuery(url, { consumer_key: keys.consumerKey, consumer_secret: keys.consumerSecret }),
      })
    case 'oauth':
      return oauthAuthorizer(keys)
  }
}

function oauthAuthorizer(keys: Keys): (url: URL) => Authorized {
  const oauth = new OAuth({
    consumer: { key: keys.consumerKey, secret: keys.consumerSecret },
    signature_method: 'HMAC-SHA256',
    hash_function: (text, key) => createHmac('sha256', key).update(text).digest('base64'),
  })
  return (url) => {
    // The library hands back the query's own parameters too.
    const authorized = Object.entries(oauth.authorize({ url: url.href, method: 'GET' }))
    return {
      url: withQuery(url, Object.fromEntries(authorized.filter(([name]) => name.startsWith('oauth_')))),
    }
  }
}

/** Adds to the query as it stands: the marker of plain permalinks must keep its slashes (NOTES). */
function withQuery(url: URL, parameters: Readonly<Record<string, string | number>>): URL {
  const added = Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
  const changed = new URL(url)
  changed.search = url.search === '' ? added : `${url.search}&${added}`
  return changed
}
