import { isIP } from 'node:net'
import { failure } from '../words/failure.ts'

/** Whether an address is this very computer: `localhost`, `127.0.0.0/8` or `::1`. */
export function isThisComputer(url: URL): boolean {
  const host = url.hostname.toLowerCase()
  if (host === 'localhost' || host.endsWith('.localhost') || host === '[::1]') return true
  return isIP(host) === 4 && host.startsWith('127.')
}

/**
 * Refuses what would send credentials in clear over a network (R33), and what is not the web at all.
 * @throws Failure `insecure-http` or `address-invalid`
 */
export function refuseInsecure(url: URL, allowHttp: boolean): void {
  if (url.protocol === 'https:') return
  if (url.protocol !== 'http:') throw failure('address-invalid', { address: shownAddress(url) })
  if (!allowHttp && !isThisComputer(url)) throw failure('insecure-http', { host: url.host })
}

/** An address fit for logs and messages: no user, password, query or fragment (they may hold keys). */
export function shownAddress(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`
}

/**
 * Whether a redirect stays with the same shop: the same host, or the same but for a leading `www.`; and never from
 * HTTPS to HTTP. Sub-domains are other sites: on shared platforms they may belong to somebody else.
 */
export function staysWithShop(from: URL, to: URL): boolean {
  if (to.protocol !== 'https:' && to.protocol !== from.protocol) return false
  if (withoutWww(from.hostname) !== withoutWww(to.hostname)) return false
  // Another port is another server, unless it is the one that belongs to the scheme.
  return from.port === to.port || (to.port === '' && from.port === '')
}

/** The site of an address, whatever its scheme: host and port, without `www.`. */
export function siteOf(url: URL): string {
  return `${withoutWww(url.hostname)}${url.port === '' ? '' : `:${url.port}`}`
}

function withoutWww(hostname: string): string {
  return hostname.replace(/^www\./i, '')
}
