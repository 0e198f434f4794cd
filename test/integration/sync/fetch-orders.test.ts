import { describe, expect, onTestFinished, test } from 'vitest'
import { fetchOrders } from '../../../main/sync/fetch-orders.ts'
import { createPace } from '../../../main/sync/pace.ts'
import { failureOf } from '../../conformance/opened.ts'
import { memoryShop } from '../../support/memory-shop.ts'
import { orderOf } from '../../support/orders.ts'
import { temporaryProgram } from '../../support/program.ts'
import { manyOrders, startWooServer, testKey } from '../../woo-server/index.ts'

const never = new AbortController().signal

/** A WooCommerce on this computer, added to a program of its own. */
async function wooShop(count = 5) {
  const server = await startWooServer({ orders: manyOrders(count) })
  onTestFinished(server.close)
  const program = await temporaryProgram()
  const { consumerKey, consumerSecret } = testKey
  const credentials = { consumerKey, consumerSecret }
  const shop = await program.saveShop(null, {
    name: 'Bottega',
    platform: 'woocommerce',
    url: server.url,
    credentials,
  })
  return { server, program, shop, again: async () => program.shop(shop.id) }
}

describe('some orders asked for outside of a run', () => {
  test('R16 R17 come through the sync thread, each with what the shop says of it now', async () => {
    const { server, program, again } = await wooShop()
    const [first, second] = manyOrders(2)
    server.updateOrder(Number(second?.id), { line_items: [] })
    const ids = [String(first?.id), String(second?.id), '999999', 'abc']
    const shop = await again()
    const found = await program.fetchOrders(shop, ids, never)
    expect(found.map(({ shopOrderId }) => shopOrderId)).toEqual(ids)
    expect(found.map((order) => order.found)).toEqual(['order', 'wrong', 'gone', 'gone'])
    const [order, wrong] = found
    if (order?.found !== 'order' || wrong?.found !== 'wrong') throw new Error('unexpected answers')
    expect(order.order.shopOrderId).toBe(ids[0])
    expect(JSON.parse(order.raw)).toMatchObject({ id: Number(ids[0]) })
    expect(wrong.reasons).toContainEqual({ code: 'no-lines', params: {} })
    expect(JSON.parse(wrong.raw ?? '')).toMatchObject({ id: Number(ids[1]) })
  })

  test('cost one request once the way is known, and remember the way', async () => {
    const { server, program, again } = await wooShop()
    const id = String(manyOrders(1)[0]?.id)
    await program.fetchOrders(await again(), [id], never)
    expect((await again()).connection).not.toBeNull()
    const before = server.requests.length
    await program.fetchOrders(await again(), [id], never)
    expect(server.requests.length - before).toBe(1)
  })

  test('fail with the shop’s own reason, and the next question works again', async () => {
    const { server, program, again } = await wooShop()
    const id = String(manyOrders(1)[0]?.id)
    const shop = await again()
    await program.fetchOrders(shop, [id], never)
    await program.credentials.write(shop.id, {
      site: new URL(server.url).host,
      values: { consumerKey: testKey.consumerKey, consumerSecret: 'cs_wrong' },
    })
    expect(await failureOf(program.fetchOrders(await again(), [id], never))).toMatchObject({
      code: 'credentials-secret-wrong',
    })
    program.credentials.remove(shop.id)
    expect(await failureOf(program.fetchOrders(await again(), [id], never))).toMatchObject({
      code: 'credentials-missing',
    })
    const { consumerKey, consumerSecret } = testKey
    await program.credentials.write(shop.id, {
      site: new URL(server.url).host,
      values: { consumerKey, consumerSecret },
    })
    expect(await program.fetchOrders(await again(), [id], never)).toMatchObject([{ found: 'order' }])
    expect(server.requests.length).toBeGreaterThan(0)
  })

  test('can be cancelled', async () => {
    const { program, again } = await wooShop()
    const stop = new AbortController()
    stop.abort()
    const asked = program.fetchOrders(await again(), [String(manyOrders(1)[0]?.id)], stop.signal)
    expect(await failureOf(asked)).toMatchObject({ code: 'cancelled' })
  })

  test('R42 come with what a state of the shop’s own belongs to', async () => {
    const now = () => new Date('2026-11-20T12:00:00.000Z')
    const site = memoryShop(now)
    site.put({ order: orderOf(1), stateGroup: 'state:canceled' })
    site.put({ order: orderOf(2) })
    const job = { connector: site.connector, pace: createPace(), now, signal: never }
    expect(await fetchOrders({ ...job, ids: ['1', '2'] })).toMatchObject([
      { found: 'order', stateGroup: 'state:canceled' },
      { found: 'order', stateGroup: null },
    ])
  })

  test('are asked for by batches, and the one that breaks an answer is found', async () => {
    const now = () => new Date('2026-11-20T12:00:00.000Z')
    const site = memoryShop(now)
    for (let id = 1; id <= 9; id += 1) site.put({ order: orderOf(id), breaksAnswer: id === 6 })
    const ids = Array.from({ length: 9 }, (_, place) => String(place + 1))
    const job = { connector: site.connector, pace: createPace(), now, signal: never }
    const found = await fetchOrders({ ...job, ids: [...ids, '3'] })
    expect(found.map(({ shopOrderId }) => shopOrderId)).toEqual(ids)
    for (const order of found) expect(order.found).toBe(order.shopOrderId === '6' ? 'wrong' : 'order')
    expect(await fetchOrders({ ...job, ids: [] })).toEqual([])
  })
})
