import { isThisComputer, refuseInsecure } from '../address.ts'
import type { Answer } from '../http-answer.ts'
import { invalid, readTyped, withoutBlanks } from '../typed-address.ts'

/** What a typed address stands for. */
export type Place =
  /** The shop's own address, where its API is; an origin. */
  | { readonly kind: 'shop'; readonly origin: string }
  /** A site from which the shop's own address must be found out. */
  | { readonly kind: 'site'; readonly url: URL }

const ownDomain = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/
const adminPath = /^\/store\/([a-z0-9][a-z0-9-]*)(\/|$)/

/**
 * What is meant by an address as people type or paste it: the shop's handle (`bottega`), its own domain, a page of
 * its administration (`admin.shopify.com/store/bottega/orders`), or the address that customers know.
 * @throws Failure `address-invalid`, or `insecure-http` for a typed `http://` where that is not allowed (R33)
 */
export function placeOf(typed: string, allowHttp: boolean): Place {
  const text = withoutBlanks(typed)
  if (/^[a-z0-9][a-z0-9-]*$/i.test(text) && text.toLowerCase() !== 'localhost') {
    return { kind: 'shop', origin: `https://${text.toLowerCase()}.myshopify.com` }
  }
  const { url, insecure } = readTyped(typed)
  const named = shopNamedBy(url)
  // Shopify answers by HTTPS only, whatever was typed.
  if (named !== null) return { kind: 'shop', origin: named }
  if (/(^|\.)shopify\.com$/.test(url.hostname)) throw invalid(typed)
  if (isThisComputer(url)) return { kind: 'shop', origin: (insecure ?? url).origin }
  refuseInsecure(url, allowHttp)
  return { kind: 'site', url: new URL('/', url) }
}

/** The origin of the shop that an address of Shopify's belongs to; null when it is none of a shop's. */
export function shopNamedBy(url: URL): string | null {
  const host = url.hostname.toLowerCase()
  if (ownDomain.test(host)) return `https://${host}`
  const handle = host === 'admin.shopify.com' ? adminPath.exec(url.pathname.toLowerCase())?.[1] : undefined
  return handle === undefined ? null : `https://${handle}.myshopify.com`
}

/** The origin of the shop that a storefront page names in its script (`Shopify.shop = "x.myshopify.com"`). */
export function shopNamedInPage(page: Answer): string | null {
  const text = page.body.subarray(0, 1_048_576).toString('latin1')
  const found = /Shopify\.shop\s*=\s*["']([a-z0-9][a-z0-9-]*\.myshopify\.com)["']/i.exec(text)?.[1]
  return found === undefined ? null : `https://${found.toLowerCase()}`
}
