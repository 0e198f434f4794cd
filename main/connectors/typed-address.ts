import { Failure, type FailureCode, failure } from '../words/failure.ts'
import { isThisComputer, refuseInsecure, siteOf } from './address.ts'
import type { ConnectorTarget } from './connector.ts'
import type { Answer } from './http-answer.ts'
import type { Send } from './send.ts'

/** The places where a shop may be, by its typed address. */
export interface Candidates {
  /** Folders (ending in `/`) to look into, nearest to what was typed first. */
  readonly bases: readonly URL[]
  /** The same without TLS, when that is allowed and HTTPS does not answer; often empty. */
  readonly insecureBases: readonly URL[]
}

/**
 * What may be meant by an address as people type or paste it: without a scheme, with a page of the shop or of its
 * administration, with a query. `innerPaths` matches what in a path names a page and not the shop's folder.
 * @throws Failure `address-invalid`, or `insecure-http` for a typed `http://` where that is not allowed (R33)
 */
export function candidates(typed: string, allowHttp: boolean, innerPaths: RegExp): Candidates {
  const { url, scheme, insecure } = readTyped(typed)
  if (scheme === 'http') {
    refuseInsecure(url, allowHttp)
    return { bases: bases(url, innerPaths), insecureBases: [] }
  }
  const httpToo = insecure !== null && (allowHttp || isThisComputer(url))
  return { bases: bases(url, innerPaths), insecureBases: httpToo ? bases(insecure, innerPaths) : [] }
}

/** An address as it was typed. */
export interface TypedAddress {
  readonly url: URL
  /** Null where none was typed: `url` is by HTTPS then. */
  readonly scheme: 'http' | 'https' | null
  /** The same without TLS, where no scheme was typed. */
  readonly insecure: URL | null
}

/** Reads an address as people type or paste it. @throws Failure `address-invalid` */
export function readTyped(typed: string): TypedAddress {
  const text = withoutBlanks(typed)
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase() ?? null
  if (scheme !== null && scheme !== 'http' && scheme !== 'https') throw invalid(typed)
  const bare = text.replace(/^\/+/, '')
  const url = parse(scheme === null ? `https://${bare}` : text)
  if (url === null || !isHostName(url.hostname)) throw invalid(typed)
  // An e-mail address, not a shop's.
  if (scheme === null && url.username !== '') throw invalid(typed)
  return { url, scheme, insecure: scheme === null ? parse(`http://${bare}`) : null }
}

/** Without the blanks, seen and unseen, that come along when an address is pasted. */
export function withoutBlanks(typed: string): string {
  return typed.replace(/[\s\u200B-\u200D\uFEFF]/g, '')
}

/** The site of a typed address. @throws Failure `address-invalid` */
export function siteOfTyped(typed: string): string {
  // Where TLS is not asked for it is the same site: whether that is allowed is asked before anything is sent.
  const [base] = candidates(typed, true, /$^/).bases
  if (!base) throw invalid(typed)
  return siteOf(base)
}

/** The nearest of the places that a typed address may mean, whatever its scheme. */
export function nearestPlace({ bases: [nearest] }: Candidates): string {
  return nearest === undefined ? '' : `${siteOf(nearest)}${nearest.pathname}`
}

/** What a shop is looked for with. */
export interface Discovery {
  readonly typed: string
  readonly allowHttp: boolean
  /** Asks for a page, without credentials and without following redirects. */
  open(page: URL): Promise<Answer>
}

/** As a shop that is being opened is looked for; a request that fails is repeated once. */
export function discoveryOf({ url, settings }: ConnectorTarget, open: Send, signal: AbortSignal): Discovery {
  const { allowHttp } = settings
  return { typed: url, allowHttp, open: (page) => open(page, signal, { retries: 1 }) }
}

/** Failures after which the same address without TLS is worth a try, where that is allowed. */
const noTlsThere: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'connection-refused',
  'connection-lost',
  'timeout',
  'tls-failed',
])

/**
 * Searches the places with TLS, and then those without where nothing answers there and that is allowed.
 * @throws Failure of the last search made
 */
export async function searchPlaces<Found>(
  { bases, insecureBases }: Candidates,
  search: (bases: readonly URL[]) => Promise<Found>,
): Promise<Found> {
  try {
    return await search(bases)
  } catch (error) {
    if (!(error instanceof Failure) || !noTlsThere.has(error.value.code)) throw error
    if (insecureBases.length === 0) throw error
    return await search(insecureBases)
  }
}

/**
 * Looks into one place after the other until the shop is found.
 * @param lookFurther failures that say nothing about where the shop is: it may be in the next place
 * @throws Failure of the first place when it is in none, for that is the nearest to what was typed
 */
export async function firstFound<Place, Found>(
  places: Iterable<Place>,
  lookFurther: ReadonlySet<FailureCode>,
  lookInto: (place: Place) => Promise<Found>,
): Promise<Found> {
  let nearest: Failure | null = null
  for (const place of places) {
    try {
      return await lookInto(place)
    } catch (error) {
      if (!(error instanceof Failure) || !lookFurther.has(error.value.code)) throw error
      nearest ??= error
    }
  }
  throw nearest ?? failure('api-not-found', { address: '' })
}

/** The folder itself and those above it: `/shop/` may be the shop's folder or a page of it. */
function bases(url: URL, innerPaths: RegExp): readonly URL[] {
  const path = url.pathname.replace(innerPaths, '').replace(/\/[^/]+\.(php|html?)$/i, '')
  const parts = path.split('/').filter((part) => part !== '')
  const found: URL[] = []
  for (let length = Math.min(parts.length, 3); length >= 0; length -= 1) {
    const folder = parts.slice(0, length).join('/')
    found.push(new URL(folder === '' ? '/' : `/${folder}/`, url.origin))
  }
  return found
}

function parse(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}

/** A name with a dot, an IP address, or this computer: `negozio` alone is a slip of the keyboard. */
function isHostName(hostname: string): boolean {
  if (hostname === '' || hostname.endsWith('..')) return false
  return hostname.includes('.') || hostname.startsWith('[') || hostname === 'localhost'
}

/** Failure `address-invalid`. Nothing of user names, passwords or queries goes into a message. */
export function invalid(text: string): Error {
  // What is wrong with it may be a mark in a password: then nobody can tell where that ends.
  const shown = text.includes('@') ? '…' : text.replace(/[?#].*$/s, '').trim()
  return failure('address-invalid', { address: shown.slice(0, 200) })
}
