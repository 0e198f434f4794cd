import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import type { Connector } from '../../../main/connectors/connector.ts'
import type { Store } from '../../../main/store/store.ts'
import { askRefundDates } from '../../../main/sync/refund-dates.ts'
import type { Refund } from '../../../main/words/order.ts'
import type { RefundDatesProgress } from '../../../main/words/refund.ts'
import { order as magentoOrder, startMagentoServer } from '../../magento-server/index.ts'
import { creditSlip, manyOrders, startPrestaServer } from '../../prestashop-server/index.ts'
import { makeOrder, schemaThere, skipNote } from '../../shopify-server/index.ts'
import { moneyBag } from '../../shopify-server/orders.ts'
import { memoryStore } from '../../support/archive.ts'
import { storeOrders } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'
import { recordedOrders, recordedRefunds, startWooServer } from '../../woo-server/index.ts'
import { openShop as openMagento } from '../magento/open-shop.ts'
import { openShop as openPrestashop } from '../prestashop/open-shop.ts'
import { closeAll, open as openShopify } from '../shopify/open-shop.ts'
import { openShop as openWoo } from '../woocommerce/open-shop.ts'

afterEach(closeAll)

const now = new Date('2026-11-23T09:30:00.000Z')
const later = '2026-11-24T12:00:00.000Z'
const open = { state: 'open', shopId: null, from: null, to: null } as const

const bare = (id: string, changes: Partial<Refund> = {}): Refund => ({
  id,
  at: null,
  reason: 'come allora',
  amount: '12.20',
  lines: [],
  ...changes,
})

/** An archive as one of before dates were kept: refunds of an order, by their identifiers. */
async function archiveOf(shopOrderId: string, ...refunds: readonly Refund[]): Promise<Store> {
  const store = memoryStore()
  await storeOrders(store, [orderOf(1), orderOf(2, { shopOrderId, refunds })])
  return store
}

async function ask(store: Store, connector: Connector, signal = new AbortController().signal) {
  const told: RefundDatesProgress[] = []
  const job = {
    shopId: 1,
    store,
    connector,
    signal,
    onProgress: (one: RefundDatesProgress) => told.push(one),
  }
  const outcome = await askRefundDates(job)
  return { outcome, told }
}

const stored = async (store: Store) =>
  (await store.listRefunds(open, null, 10)).map(({ at, refundId, refund }) => ({ ...refund, at, refundId }))

async function wooShop() {
  const server = await startWooServer({ orders: recordedOrders(), refunds: recordedRefunds() })
  onTestFinished(server.close)
  const facts = { root: `${server.url}/wp-json/`, permalinks: 'pretty', authentication: 'oauth' }
  return { server, connector: openWoo({ url: server.url, connection: { url: server.url, facts } }) }
}

