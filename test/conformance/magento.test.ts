import { magento } from '../../main/connectors/magento/index.ts'
import {
  type Failure,
  type JsonObject,
  order,
  type SeenRequest,
  startMagentoServer,
  testIntegration,
  utcText,
} from '../magento-server/index.ts'
import { type OwnTrouble, runningShop } from './adapter.ts'
import type { NeutralOrder, RunningShop, StartOptions } from './shop-under-test.ts'
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
  return runningShop(server, {
    order: magentoOrder,
    fields: fieldsOf,
    failure: failureFor,
    credentials,
  })
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

const notAuthorized = {
  message: "The consumer isn't authorized to access %resources.",
  parameters: { resources: 'Magento_Sales::actions_view' },
}

function failureFor(trouble: OwnTrouble, { headers }: SeenRequest): Failure {
  const json = { 'Content-Type': 'application/json; charset=utf-8' }
  const error = (status: number, body: JsonObject) => ({ status, headers: json, body: JSON.stringify(body) })
  switch (trouble) {
    case 'unauthorized':
      // A stranger is told of the permission, a wrong key of its signature.
      return headers.authorization === undefined
        ? error(401, notAuthorized)
        : error(401, { message: 'The signature is invalid. Verify and try again.' })
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
  }
}
