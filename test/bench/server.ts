/**
 * A shop with ready-made answers, in a process of its own: it does as little as possible, so that the figures are
 * the clients'. `node server.ts ORDERS FULL_MS SLIM_MS [PAGE_MS]`; tells its port to the parent. With `PAGE_MS` it is a
 * simulation: two workers, one request each, which take as long as a real shop does ({@link costOf}; a full page `PAGE_MS`).
 */
import { createServer } from 'node:http'
import { phpJson } from '../../main/demo-shop/php-json.ts'
import { manyOrders } from '../woo-server/recordings.ts'

const [count = 0, fullMs = 0, slimMs = 0, pageMs = 0] = process.argv.slice(2).map(Number)
const firstRefund = 9_000_000
const slimFields = ['id', 'number', 'status', 'date_created_gmt', 'date_modified_gmt'] as const

// All within the last 24 hours, so that the first download takes them all.
const made = manyOrders(count, {
  until: new Date(),
  everySeconds: Math.floor(80_000 / Math.max(count, 1)),
})
// In the simulation one order of ten has a refund.
const orders = made.map((order, place) =>
  pageMs > 0 && place % 10 === 0
    ? { ...order, refunds: [{ id: firstRefund + order.id, reason: 'Reso', total: '-1.00' }] }
    : order,
)
const place = new Map(orders.map((order, index) => [String(order.id), index]))
const full = orders.map((order) => Buffer.from(phpJson(order)))
const slim = orders.map((order) =>
  Buffer.from(phpJson(Object.fromEntries(slimFields.map((field) => [field, order[field]])))),
)
/** As a real shop tells them: whoever asks once need not ask again. */
const slugs =
  'pending processing on-hold completed cancelled refunded failed checkout-draft trash spedito'.split(' ')
const states = slugs.map((slug) => ({ slug, name: slug, total: 1 }))
let bytes = 0
/** What the shop was asked for since this was last told; a full page of 100 orders costs 1. */
let spent = nothingSpent()

function nothingSpent() {
  return { cost: 0, requests: 0, refundRequests: 0 }
}

/** Measured on a real WooCommerce 10.7: what a request costs it, and each of the orders or rows in the answer. */
function costOf(rows: number, isSlim: boolean): number {
  return 0.16 + rows * (isSlim ? 0.0029 : 0.0084)
}

/** One of two workers does a piece of work of that length. */
const freeAt = [0, 0]
function busy(ms: number): number {
  const now = performance.now()
  const worker = (freeAt[0] ?? 0) <= (freeAt[1] ?? 0) ? 0 : 1
  const done = Math.max(now, freeAt[worker] ?? 0) + ms
  freeAt[worker] = done
  return done - now
}

createServer((request, response) => {
  const { searchParams: query, pathname } = new URL(request.url ?? '/', 'http://localhost')
  if (pathname === '/bytes') {
    response.end(String(bytes))
    bytes = 0
    return
  }
  if (pathname === '/spent') {
    response.end(JSON.stringify(spent))
    spent = nothingSpent()
    return
  }
  if (pathname.includes('/refunds')) {
    spent.refundRequests += 1
    const ids = (query.get('include') ?? '').split(',').map(Number)
    const refunds = ids.map((id) => ({ id, parent_id: id - firstRefund, amount: '1.00', line_items: [] }))
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(refunds))
    return
  }
  if (pathname.endsWith('/reports/orders/totals')) {
    const cost = costOf(0, true)
    spent.cost += cost
    spent.requests += 1
    const answer = () =>
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(states))
    const wait = pageMs > 0 ? busy(cost * pageMs) : slimMs
    if (wait > 0) setTimeout(answer, wait)
    else answer()
    return
  }
  if (!pathname.endsWith('/orders')) {
    response.writeHead(200, { 'Content-Type': 'application/json' })
    response.end(
      JSON.stringify({ name: 'Bench', url: '', namespaces: ['wc/v3'], timezone_string: 'Europe/Rome' }),
    )
    return
  }
  const isSlim = query.has('_fields')
  const found = chosen(query, isSlim ? slim : full)
  const body = Buffer.concat(found)
  bytes += body.length
  const answer = () =>
    response
      .writeHead(200, {
        'Content-Type': 'application/json; charset=UTF-8',
        'Content-Length': body.length,
        'X-WP-Total': count,
        'X-WP-TotalPages': Math.ceil(count / 100),
      })
      .end(body)
  // Between the rows stand brackets and commas.
  const cost = costOf(Math.floor((found.length - 1) / 2), isSlim)
  spent.cost += cost
  spent.requests += 1
  const wait = pageMs > 0 ? busy(cost * pageMs) : isSlim ? slimMs : fullMs
  if (wait > 0) setTimeout(answer, wait)
  else answer()
}).listen(0, '127.0.0.1', function (this: { address(): unknown }) {
  process.send?.((this.address() as { port: number }).port)
})
process.on('disconnect', () => process.exit())

function chosen(query: URLSearchParams, from: readonly Buffer[]): Buffer[] {
  const include = query.get('include')
  const perPage = Number(query.get('per_page') ?? 10)
  const offset = Number(query.get('offset') ?? (Number(query.get('page') ?? 1) - 1) * perPage)
  const found =
    include === null
      ? from.slice(offset, offset + perPage)
      : include.split(',').flatMap((id) => from[place.get(id) ?? -1] ?? [])
  const parts: Buffer[] = [Buffer.from('[')]
  for (const order of found) parts.push(...(parts.length > 1 ? [Buffer.from(',')] : []), order)
  parts.push(Buffer.from(']'))
  return parts
}
