import { Failure, type FailureCode, failure } from '../../words/failure.ts'
import { shownAddress } from '../address.ts'
import { followRedirects } from '../follow-redirects.ts'
import type { Answer } from '../http-answer.ts'
import { type Discovery, searchPlaces } from '../typed-address.ts'
import { candidates, restRoots } from './address.ts'
import { errorOf, failureOfAnswer } from './answer.ts'
import { cheapest, ordersRoute } from './search.ts'
import { apiUrl } from './transport.ts'

/** Where the API was found; how to authenticate is another matter. */
export interface Found {
  readonly root: string
  /** The shop's address as shown to the operator. */
  readonly url: string
}

/** Failures that say nothing about where the API is: looking elsewhere on the same site may find it. */
const lookFurther: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'api-not-found',
  'http-status',
  'request-refused',
])

/**
 * Finds a shop's REST API from the address as typed; redirects are followed while they stay with the shop, and no
 * credentials are sent.
 * @throws Failure that says what is in the way
 */
export async function discover(discovery: Discovery): Promise<Found> {
  const places = candidates(discovery.typed, discovery.allowHttp)
  return searchPlaces(places, (bases) => search(discovery, bases))
}

/** The same of what may befall addresses that are rewritten, and not the script behind them; told if nothing is found. */
const ofRewriting: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'blocked-by-security',
  'server-error',
  'too-many-redirects',
])

async function search(discovery: Discovery, bases: readonly URL[]): Promise<Found> {
  let nearest: Failure | null = null
  for (const base of bases) {
    for (const root of restRoots(discovery.typed, base)) {
      try {
        const found = await lookAt(discovery, root)
        if (found !== null) return found
      } catch (error) {
        if (!(error instanceof Failure) || !ofRewriting.has(error.value.code)) throw error
        nearest ??= error
      }
    }
  }
  if (nearest !== null) throw nearest
  throw failure('api-not-found', { address: bases[0] === undefined ? '' : shownAddress(bases[0]) })
}

/**
 * Whether the API is there: Magento refuses a stranger with 401 and names the permission that he lacks.
 * @throws Failure when the answer forbids to go on (maintenance, captcha, firewall)
 */
async function lookAt({ open, allowHttp }: Discovery, root: URL): Promise<Found | null> {
  const answer = await followRedirects(open, apiUrl(root.href, ordersRoute, cheapest), allowHttp)
  if (answer.status === 401 && errorOf(answer)?.resources != null) return found(answer)
  // A web page, or another program's answer.
  if (answer.status >= 200 && answer.status < 300) return orCaptcha(answer)
  const cause = failureOfAnswer(answer)
  // No credentials were sent, so none can be wrong: a gateway wants some of its own.
  if (answer.status === 401 && cause.value.code === 'credentials-rejected') {
    throw failure('blocked-by-security', { host: answer.url.host, status: 401 }, cause)
  }
  if (lookFurther.has(cause.value.code)) return null
  throw cause
}

function orCaptcha(answer: Answer): null {
  const cause = failureOfAnswer(answer)
  if (cause.value.code === 'captcha') throw cause
  return null
}

/** Null when a redirect led to something that is no API route. */
function found(answer: Answer): Found | null {
  const { origin, pathname } = answer.url
  if (!pathname.endsWith(`/${ordersRoute}`)) return null
  const path = pathname.slice(0, -ordersRoute.length)
  const folder = path.replace(/(index\.php\/)?rest\/([^/]+\/)?V1\/$/, '')
  return { root: origin + path, url: origin + folder }
}
