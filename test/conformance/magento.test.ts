import { setTimeout as delay } from 'node:timers/promises'
import { magento } from '../../main/connectors/magento/index.ts'
import {
  type Failure,
  type JsonObject,
  type MagentoServer,
  order,
  startMagentoServer,
  testIntegration,
  utcText,
} from '../magento-server/index.ts'
import type { NeutralOrder, RunningShop, StartOptions, Trouble } from './shop-under-test.ts'
import { describeConformance } from './suite.ts'

describeConformance({
  platform: magento,
  pageSize: 100,
  shopOrderId: String,
  localTimes: false,
  start,
})

async function start(options: StartOptions): Promise<RunningShop> {
  // Whatever the shop's time zone, Magento keeps and tells UTC.
  const server = await startMagentoServer({
    orders: options.orders.map(magentoOrder),
    ...(options.now === undefined ? {} : { now: options.now }),
  })
  const { resources: _, ...credentials } = testIntegration
  return {
    requests: () => server.requests.length,
    arrived: arrivals(server),
    addOrder: (added) => server.addOrder(magentoOrder(added)),
    updateOrder: (id, changes) => server.updateOrder(id, fieldsOf(changes)),
    removeOrder: server.removeOrder,
    setTrouble: (hook) => {
      const before = server.requests.length
      server.setFailure(
        hook === undefined
          ? undefined
          : ({ headers }, n) => failureFor(hook(n - before), headers.authorization !== undefined),
      )
    },
    address: { url: server.url, credentials },
    close: server.close,
  }
}

function arrivals(server: MagentoServer): (n: number) => Promise<void> {
  return async (n) => {
    await server.arrived(n)
    // The request is there; its answer's silence has begun.
    await delay(1)
  }
}

function magentoOrder(neutral: NeutralOrder): JsonObject {
  return order(neutral.id, fieldsOf(neutral))
}

function fieldsOf({ state, created, modified }: Partial<NeutralOrder>): JsonObject {
  return {
    ...(state === undefined ? {} : { status: state === 'wanted' ? 'processing' : 'canceled' }),
    ...(created === undefined ? {} : { created_at: utcText(created) }),
    ...(modified === undefined ? {} : { updated_at: utcText(modified) }),
  }
}

const json = { 'Content-Type': 'application/json; charset=utf-8' }
const notAuthorized = {
  message: "The consumer isn't authorized to access %resources.",
  parameters: { resources: 'Magento_Sales::actions_view' },
}

function failureFor(trouble: Trouble | undefined, withKeys: boolean): Failure | undefined {
  if (trouble === undefined) return undefined
  if (typeof trouble === 'object') {
    return { status: 429, headers: { 'Retry-After': String(trouble.rateLimitedSeconds) }, body: '' }
  }
  const error = (status: number, body: JsonObject) => ({ status, headers: json, body: JSON.stringify(body) })
  switch (trouble) {
    case 'unauthorized':
      // A stranger is told of the permission, a wrong key of its signature.
      return error(
        401,
        withKeys ? { message: 'The signature is invalid. Verify and try again.' } : notAuthorized,
      )
    case 'forbidden':
      return error(401, notAuthorized)
    case 'not-found':
      return error(404, { message: 'Request does not match any route.' })
    case 'server-error':
      return error(500, {
        message: 'Internal Error. Details are available in Magento log file. Report ID: webapi-6333f157bfbb8',
      })
    case 'unavailable':
      return {
        status: 503,
        headers: { 'Content-Type': 'text/html' },
        body: '<!DOCTYPE html><html><h1>Service Temporarily Unavailable</h1></html>',
      }
    case 'malformed':
      return { status: 200, headers: json, body: 'Notice: Undefined index: orders' }
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
