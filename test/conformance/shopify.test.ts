import { describe, test } from 'vitest'
import { shopify } from '../../main/connectors/shopify/index.ts'
import {
  type Json,
  makeOrder,
  type ServedOrder,
  schemaThere,
  skipNote,
  startShopifyServer,
  testToken,
} from '../shopify-server/index.ts'
import type { Failure } from '../woo-server/failures.ts'
import { type OwnTrouble, runningShop } from './adapter.ts'
import type { NeutralOrder, RunningShop, StartOptions } from './shop-under-test.ts'
import { describeConformance } from './suite.ts'

if (schemaThere) {
  describeConformance({
    platform: shopify,
    pageSize: 250,
    shopOrderId: String,
    localTimes: false,
    start,
  })
} else {
  describe(`conformance: shopify${skipNote}`, () => test.skip('needs the schema'))
}

async function start(options: StartOptions): Promise<RunningShop> {
  const server = await startShopifyServer({
    orders: options.orders.map(shopifyOrder),
    ...(options.timeZone === undefined ? {} : { timeZone: options.timeZone }),
    ...(options.now === undefined ? {} : { now: options.now }),
  })
  return runningShop(server, {
    order: shopifyOrder,
    fields: fieldsOf,
    failure: failureFor,
    credentials: { accessToken: testToken },
  })
}

function shopifyOrder(order: NeutralOrder): ServedOrder {
  return makeOrder({ id: order.id, fields: fieldsOf(order) })
}

function fieldsOf({ state, created, modified }: Partial<NeutralOrder>): Json {
  return {
    ...(state === undefined ? {} : { displayFinancialStatus: state === 'wanted' ? 'PAID' : 'VOIDED' }),
    ...(created === undefined ? {} : { createdAt: created.replace('.000Z', 'Z') }),
    ...(modified === undefined ? {} : { updatedAt: modified.replace('.000Z', 'Z') }),
  }
}

/** As https://shopify.dev/docs/api/usage/response-codes and the words of real answers have it. */
function failureFor(trouble: OwnTrouble): Failure {
  const json = { 'Content-Type': 'application/json; charset=utf-8' }
  const html = { 'Content-Type': 'text/html; charset=utf-8' }
  switch (trouble) {
    case 'unauthorized':
      return {
        status: 401,
        headers: json,
        body: '{"errors":"[API] Invalid API key or access token (unrecognized login or wrong password)"}',
      }
    case 'forbidden':
      return {
        status: 403,
        headers: json,
        body: '{"errors":"[API] This action requires merchant approval for read_orders scope."}',
      }
    case 'not-found':
      return { status: 404, headers: json, body: '{"errors":"Not Found"}' }
    case 'server-error':
      return { status: 500, headers: html, body: '<!DOCTYPE html><title>Something went wrong</title>' }
    case 'unavailable':
      return { status: 503, headers: html, body: '<!DOCTYPE html><title>Service unavailable</title>' }
  }
}
