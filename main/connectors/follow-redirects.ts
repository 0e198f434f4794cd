import { failure } from '../failure.ts'
import { refuseInsecure, shownAddress, staysWithShop } from './address.ts'
import type { Answer } from './http.ts'

const maxRedirects = 5

/**
 * Asks by `open`, which must send no credentials, and follows redirects while they stay with the shop (R33).
 * @throws Failure `redirected-elsewhere`, `too-many-redirects`, `insecure-http`
 */
export async function followRedirects(
  open: (url: URL) => Promise<Answer>,
  start: URL,
  allowHttp: boolean,
): Promise<Answer> {
  let url = start
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const answer = await open(url)
    const { location } = answer.headers
    if (answer.status < 300 || answer.status >= 400 || typeof location !== 'string') return answer
    if (!URL.canParse(location, url)) return answer
    const next = new URL(location, url)
    if (!staysWithShop(url, next)) {
      throw failure('redirected-elsewhere', { from: shownAddress(url), to: shownAddress(next) })
    }
    refuseInsecure(next, allowHttp)
    url = next
  }
  throw failure('too-many-redirects', { host: start.host })
}
