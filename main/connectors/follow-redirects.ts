import { failure } from '../words/failure.ts'
import { refuseInsecure, shownAddress, staysWithShop } from './address.ts'
import type { Answer } from './http-answer.ts'
import { redirectTarget } from './http-failure.ts'

const maxRedirects = 5

/**
 * Asks by `open`, which must send no credentials, and follows redirects while they stay with the shop (R33).
 * @param instead what to ask for, where a redirect does not say all
 * @throws Failure `redirected-elsewhere`, `too-many-redirects`, `insecure-http`
 */
export async function followRedirects(
  open: (url: URL) => Promise<Answer>,
  start: URL,
  allowHttp: boolean,
  instead: (to: URL) => URL = (to) => to,
): Promise<Answer> {
  let url = start
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const answer = await open(url)
    const next = redirectTarget(answer)
    if (next === null) return answer
    if (!staysWithShop(url, next)) {
      throw failure('redirected-elsewhere', { from: shownAddress(url), to: shownAddress(next) })
    }
    refuseInsecure(next, allowHttp)
    url = instead(sameQuestion(url, next))
  }
  throw failure('too-many-redirects', { host: start.host })
}

/**
 * Where a redirect leads to, with what was asked for: rules that lead to the site's right name or to HTTPS often forget
 * the path, and lead to its home page or to that of a language.
 */
function sameQuestion(asked: URL, to: URL): URL {
  const folder = to.pathname.replace(/(?<=\/)([a-z]{2}([-_][a-z]{2})?\/?|index\.php)$/i, '')
  const isLost = folder.endsWith('/') && folder !== asked.pathname && asked.pathname.startsWith(folder)
  return isLost && to.origin !== asked.origin ? new URL(asked.pathname + asked.search, to.origin) : to
}

/**
 * Follows redirects of a request that carries keys: only to the very same server (R33), for instance where a rule of
 * the site adds a slash to every address. What was asked for is asked for again there, with new keys.
 * @returns the first answer that is no such redirect
 */
export async function followWithKeys(first: Answer, ask: (url: URL) => Promise<Answer>): Promise<Answer> {
  let answer = first
  for (let hop = 0; hop < maxRedirects; hop += 1) {
    const to = redirectTarget(answer)
    if (to === null || to.origin !== answer.url.origin) return answer
    const next = new URL(to.pathname, to.origin)
    // A rule for paths may have lost the query; one for queries keeps the path.
    next.search = to.pathname === answer.url.pathname ? withoutKeys(to.search) : answer.url.search
    // WordPress itself adds a slash to an API's address where it does not know it as one.
    if (next.href === answer.url.href && answer.headers['x-redirect-by'] === 'WordPress') return first
    if (next.href === answer.url.href) throw failure('too-many-redirects', { host: next.host })
    answer = await ask(next)
  }
  throw failure('too-many-redirects', { host: first.url.host })
}

/** A query without what proves who asks: that is put there anew. */
function withoutKeys(search: string): string {
  const kept = search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !/^(_=|oauth_|consumer_key=|consumer_secret=|ws_key=)/.test(part))
  return kept.length === 0 ? '' : `?${kept.join('&')}`
}
