import { Failure, type FailureCode, failure } from '../../words/failure.ts'
import { shownAddress } from '../address.ts'
import { followRedirects } from '../follow-redirects.ts'
import type { Answer } from '../http-answer.ts'
import { readJson } from '../json-body.ts'
import { plainLine } from '../plain-words.ts'
import { isFields } from '../reader.ts'
import { type Discovery, firstFound, searchPlaces } from '../typed-address.ts'
import { candidates } from './address.ts'
import { errorOf, failureOfAnswer, restRootLink } from './answer.ts'
import { apiUrl, type Facts } from './transport.ts'

/** Where the API was found; how to authenticate is another matter. */
export type Found = Omit<Facts, 'authentication' | 'signedFor' | 'routeEnd'> & {
  /** The shop's address as shown to the operator. */
  readonly url: string
  /** Where WordPress believes to be; null when it does not say. */
  readonly home: URL | null
  /** The shop's clock, by the last answer. */
  readonly serverDate: Date | null
}

/** The index with all routes is half a megabyte; this is what we read of it (recording `wp_json_root_noauth`). */
const indexFields = { _fields: 'name,url,home,gmt_offset,timezone_string,namespaces' }

/** Failures that say nothing about where the API is: looking elsewhere on the same site may find it. */
const lookFurther: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'api-not-found',
  'plain-permalinks',
  'http-status',
  'body-html',
  'body-empty',
  'body-not-json',
  'body-truncated',
  'body-shape',
])

/**
 * Finds a shop's REST API from the address as typed; redirects are followed while they stay with the shop, and
 * no credentials are sent.
 * @throws Failure that says what is in the way
 */
export async function discover(discovery: Discovery): Promise<Found> {
  const places = candidates(discovery.typed, discovery.allowHttp)
  return searchPlaces(places, (bases) => firstFound(bases, lookFurther, (base) => lookInto(discovery, base)))
}

/** Three ways: the usual address, the one that the home page names, and that of plain permalinks. */
async function lookInto(discovery: Discovery, base: URL): Promise<Found> {
  const usual = { root: new URL('wp-json/', base).href, permalinks: 'pretty' as const }
  const first = await follow(discovery, apiUrl(usual, '', indexFields))
  const pretty = await readUsual(discovery, first, { ...usual, root: folderOf(first.url).href })
  if (pretty !== null) return pretty
  let named = restRootLink(first)
  let origin = first.url
  if (named === null) {
    const page = await follow(discovery, base)
    named = restRootLink(page) ?? linkInPage(page)
    origin = page.url
  }
  const root = named === null ? null : ownRoot(named, origin)
  if (root !== null && root.root !== usual.root) {
    const found = readIndex(await follow(discovery, apiUrl(root, '', indexFields)), root)
    if (found !== null) return found
  }
  const plain = { root: new URL('?rest_route=/', base).href, permalinks: 'plain' as const }
  const last = await follow(discovery, apiUrl(plain, '', indexFields))
  const found = readIndex(last, plain)
  if (found !== null) return found
  throw failure('api-not-found', { address: shownAddress(base) })
}

/** Failures that may be the index's alone. */
const ofIndex: ReadonlySet<FailureCode> = new Set<FailureCode>(['blocked-by-security', 'server-error'])

/**
 * The index at the usual address. Sites that close it, or break it, for its own sake (it names plugins and users) leave
 * open what lies behind it: then WooCommerce's own list of routes is asked for.
 */
async function readUsual(
  discovery: Discovery,
  answer: Answer,
  root: Pick<Found, 'root' | 'permalinks'>,
): Promise<Found | null> {
  const routes = async () => {
    const behind = await follow(discovery, apiUrl(root, 'wc/v3', { _fields: 'namespace' }))
    return isRoutes(behind) ? found(behind, root, {}) : null
  }
  try {
    const index = readIndex(answer, root)
    return index ?? (errorOf(answer) === null ? null : await routes())
  } catch (error) {
    if (!(error instanceof Failure) || !ofIndex.has(error.value.code)) throw error
    const found = await routes()
    if (found === null) throw error
    return found
  }
}