describe('R49 the dates of refunds that were stored without, asked of the shop', () => {
  test('WooCommerce: date and lines are kept, what is known stays, nothing is added', async () => {
    const { connector } = await wooShop()
    const dated = { at: '2026-01-01T00:00:00.000Z', amount: '1.00' }
    const store = await archiveOf('434', bare('435'), bare('', { amount: '3.00' }), bare('900', dated))
    const { outcome, told } = await ask(store, connector)
    expect(outcome).toEqual({ dated: 1, left: 1 })
    expect(told).toEqual([{ shopId: 1, done: 1, expected: 1 }])
    // The site has a second one, 436: a download brings that, not this.
    expect(await stored(store)).toMatchObject([
      {
        refundId: '435',
        at: '2026-11-23T08:54:02.000Z',
        amount: '12.20',
        reason: 'come allora',
        lines: [{ sku: 'OLIO-075', net: '11.68', vatRate: '4' }],
      },
      { refundId: '900', at: '2026-01-01T00:00:00.000Z' },
    ])
    expect(await store.countRefunds(null)).toMatchObject({ open: 2, undated: 1 })
    // What is left is a sum that what the shop lists does not come to.
    expect((await ask(store, connector)).outcome).toEqual({ dated: 0, left: 1 })
    expect(await stored(store)).toHaveLength(2)
  })

  test('WooCommerce, stopped or out of reach: what was found stays, and the reason is told', async () => {
    const { server, connector } = await wooShop()
    const store = await archiveOf('434', bare('435'))
    const stop = new AbortController()
    stop.abort()
    await expect(ask(store, connector, stop.signal)).rejects.toMatchObject({ value: { code: 'cancelled' } })
    await server.close()
    await expect(ask(store, connector)).rejects.toMatchObject({ value: { code: 'connection-refused' } })
    expect(await store.countRefunds(null)).toMatchObject({ undated: 1 })
  })

  test('PrestaShop', async () => {
    const placed = () => ({ date_add: '2026-11-23 09:00:00', date_upd: '2026-11-23 09:00:00' })
    const server = await startPrestaServer({ orders: manyOrders(2, placed), now: () => now })
    onTestFinished(server.close)
    const [detail] = manyOrders(1, placed)[0]?.details ?? []
    server.tables.put('order_slip', '91', creditSlip(91, 1000, detail))
    const store = await archiveOf('1000', bare('91'))
    const connector = openPrestashop({ url: server.url, now: () => now })
    expect((await ask(store, connector)).outcome).toEqual({ dated: 1, left: 0 })
    expect(await stored(store)).toMatchObject([
      { refundId: '91', at: '2026-11-23T09:10:00.000Z', lines: [{ quantity: '1', net: '10.00' }] },
    ])
  })

  async function magentoShop() {
    const at = { created_at: '2026-11-23 09:00:00', updated_at: '2026-11-23 09:00:00' }
    const memo = {
      entity_id: 91,
      order_id: 1,
      created_at: '2026-11-23 09:10:00',
      grand_total: 12.2,
      comments: [],
      items: [{ order_item_id: 10, sku: 'SKU-10', name: 'P', qty: 1, row_total: 10, tax_amount: 2.2 }],
    }
    const server = await startMagentoServer({
      orders: [magentoOrder(1, { ...at, total_refunded: 12.2 }), magentoOrder(2, at)],
      creditMemos: [memo],
      now: () => now,
      https: true,
      bearer: true,
    })
    onTestFinished(server.close)
    return { server, connector: openMagento({ url: server.url }) }
  }

  test('Magento', async () => {
    const { connector } = await magentoShop()
    const store = memoryStore()
    await storeOrders(store, [orderOf(1, { refunds: [bare('91')] })])
    expect((await ask(store, connector)).outcome).toEqual({ dated: 1, left: 0 })
    expect(await stored(store)).toMatchObject([
      { refundId: '91', at: '2026-11-23T09:10:00.000Z', lines: [{ sku: 'SKU-10', net: '10.00' }] },
    ])
  })

  test('Magento, of which only the sum was kept: it gives way to what it is the sum of, unless it is registered', async () => {
    const { connector } = await magentoShop()
    const sums = async (amount: string) => {
      const store = memoryStore()
      await storeOrders(store, [orderOf(1, { refunds: [bare('', { amount })] })], 'Bottega', later)
      return store
    }
    const store = await sums('12.20')
    expect((await ask(store, connector)).outcome).toEqual({ dated: 1, left: 0 })
    expect(await stored(store)).toMatchObject([
      { refundId: '91', amount: '12.20', at: '2026-11-23T09:10:00.000Z', lines: [{ sku: 'SKU-10' }] },
    ])
    const detail = await store.getOrder(1)
    expect(detail?.order.refunds).toMatchObject([{ id: '', amount: '12.20' }])
    expect(detail).toMatchObject({ ownRefunds: [{ id: '91', amount: '12.20' }], laterRefunds: [] })
    expect((await ask(store, connector)).outcome).toEqual({ dated: 0, left: 0 })

    const other = await sums('20.00')
    expect((await ask(other, connector)).outcome).toEqual({ dated: 0, left: 1 })
    const registered = await sums('12.20')
    await registered.markRefunds([{ orderId: 1, refundId: '', number: '' }], later)
    expect((await ask(registered, connector)).outcome).toEqual({ dated: 0, left: 1 })
    // What was given back after the download is no part of its sum.
    const early = memoryStore()
    await storeOrders(early, [orderOf(1, { refunds: [bare('')] })])
    expect((await ask(early, connector)).outcome).toEqual({ dated: 0, left: 1 })
  })

  test('Magento, whose key may not read credit memos: they stay without, and that is told', async () => {
    const { server, connector } = await magentoShop()
    const body = '{"message":"The consumer isn\'t authorized to access %resources."}'
    server.setFailure(({ path }) => (path.endsWith('/creditmemos') ? { status: 403, body } : undefined))
    const store = memoryStore()
    await storeOrders(store, [orderOf(1, { refunds: [bare('91')] })])
    expect((await ask(store, connector)).outcome).toEqual({ dated: 0, left: 1 })
  })

  test.skipIf(!schemaThere)(`Shopify${skipNote}`, async () => {
    const amount = moneyBag(12_200_000_000n)
    const made = makeOrder({ id: 1 })
    const refund = {
      id: 'gid://shopify/Refund/91',
      note: '',
      createdAt: '2026-11-23T09:10:00Z',
      totalRefundedSet: amount,
      refundLineItems: [
        {
          quantity: 1,
          restockType: 'RETURN',
          lineItem: { id: 'gid://shopify/LineItem/9000' },
          subtotalSet: amount,
          totalTaxSet: moneyBag(2_200_000_000n),
        },
      ],
      refundShippingLines: [],
    }
    const { connector } = await openShopify({
      orders: [
        {
          ...made,
          displayFinancialStatus: 'PARTIALLY_REFUNDED',
          totalRefundedSet: amount,
          refunds: [refund],
        },
      ],
    })
    const store = memoryStore()
    await storeOrders(store, [orderOf(1, { refunds: [bare('91')] })])
    expect((await ask(store, connector)).outcome).toEqual({ dated: 1, left: 0 })
    expect(await stored(store)).toMatchObject([
      {
        refundId: '91',
        at: '2026-11-23T09:10:00.000Z',
        lines: [{ quantity: '1', net: '10.00', tax: '2.20' }],
      },
    ])
  })
})
