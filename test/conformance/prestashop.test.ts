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
import { type OwnTrouble, runningShop } from './adapter.ts'
import type { NeutralOrder, RunningShop, StartOptions } from './shop-under-test.ts'
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
    orders: options.orders.map((order) => bundle(order, timeZone)),
    timeZone,
    ...(options.now === undefined ? {} : { now: options.now }),
  })
  return runningShop(server, {
    order: (order) => bundle(order, timeZone),
    fields: (changes) => fieldsOf(changes, timeZone),
    failure: failureFor,
    credentials: { key: testKey },
  })
}

const models = manyOrders(7, () => ({ date_add: '', date_upd: '' }))

function bundle(order: NeutralOrder, timeZone: string): Bundle {
  const model = models[order.id % models.length]
  if (!model) throw new Error('No order to clone')
  return clone(model, order, timeZone)
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

function failureFor(trouble: OwnTrouble): Failure {
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
  }
}
