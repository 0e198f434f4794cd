import { setTimeout as delay } from 'node:timers/promises'
import { woocommerce } from '../../main/connectors/woocommerce/index.ts'
import { gmtText, localText } from '../../main/demo-shop/woo-api/shop-time.ts'
import {
  type Failure,
  type JsonObject,
  manyOrders,
  recordedAnswer,
  startWooServer,
  testKey,
  type WooServer,
} from '../woo-server/index.ts'
import type { NeutralOrder, RunningShop, StartOptions, Trouble } from './shop-under-test.ts'
import { describeConformance } from './suite.ts'

describeConformance({
  platform: woocommerce,
  pageSize: 100,
  shopOrderId: String,
  localTimes: false,
  start,
})

async function start(options: StartOptions): Promise<RunningShop> {
  const timeZone = options.timeZone ?? 'Europe/Rome'
  const server = await startWooServer({
    orders: options.orders.map((order) => wooOrder(order, timeZone)),
    timeZone,
    ...(options.now === undefined ? {} : { now: options.now }),
  })
  const arrived = arrivals(server)
  return {
    requests: () => server.requests.length,
    arrived,
    addOrder: (order) => server.addOrder(wooOrder(order, timeZone)),
    updateOrder: (id, changes) => server.updateOrder(id, fieldsOf(changes, timeZone)),
    removeOrder: server.removeOrder,
    setTrouble: (hook) => {
      const before = server.requests.length
      server.setFailure(hook === undefined ? undefined : (_, n) => failureFor(hook(n - before)))
    },
    address: {
      url: server.url,
      credentials: { consumerKey: testKey.consumerKey, consumerSecret: testKey.consumerSecret },
    },
    close: server.close,
  }
}

function arrivals(server: WooServer): (n: number) => Promise<void> {
  return async (n) => {
    await server.arrived(n)
    // The request is there; its answer's silence has begun.
    await delay(1)
  }
}

function wooOrder(order: NeutralOrder, timeZone: string): JsonObject {
  const [model] = manyOrders(1, { firstId: order.id })
  return { ...model, ...fieldsOf(order, timeZone) }
}

function fieldsOf({ state, created, modified }: Partial<NeutralOrder>, timeZone: string): JsonObject {
  return {
    ...(state === undefined ? {} : { status: state === 'wanted' ? 'processing' : 'cancelled' }),
    ...(created === undefined ? {} : dates('date_created', created, timeZone)),
    ...(modified === undefined ? {} : dates('date_modified', modified, timeZone)),
  }
}

function dates(field: string, instant: string, timeZone: string): JsonObject {
  const ms = Date.parse(instant)
  return { [field]: localText(ms, timeZone), [`${field}_gmt`]: gmtText(ms) }
}

function failureFor(trouble: Trouble | undefined): Failure | undefined {
  if (trouble === undefined) return undefined
  if (typeof trouble === 'object') {
    const headers = { 'Retry-After': String(trouble.rateLimitedSeconds) }
    return { status: 429, headers, body: '' }
  }
  const json = { 'Content-Type': 'application/json; charset=UTF-8' }
  switch (trouble) {
    case 'unauthorized':
      return recordedAnswer('auth_unknown_key_401')
    case 'forbidden':
      return recordedAnswer('auth_customer_key_list_403')
    case 'not-found':
      return recordedAnswer('html_404_no_wp_json')
    case 'server-error':
      return recordedAnswer('php_fatal_error_accept_json')
    case 'unavailable':
      // Without the recording's `Retry-After: 600`, which nobody waits for.
      return { ...recordedAnswer('maintenance_503_accept_json'), headers: json }
    case 'malformed':
      return { status: 200, headers: json, body: 'Notice: undefined index "orders"' }
    case 'html-page':
      return {
        status: 200,
        headers: { 'Content-Type': 'text/html' },
        body: '<!DOCTYPE html><html><body>Ciao</body></html>',
      }
    case 'empty-body':
      return { status: 200, headers: json, body: '' }
    case 'truncated':
      return 'truncate'
    case 'stall':
      return 'stall'
  }
}
