import { phpJson } from '../../main/demo-shop/php-json.ts'
import type { ShopRequest, ShopResponse } from '../../main/demo-shop/woo-api/shop.ts'
import { type Guard, type Identified, identify } from './authorization.ts'
import type { JsonObject } from './orders.ts'
import { filterFields, runSearch } from './search.ts'

/** How an order that cannot be loaded fails its whole answer. */
export type Breakage = 'php-error' | 'payment-method-gone' | 'product-gone'

export interface MagentoShop extends Guard {
  readonly orders: () => readonly JsonObject[]
  readonly broken: ReadonlyMap<number, Breakage>
  /** `/negozio`, or nothing. */
  readonly folder: string
  /** Whether the web server rewrites addresses; else only `index.php/rest/...` is there. */
  readonly rewriting: boolean
  /** Codes of the store views, beside `all`. */
  readonly stores: readonly string[]
  readonly creditMemos: readonly JsonObject[]
}

const json = { 'Content-Type': 'application/json; charset=utf-8' }
const html = { 'Content-Type': 'text/html; charset=UTF-8' }

/** Answers like Magento 2.4's REST API, as far as reading orders goes. */
export function answer(shop: MagentoShop, request: ShopRequest, now: Date): ShopResponse {
  const url = new URL(request.url, shop.origin)
  const route = routeOf(shop, url.pathname)
  if (route === null) return page(404, '404 Not Found')
  if (route === 'page') return page(200, 'Negozio')
  const who = identify(shop, request, now)
  const resource = resources[route]
  if (resource === undefined) return error(404, 'Request does not match any route.')
  if ('refusal' in who) return error(who.refusal.status, who.refusal.message)
  if (!mayRead(who, resource)) {
    return error(401, "The consumer isn't authorized to access %resources.", { resources: resource })
  }
  switch (route) {
    case 'modules':
      return ok(['Magento_Store', 'Magento_Sales'])
    case 'store/storeViews':
      return ok(storeViews(shop))
    case 'store/storeGroups':
      return ok([
        { id: 1, website_id: 1, root_category_id: 2, default_store_id: 1, name: 'Negozio', code: 'main' },
      ])
    case 'creditmemos':
      return creditMemos(shop, url.searchParams)
  }
  return orders(shop, url.searchParams)
}

/** `webapi.xml` of 2.4, by route. */
const resources: Readonly<Record<string, string>> = {
  orders: 'Magento_Sales::actions_view',
  modules: 'Magento_Backend::admin',
  creditmemos: 'Magento_Sales::sales_creditmemo',
  'store/storeViews': 'Magento_Backend::store',
  'store/storeGroups': 'Magento_Backend::store',
}

/** The back office is one, too. */
function storeViews({ stores }: MagentoShop): readonly JsonObject[] {
  return ['admin', ...stores].map((code, id) => ({
    id,
    code,
    name: code === 'admin' ? 'Admin' : `Vista ${code}`,
    website_id: Math.min(1, id),
    store_group_id: Math.min(1, id),
    is_active: 1,
  }))
}

function creditMemos(shop: MagentoShop, query: URLSearchParams): ShopResponse {
  const found = runSearch(shop.creditMemos, query)
  if (found === null) return internalError()
  const whole = { items: found.page, search_criteria: found.criteria, total_count: found.total }
  return ok(filterFields(whole, query.get('fields')))
}

/** The part behind `V1/`; `page` for the shop's own pages, null for nothing at all. */
function routeOf(shop: MagentoShop, pathname: string): string | null {
  if (!pathname.startsWith(`${shop.folder}/`)) return null
  const path = pathname.slice(shop.folder.length + 1)
  const rest = /^(index\.php\/)?rest\/(?:(\w+)\/)?V1\/(.+?)\/?$/.exec(path)
  if (!rest) return path === '' || path.startsWith('index.php') ? 'page' : null
  if (rest[1] === undefined && !shop.rewriting) return null
  const store = rest[2]
  if (store !== undefined && store !== 'all' && !shop.stores.includes(store)) return 'unknown'
  return rest[3] ?? null
}

function mayRead(who: Identified, resource: string): boolean {
  if ('refusal' in who || who.integration === null) return false
  const { resources } = who.integration
  // Whoever may do anything is granted `Magento_Backend::admin` too (Magento\Authorization\Model\ResourceModel\Rules).
  return resources.includes(resource) || (resource === 'Magento_Backend::admin' && resources.length > 0)
}

function orders(shop: MagentoShop, query: URLSearchParams): ShopResponse {
  const found = runSearch(shop.orders(), query)
  if (found === null) return internalError()
  for (const order of found.page) {
    const breakage = shop.broken.get(Number(order.entity_id))
    if (breakage === 'payment-method-gone')
      return error(400, 'The requested Payment Method is not available.')
    if (breakage === 'product-gone') {
      return error(404, "The product that was requested doesn't exist. Verify the product and try again.")
    }
    if (breakage !== undefined) return internalError()
  }
  const whole = { items: found.page, search_criteria: found.criteria, total_count: found.total }
  return ok(filterFields(whole, query.get('fields')))
}

function ok(body: unknown): ShopResponse {
  return { status: 200, headers: json, body: phpJson(body) }
}

function error(status: number, message: string, parameters?: JsonObject): ShopResponse {
  const body = parameters === undefined ? { message } : { message, parameters }
  return { status, headers: json, body: phpJson(body) }
}

function internalError(): ShopResponse {
  return error(
    500,
    'Internal Error. Details are available in Magento log file. Report ID: webapi-6333f157bfbb8',
  )
}

function page(status: number, title: string): ShopResponse {
  return {
    status,
    headers: html,
    body: `<!doctype html><html lang="it"><head><title>${title}</title></head></html>`,
  }
}
