import type { Clean, Parameters } from './parameters.ts'
import { urlEncode } from './php-query.ts'
import { homeOf, restRootOf, type Shop } from './shop.ts'

/** Which page of a list is asked for. */
export function pageAsked(parameters: Parameters): { readonly perPage: number; readonly page: number } {
  return { perPage: Number(parameters.get('per_page') ?? 10), page: Number(parameters.get('page') ?? 1) }
}

/** How many there are, on how many pages, and the links to the pages beside this one. */
export function pageHeaders(
  shop: Shop,
  route: string,
  parameters: Parameters,
  defaults: Defaults,
  total: number,
): Record<string, string> {
  const pages = Math.ceil(total / pageAsked(parameters).perPage)
  return {
    'X-WP-Total': String(total),
    'X-WP-TotalPages': String(pages),
    ...linkHeader(shop, route, parameters, defaults, pages),
  }
}

/** Parameters that WooCommerce has set itself where the request did not. */
type Defaults = readonly (readonly [string, Clean])[]

/**
 * The paging `Link` header, or nothing when there is neither a next nor a previous page. It repeats every parameter
 * of the request, keys and secrets in the query included (`link_header_with_querystring_auth.json`): a client must
 * never log nor follow it. WooCommerce takes `status` out and puts it back, hence last.
 */
function linkHeader(
  shop: Shop,
  route: string,
  parameters: Parameters,
  defaults: Defaults,
  pages: number,
): { Link?: string } {
  const { page } = pageAsked(parameters)
  const links: string[] = []
  const repeated = new Map(parameters)
  const status = repeated.get('status')
  repeated.delete('status')
  if (status !== undefined) repeated.set('status', status)
  for (const [name, value] of defaults) if (!repeated.has(name)) repeated.set(name, value)
  const to = (target: number, relation: string) => {
    links.push(`<${address(shop, route, new Map(repeated).set('page', target))}>; rel="${relation}"`)
  }
  // Past the end WooCommerce points back to the last page there is, which on HPOS is page 0.
  if (page > 1) to(Math.min(page - 1, pages), 'prev')
  if (pages > page) to(page + 1, 'next')
  return links.length === 0 ? {} : { Link: links.join(', ') }
}

function address(shop: Shop, route: string, parameters: Parameters): string {
  const pairs = [...parameters]
    .filter(([name]) => name !== 'rest_route')
    .flatMap(([name, value]) =>
      Array.isArray(value)
        ? value.map((item: unknown, place) => `${urlEncode(`${name}[${place}]`)}=${urlEncode(String(item))}`)
        : [`${urlEncode(name)}=${urlEncode(phpText(value))}`],
    )
  if (shop.permalinks === 'plain') {
    return `${homeOf(shop)}/index.php?${[`rest_route=${urlEncode(`/${route}`)}`, ...pairs].join('&')}`
  }
  return `${restRootOf(shop)}${route}?${pairs.join('&')}`
}

function phpText(value: Clean): string {
  if (typeof value === 'boolean') return value ? '1' : ''
  return String(value)
}
