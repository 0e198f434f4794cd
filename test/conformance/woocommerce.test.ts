import { woocommerce } from '../../main/connectors/woocommerce/index.ts'
import { gmtText, localText } from '../../main/demo-shop/woo-api/shop-time.ts'
import {
  type Failure,
  type JsonObject,
  manyOrders,
  recordedAnswer,
  startWooServer,
  testKey,
} from '../woo-server/index.ts'
import { type OwnTrouble, runningShop } from './adapter.ts'
import type { NeutralOrder, RunningShop, StartOptions } from './shop-under-test.ts'
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
  const { consumerKey, consumerSecret } = testKey
  return runningShop(server, {
    order: (order) => wooOrder(order, timeZone),
    fields: (changes) => fieldsOf(changes, timeZone),
    failure: failureFor,
    credentials: { consumerKey, consumerSecret },
  })
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

function failureFor(trouble: OwnTrouble): Failure {
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
      return {
        ...recordedAnswer('maintenance_503_accept_json'),
        headers: { 'Content-Type': 'application/json; charset=UTF-8' },
      }
  }
}
