import { type Failure, type FailureCode, failure } from '../../words/failure.ts'
import { shownAddress } from '../address.ts'
import { followRedirects } from '../follow-redirects.ts'
import type { Answer } from '../http-answer.ts'
import { type Discovery, firstFound, searchPlaces } from '../typed-address.ts'
import { candidates } from './address.ts'
import { errorCodes, failureOfAnswer, isForKey } from './answer.ts'
import { apiUrl, type Facts, json } from './transport.ts'

/** Where the webservice was found. */
export interface Found extends Pick<Facts, 'root' | 'routing'> {
  /** The shop's address as shown to the operator. */
  readonly url: string
}

const probe = { ...json, limit: '1' }

/** Failures that say nothing about where the webservice is: looking elsewhere on the same site may find it. */
const lookFurther: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'api-not-found',
  'http-status',
  // A front office that is broken says nothing of the script behind it.
  'server-error',
  'body-html',
  'body-empty',
  'body-not-json',
  'body-shape',
  // A rule for addresses, or for what may be an API, need not be one for the script.
  'blocked-by-security',
  'too-many-redirects',
  // The page of a shop that is closed for a time stands before what looks like a page, not before the script.
  'maintenance',
])

/**
 * Finds a shop's webservice from the address as typed, by its asking for a key; none is sent. Redirects are followed
 * while they stay with the shop.
 * @throws Failure that says what is in the way
 */
export async function discover(discovery: Discovery): Promise<Found> {
  const places = candidates(discovery.typed, discovery.allowHttp)
  return searchPlaces(places, (bases) => {
    const ways = bases.flatMap((base) =>
      (['path', 'dispatcher'] as const).map((routing) => ({ base, routing })),
    )
    return firstFound(ways, lookFurther, ({ base, routing }) => lookInto(discovery, base, routing))
  })
}

async function lookInto(discovery: Discovery, base: URL, routing: Facts['routing']): Promise<Found> {
  let root = base.href
  const ask = () => apiUrl({ root, routing }, 'orders', probe)
  const answer = await followRedirects(discovery.open, ask(), discovery.allowHttp, (to) => {
    const named = rootOf(to, routing)
    if (named === null) return to
    // The redirect to another host loses the path (recording `error_302_wrong_host`): only the folder is taken.
    root = named
    return ask()
  })
  if (!isWebservice(answer)) throw failureOfStranger(answer)
  return { root, routing, url: root }
}

/** Asks for a key, or refuses to work at all in its own words. */
function isWebservice(answer: Answer): boolean {
  if (isForKey(answer) || errorCodes(answer).length > 0) return true
  return answer.headers['psws-version'] !== undefined
}

/** Any answer that is not the webservice's, a success included. */
function failureOfStranger(answer: Answer): Failure {
  const success = answer.status >= 200 && answer.status < 300
  return success ? failure('api-not-found', { address: shownAddress(answer.url) }) : failureOfAnswer(answer)
}

/** The shop's folder in the address of a redirect; null when it cannot be told. */
function rootOf(url: URL, routing: Facts['routing']): string | null {
  const end = routing === 'path' ? /\/(api\/orders|index\.php)\/?$/ : /\/(webservice\/dispatcher|index)\.php$/
  return end.test(url.pathname) ? new URL(url.pathname.replace(end, '/'), url.origin).href : null
}
