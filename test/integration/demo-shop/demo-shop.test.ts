import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { whatDoesNotAddUp } from '../../unit/demo-shop/adding-up.ts'
import { keySets, typesByPath } from '../../unit/demo-shop/shapes.ts'
import { ask } from '../../woo-server/ask.ts'
import { recorded, recordedOrders } from '../../woo-server/index.ts'
import { demo, everyOrderSince, get, minutes, setClock, start } from './demo.ts'
import { comparedHeaders, neutral } from './recorded-shop.ts'

/** The official client, whose CommonJS build is the one that Node can load. */
const { default: WooCommerceRestApi } = createRequire(import.meta.url)(
  '@woocommerce/woocommerce-rest-api',
) as typeof import('@woocommerce/woocommerce-rest-api')

describe('R37 the demonstration shop', () => {
  it('is read by WooCommerce’s own client, over plain HTTP with OAuth', async () => {
    const shop = await demo({ now: new Date() })
    const client = new WooCommerceRestApi({ url: shop.url, ...shop.credentials, version: 'wc/v3' })
    const { status, data, headers } = await client.get('orders', { per_page: 7, orderby: 'id', order: 'asc' })
    expect(status).toBe(200)
    expect(data).toHaveLength(7)
    expect(Number(headers['x-wp-total'])).toBeGreaterThan(4000)
  })

  it('has new, unpaid and wrong orders for a first download of 24 hours', async () => {
    const shop = await demo()
    const orders = await everyOrderSince(shop, minutes(-24 * 60))
    const created = orders.filter(
      ({ date_created_gmt }) => date_created_gmt > minutes(-24 * 60).toISOString(),
    )
    const paid = created.filter(({ status }) => ['processing', 'completed'].includes(status))
    expect(orders.length).toBe(185)
    expect(paid.length).toBeGreaterThanOrEqual(100)
    expect(created.length - paid.length).toBeGreaterThanOrEqual(20)
    expect(new Set(orders.map(({ id }) => id)).size).toBe(orders.length)
    expect(orders.filter(({ line_items }) => line_items.length === 0).length).toBeGreaterThan(0)
    expect(orders.filter((order) => whatDoesNotAddUp(order).length > 0).length).toBeGreaterThan(0)
  })

  it('new orders keep arriving and old ones stay the same', async () => {
    const shop = await demo()
    const before = await everyOrderSince(shop, minutes(-24 * 60))
    setClock(minutes(15))
    const after = new Map((await everyOrderSince(shop, minutes(-24 * 60))).map((order) => [order.id, order]))
    const known = new Set(before.map(({ id }) => id))
    expect([...after.keys()].filter((id) => !known.has(id)).length).toBeGreaterThan(0)
    for (const order of before) {
      const now = after.get(order.id)
      if (now?.date_modified_gmt === order.date_modified_gmt) expect(now).toEqual(order)
      else expect(now?.line_items).toEqual(order.line_items)
    }
  })

  it('orders are paid and sent as time passes, and their modification moves', async () => {
    const shop = await demo()
    const waiting = (await everyOrderSince(shop, minutes(-60))).filter(
      ({ status }) => status === 'processing',
    )
    setClock(minutes(6 * 60))
    const later = new Map((await everyOrderSince(shop, start)).map((order) => [order.id, order]))
    const moved = waiting.filter(({ id }) => later.get(id)?.status === 'completed')
    expect(moved.length).toBeGreaterThan(0)
    for (const { id, date_modified_gmt } of moved) {
      expect((later.get(id)?.date_modified_gmt ?? '') > date_modified_gmt).toBe(true)
    }
  })

  it('after a restart has the same orders and the same key, on another port', async () => {
    const first = await demo()
    const orders = await everyOrderSince(first, minutes(-24 * 60))
    const second = await demo()
    expect(second.url).not.toBe(first.url)
    expect(second.credentials).toEqual(first.credentials)
    const again = await everyOrderSince(second, minutes(-24 * 60))
    expect(neutral(again, second.url)).toEqual(neutral(orders, first.url))
    const other = await demo({ seed: 2 })
    expect(other.credentials).not.toEqual(first.credentials)
  })

  it('answers an order with exactly the keys and types of a recorded one', async () => {
    const shop = await demo()
    const orders = await everyOrderSince(shop, minutes(-24 * 60))
    const keys = keySets(recordedOrders())
    const types = typesByPath(recordedOrders())
    for (const [path, sets] of keySets(orders))
      for (const set of sets) expect(keys.get(path), path).toContain(set)
    for (const [path, kinds] of typesByPath(orders))
      for (const kind of kinds) expect(types.get(path), path).toContain(kind)
  })

  it('answers with the headers of a recorded exchange, its own clock among them', async () => {
    const shop = await demo()
    const answered = await get(shop, 'orders', { per_page: '1', _fields: 'id,number' })
    const { headers } = recorded('auth_oauth1_plain_http_200').response
    expect(Object.keys(comparedHeaders(answered.headers)).sort()).toEqual(
      Object.keys(comparedHeaders(headers)).sort(),
    )
    expect(answered.headers.date).toBe(start.toUTCString())
    expect(answered.headers['content-type']).toBe('application/json; charset=UTF-8')
  })

  it('tells its states, counted, and its versions', async () => {
    const shop = await demo()
    const totals = (await get(shop, 'reports/orders/totals')).json() as {
      slug: string
      name: string
      total: number
    }[]
    expect(totals.map(({ slug }) => slug)).toContain('spedito')
    expect(totals.find(({ slug }) => slug === 'completed')?.name).toBe('Completato')
    const listed = (await get(shop, 'orders', { per_page: '1' })).headers['x-wp-total']
    expect(totals.reduce((sum, { total }) => sum + total, 0)).toBe(Number(listed))
    const status = await get(shop, 'system_status', { _fields: 'environment.version,settings.HPOS_enabled' })
    expect(status.json()).toEqual({ environment: { version: '9.4.2' }, settings: { HPOS_enabled: true } })
    const index = await ask(`${shop.url}/wp-json/?_fields=name,timezone_string,gmt_offset`)
    expect(index.json()).toEqual({
      name: 'Negozio dimostrativo',
      timezone_string: 'Europe/Rome',
      gmt_offset: 1,
    })
  })

  it('tells the refunds of an order, with the line given back', async () => {
    const shop = await demo()
    const orders = await everyOrderSince(shop, minutes(-5 * 24 * 60))
    const partly = orders.find(({ status, refunds }) => status === 'completed' && refunds.length > 0)
    const [refund] = (await get(shop, `orders/${partly?.id}/refunds`)).json() as Record<string, unknown>[]
    expect(refund).toMatchObject({ id: partly?.refunds[0]?.id, reason: partly?.refunds[0]?.reason })
    expect(`-${refund?.amount}`).toBe(partly?.refunds[0]?.total)
    expect((await get(shop, `orders/${refund?.id}`)).status).toBe(404)
    const [model] = recorded('refunds_of_order').response.body as Record<string, unknown>[]
    expect(Object.keys(refund ?? {})).toEqual(Object.keys(model ?? {}))
  })
})
