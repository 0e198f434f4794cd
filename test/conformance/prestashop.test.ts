import { prestashop } from '../../main/connectors/prestashop/index.ts'
import { perPage } from '../../main/connectors/prestashop/list.ts'
import { localText } from '../../main/demo-shop/woo-api/shop-time.ts'
import {
  type Bundle,
  type Failure,
  manyOrders,
  type Row,
  startPrestaServer,
  testKey,
} from '../prestashop-server/index.ts'
import { readRecording, replay } from '../prestashop-server/recordings.ts'
import type { NeutralOrder, RunningShop, StartOptions, Trouble } from './shop-under-test.ts'
import { describeConformance } from './suite.ts'

describeConformance({
  platform: prestashop,
  pageSize: perPage,
  shopOrderId: String,
  localTimes: true,
  start,
})

async function start(options: StartOptions): Promise<RunningShop> {
  const timeZone = options.timeZone ?? 'Europe/Rome'
  const server = await startPrestaServer({
    orders: bundles(options.orders, timeZone),
    timeZone,
    ...(options.now === undefined ? {} : { now: options.now }),
  })
  return {
    requests: () => server.requests.length,
    arrived: server.arrived,
    addOrder: (order) => {
      for (const bundle of bundles([order], timeZone)) server.addOrder(bundle)
    },
    updateOrder: (id, changes) => server.updateOrder(id, fieldsOf(changes, timeZone)),
    removeOrder: server.removeOrder,
    setTrouble: (hook) => {
      const before = server.requests.length
      server.setFailure(hook === undefined ? undefined : (_, n) => failureFor(hook(n - before)))
    },
    address: { url: server.url, credentials: { key: testKey } },
    close: server.close,
  }
}

function bundles(orders: readonly NeutralOrder[], timeZone: string): Bundle[] {
  const models = manyOrders(7, () => ({ date_add: '', date_upd: '' }))
  return orders.map((order, place) => {
    const model = models[place % models.length]
    if (!model) throw new Error('No order to clone')
    return clone(model, order, timeZone)
  })
}

function clone(model: Bundle, order: NeutralOrder, timeZone: string): Bundle {
  const of = (rows: readonly Row[]) =>
    rows.map((row, index) => ({ ...row, id: order.id * 100 + index, id_order: String(order.id) }))
  return {
    ...model,
    order: { ...model.order, id: order.id, reference: `N${order.id}`, ...fieldsOf(order, timeZone) },
    details: of(model.details),
    cartRules: of(model.cartRules),
    payments: [],
  }
}

function fieldsOf({ state, created, modified }: Partial<NeutralOrder>, timeZone: string): Row {
  const local = (instant: string) => localText(Date.parse(instant), timeZone).replace('T', ' ')
  return {
    ...(state === undefined ? {} : { current_state: state === 'wanted' ? '2' : '6' }),
    ...(created === undefined ? {} : { date_add: local(created) }),
    ...(modified === undefined ? {} : { date_upd: local(modified) }),
  }
}

function recordedFailure(name: string): Failure {
  const { status = 200, headers = {}, body = '' } = replay(readRecording(name), '')
  const { Date: _, ...kept } = headers
  return { status, headers: kept, body: String(body) }
}

function failureFor(trouble: Trouble | undefined): Failure | undefined {
  if (trouble === undefined) return undefined
  const json = { 'Content-Type': 'application/json' }
  if (typeof trouble === 'object') {
    return { status: 429, headers: { 'Retry-After': String(trouble.rateLimitedSeconds) }, body: '' }
  }
  switch (trouble) {
    case 'unauthorized':
      return recordedFailure('error_401_bad_key')
    case 'forbidden':
      return recordedFailure('error_401_no_permission_on_orders')
    case 'not-found':
      return { status: 404, headers: { 'Content-Type': 'text/html' }, body: '<html><body>404</body></html>' }
    case 'server-error':
      return recordedFailure('broken_fatal')
    case 'unavailable':
      return { status: 503, headers: { 'Content-Type': 'text/html' }, body: '' }
    case 'malformed':
      return { status: 200, headers: json, body: 'Warning: undefined index "orders"' }
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
