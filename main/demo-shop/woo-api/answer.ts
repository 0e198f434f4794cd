import { setImmediate } from 'node:timers/promises'
import { phpJson } from '../php-json.ts'
import { type Caller, identify, permissionFault } from './authentication.ts'
import { cannotView, invalidParameters, noRoute, type RestError } from './errors.ts'
import { pickFields } from './fields.ts'
import { sitePage, slashRedirect, webServer404 } from './html-pages.ts'
import type { RouteAnswer } from './order-routes.ts'
import { checkParameters, type Parameters } from './parameters.ts'
import { type PhpQuery, type PhpValue, parseQuery, rawUrlDecode } from './php-query.ts'
import { findRoute, type Route } from './routes.ts'
import { type JsonObject, restRootOf, type Shop, type ShopRequest, type ShopResponse } from './shop.ts'

/**
 * Answers one request as WordPress 6.5 with WooCommerce 9.4.2 does; every quirk is one of the recorded exchanges in
 * `test/fixtures/woocommerce`. Pure but for the nonces it remembers in the shop.
 */
export async function answer(shop: Shop, request: ShopRequest, now: Date): Promise<ShopResponse> {
  const [rawPath = '/', ...rest] = request.url.split('?')
  const rawQuery = rest.join('?')
  const query = parseQuery(rawQuery)
  // Leading slashes are trimmed before WordPress looks at the path.
  const path = rawPath.replace(/^\/+/, '/')
  if (shop.folder !== '' && path !== shop.folder && !path.startsWith(`${shop.folder}/`)) return webServer404()
  const inside = path.slice(shop.folder.length) || '/'

  const asked = query.get('rest_route')
  if (typeof asked === 'string' && asked !== '' && (inside === '/' || inside === '/index.php')) {
    return restAnswer(shop, request, asked, query, now)
  }
  const pretty = /^\/wp-json(\/.*)?$/.exec(inside)
  if (pretty && shop.permalinks === 'pretty') {
    return restAnswer(shop, request, rawUrlDecode(pretty[1] ?? '/'), query, now)
  }
  if (shop.permalinks === 'no-rewrite' && inside !== '/') return webServer404()
  const loggedIn = identify(shop, request, query, now).kind === 'key'
  // With plain permalinks WordPress takes a REST address for a page that wants a slash, then shows its home page.
  if (pretty && !path.endsWith('/')) return slashRedirect(shop, inside, rawQuery, loggedIn)
  return sitePage(shop, pretty || inside === '/' ? 200 : 404, loggedIn)
}

async function restAnswer(
  shop: Shop,
  request: ShopRequest,
  path: string,
  query: PhpQuery,
  now: Date,
): Promise<ShopResponse> {
  const caller = identify(shop, request, query, now)
  if (caller.kind === 'refused') return failure(shop, caller, caller.error)
  const fault = caller.kind === 'key' ? permissionFault(caller.key, request.method) : undefined
  if (fault) return failure(shop, caller, fault)
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const route = findRoute(shop, path.replace(/\/+/g, '/').replace(/(.)\/$/, '$1'))
  if (!route || method !== 'GET') return failure(shop, caller, noRoute())
  // Parameters are judged before permissions, so a stranger with a bad parameter gets a 400.
  const { clean, faults } = checkParameters(query, route.parameters)
  if (faults.size > 0) return failure(shop, caller, invalidParameters(faults), route)
  const denied = route.open ? undefined : denial(caller, route)
  if (denied) return failure(shop, caller, denied)
  const result = route.answer(clean, now)
  if ('code' in result) return failure(shop, caller, result, route)
  return success(shop, caller, route, result, query, clean)
}

function denial(caller: Caller, route: Route): RestError | undefined {
  if (caller.kind !== 'key') return cannotView(route.what, 401)
  return caller.key.canReadOrders ? undefined : cannotView(route.what, 403)
}

async function success(
  shop: Shop,
  caller: Caller,
  route: Route,
  result: RouteAnswer,
  query: PhpQuery,
  parameters: Parameters,
): Promise<ShopResponse> {
  const body = await bodyText(result.body, query.get('_fields'))
  const own = { ...result.headers, Allow: route.allow }
  if (!parameters.has('_envelope')) {
    return { status: 200, headers: { ...transportHeaders(shop, caller), ...own }, body }
  }
  const counted = Object.entries(own).map(([name, value]) => [
    name,
    /^\d+$/.test(value) ? Number(value) : value,
  ])
  return {
    status: 200,
    headers: transportHeaders(shop, caller),
    body: `{"body":${body},"status":200,"headers":${phpJson(Object.fromEntries(counted))}}`,
  }
}

/** How many items are made before the rest of the program gets its turn: a few milliseconds' worth. */
const itemsAtOnce = 5

async function bodyText(body: RouteAnswer['body'], fields: PhpValue | undefined): Promise<string> {
  if (!isList(body)) return phpJson(pickFields(body, fields))
  const items: string[] = []
  for (const [place, make] of body.entries()) {
    if (place % itemsAtOnce === itemsAtOnce - 1) await setImmediate()
    const item = make()
    if (item) items.push(phpJson(pickFields(item, fields)))
  }
  return `[${items.join(',')}]`
}

function isList(body: RouteAnswer['body']): body is readonly (() => JsonObject | undefined)[] {
  return Array.isArray(body)
}

function failure(shop: Shop, caller: Caller, error: RestError, route?: Route): ShopResponse {
  const headers = {
    ...transportHeaders(shop, caller),
    ...(route && caller.kind === 'key' ? { Allow: route.allow } : {}),
  }
  return { status: error.data.status, headers, body: phpJson(error) }
}

function transportHeaders(shop: Shop, caller: Caller): Record<string, string> {
  return {
    'X-Powered-By': 'PHP/8.2.36',
    'Content-Type': 'application/json; charset=UTF-8',
    'X-Robots-Tag': 'noindex',
    Link: `<${restRootOf(shop)}>; rel="https://api.w.org/"`,
    'X-Content-Type-Options': 'nosniff',
    'Access-Control-Expose-Headers': 'X-WP-Total, X-WP-TotalPages, Link',
    'Access-Control-Allow-Headers':
      'Authorization, X-WP-Nonce, Content-Disposition, Content-MD5, Content-Type',
    ...(caller.kind === 'key'
      ? {
          Expires: 'Wed, 11 Jan 1984 05:00:00 GMT',
          'Cache-Control': 'no-cache, must-revalidate, max-age=0, no-store, private',
        }
      : { Vary: 'Origin' }),
  }
}
