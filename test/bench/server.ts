/**
 * A shop with ready-made answers, in a process of its own: it does as little as possible, so that the figures are
 * the clients'. `node server.ts ORDERS FULL_MS SLIM_MS`; tells its port to the parent.
 */
import { createServer } from 'node:http'
import { phpJson } from '../../main/demo-shop/php-json.ts'
import { manyOrders } from '../woo-server/recordings.ts'

const [count = 0, fullMs = 0, slimMs = 0] = process.argv.slice(2).map(Number)
const slimFields = ['id', 'number', 'status', 'date_created_gmt', 'date_modified_gmt'] as const

// All within the last 24 hours, so that the first download takes them all.
const orders = manyOrders(count, { until: new Date(), everySeconds: Math.floor(80_000 / Math.max(count, 1)) })
const place = new Map(orders.map((order, index) => [String(order.id), index]))
const full = orders.map((order) => Buffer.from(phpJson(order)))
const slim = orders.map((order) =>
  Buffer.from(phpJson(Object.fromEntries(slimFields.map((field) => [field, order[field]])))),
)
let bytes = 0

createServer((request, response) => {
  const { searchParams: query, pathname } = new URL(request.url ?? '/', 'http://localhost')
  if (pathname === '/bytes') {
    response.end(String(bytes))
    bytes = 0
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
  const body = Buffer.concat(chosen(query, isSlim ? slim : full))
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
  const wait = isSlim ? slimMs : fullMs
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