/** The list of WooCommerce's routes, or the refusal to show it to strangers. */
function isRoutes(answer: Answer): boolean {
  if (isClosed(answer)) return true
  const json = answer.status === 200 ? indexJson(answer) : null
  return isFields(json) && json.namespace === 'wc/v3'
}

/** The API may be closed to strangers and open to keys. */
function isClosed(answer: Answer): boolean {
  const error = errorOf(answer)
  return error !== null && (error.status === 401 || error.status === 403) && error.code !== 'wp_die'
}

function follow({ open, allowHttp }: Discovery, start: URL): Promise<Answer> {
  return followRedirects(open, start, allowHttp)
}

/**
 * The API's index in an answer; null when the answer is something else and the search goes on.
 * @throws Failure when the answer forbids to go on (maintenance, captcha, firewall, WooCommerce switched off)
 */
function readIndex(answer: Answer, root: Pick<Found, 'root' | 'permalinks'>): Found | null {
  // Its index then cannot be read.
  if (isClosed(answer)) return found(answer, root, {})
  if (answer.status !== 200) {
    const cause = failureOfAnswer(answer)
    if (lookFurther.has(cause.value.code) || cause.value.code === 'api-disabled') return null
    throw cause
  }
  const json = indexJson(answer)
  if (!isFields(json) || !Array.isArray(json.namespaces)) return null
  if (!json.namespaces.includes('wc/v3')) throw failure('api-disabled', { address: shownAddress(answer.url) })
  return found(answer, root, json)
}

function indexJson(answer: Answer): unknown {
  try {
    return readJson(answer).json
  } catch (error) {
    if (error instanceof Failure && lookFurther.has(error.value.code)) return null
    throw error
  }
}

function found(
  answer: Answer,
  { root, permalinks }: Pick<Found, 'root' | 'permalinks'>,
  index: Readonly<Record<string, unknown>>,
): Found {
  const zone = typeof index.timezone_string === 'string' ? index.timezone_string : ''
  const offset =
    typeof index.gmt_offset === 'number' ? `UTC${index.gmt_offset < 0 ? '' : '+'}${index.gmt_offset}` : ''
  const url = new URL(root)
  url.search = ''
  url.pathname = url.pathname.replace(/(wp-json\/?|index\.php)$/, '')
  return {
    root,
    permalinks,
    url: url.href,
    timeZone: zone || offset,
    name: typeof index.name === 'string' ? plainLine(index.name.slice(0, 500)).slice(0, 200) : '',
    home: typeof index.home === 'string' && URL.canParse(index.home) ? new URL(index.home) : null,
    serverDate: answer.serverDate,
  }
}

/** The REST root that a site names, on the host that we reached: behind a proxy WordPress often names `http:`. */
function ownRoot(named: string, origin: URL): Pick<Found, 'root' | 'permalinks'> | null {
  if (!URL.canParse(named, origin)) return null
  const url = new URL(named, origin)
  // A copy of a shop names the original: credentials for the one must not go to the other.
  if (url.hostname.replace(/^www\./, '') !== origin.hostname.replace(/^www\./, '')) return null
  const own = new URL(url.pathname, origin.origin)
  if (!url.searchParams.has('rest_route')) return { root: folderOf(own).href, permalinks: 'pretty' }
  own.search = 'rest_route=/'
  return { root: own.href, permalinks: 'plain' }
}

/** The same link as an element of the page, for hosts that drop the header. */
function linkInPage(page: Answer): string | null {
  const head = page.body.subarray(0, 262_144).toString('latin1')
  return /<link\s+rel=["']https:\/\/api\.w\.org\/["']\s+href=["']([^"']+)["']/i.exec(head)?.[1] ?? null
}

function folderOf(url: URL): URL {
  return new URL(url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`, url.origin)
}
