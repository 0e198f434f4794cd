import { failure } from '../../words/failure.ts'
import { shownAddress, staysWithShop } from '../address.ts'
import type { Answer } from '../http-answer.ts'
import { redirectTarget } from '../http-failure.ts'
import { captchaFailure } from '../json-body.ts'
import { type Place, shopNamedBy, shopNamedInPage } from './address.ts'

const maxRedirects = 5

/**
 * The shop's own address. For a site with a domain of its own: where its `/admin` leads to, else what its home page
 * names; asked without credentials, and the only thing believed is the name of a shop of Shopify's.
 * @param open asks for a page, without credentials and without following redirects
 * @throws Failure `shop-address-unknown` when the site does not tell
 */
export async function findShop(place: Place, open: (url: URL) => Promise<Answer>): Promise<string> {
  if (place.kind === 'shop') return place.origin
  for (const start of [new URL('/admin', place.url), place.url]) {
    const found = await follow(start, open)
    if (found !== null) return found
  }
  throw failure('shop-address-unknown', { address: shownAddress(place.url) })
}

async function follow(start: URL, open: (url: URL) => Promise<Answer>): Promise<string | null> {
  let url = start
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const answer = await open(url)
    const next = redirectTarget(answer)
    if (next === null) {
      const captcha = captchaFailure(answer, answer.body.toString('utf8'))
      if (captcha !== null) throw captcha
      return shopNamedInPage(answer)
    }
    const named = shopNamedBy(next)
    if (named !== null) return named
    if (!staysWithShop(url, next)) return null
    url = next
  }
  return null
}
