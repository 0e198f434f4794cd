import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import type { Connector } from '../../../main/connectors/connector.ts'
import { magento } from '../../../main/connectors/magento/index.ts'
import { prestashop } from '../../../main/connectors/prestashop/index.ts'
import { shopify } from '../../../main/connectors/shopify/index.ts'
import { download } from '../../../main/sync/engine.ts'
import type { PlatformId } from '../../../main/words/shop.ts'
import { order as magentoOrder, startMagentoServer } from '../../magento-server/index.ts'
import { creditSlip, manyOrders, startPrestaServer } from '../../prestashop-server/index.ts'
import { makeOrder, schemaThere, skipNote } from '../../shopify-server/index.ts'
import { moneyBag } from '../../shopify-server/orders.ts'
import { draftOf, listOf, refreshed, temporaryStore } from '../../support/archive.ts'
import { openShop as openMagento } from '../magento/open-shop.ts'
import { openShop as openPrestashop } from '../prestashop/open-shop.ts'
import { closeAll, open as openShopify } from '../shopify/open-shop.ts'

afterEach(closeAll)

const states = {
  prestashop: prestashop.defaultStates,
  shopify: shopify.defaultStates,
  magento: magento.defaultStates,
}

/** An archive with the shop's two orders, downloaded, and the button. */
async function downloaded(
  platform: Exclude<PlatformId, 'woocommerce'>,
  url: string,
  connect: () => Connector,
  now: () => Date,
) {
  const store = await temporaryStore()
  const shop = await store.saveShop(draftOf({ platform, url }))
  const press = async () =>
    download({
      shop: await refreshed(store, shop),
      states: states[platform],
      usualUnwanted: [],
      trigger: 'manual',
      store,
      connect: async () => connect(),
      now,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    })
  const details = async () => {
    const { rows } = await store.listOrders(listOf(), 0, 10)
    const found = await Promise.all(rows.map(({ id }) => store.getOrder(id)))
    return found.flatMap((detail) => detail ?? []).sort((a, b) => a.id - b.id)
  }
  expect(await press()).toMatchObject({ outcome: 'success', counters: { new: 2 } })
  const before = await details()
  expect(before.map(({ laterRefunds }) => laterRefunds)).toEqual([[], []])
  return { store, press, details, before }
}

type Archive = Awaited<ReturnType<typeof downloaded>>

/** Two more runs: the first order has its refund beside it, once, and is what it was; the other has none. */
async function expectBeside({ press, details, before }: Archive, refund: object) {
  for (let run = 0; run < 2; run += 1) {
    expect(await press()).toMatchObject({ outcome: 'success', counters: { new: 0, wrong: 0 } })
    const after = await details()
    expect(after.map(({ laterRefunds }) => laterRefunds)).toMatchObject([[refund], []])
    expect(after.map(({ order }) => order)).toEqual(before.map(({ order }) => order))
  }
}

describe('R15 R49: what is given back after the download stands beside the order, which stays as it is', () => {
  const now = new Date('2026-11-23T09:30:00.000Z')
  const local = (time: string) => ({ date_upd: `2026-11-23 ${time}` })
  const placed = () => ({ date_add: '2026-11-23 09:00:00', ...local('09:00:00') })

  async function prestaShop(changed: readonly number[] = [1000, 1001]) {
    const server = await startPrestaServer({ orders: manyOrders(2, placed), now: () => now })
    onTestFinished(server.close)
    const connect = () => openPrestashop({ url: server.url, now: () => now })
    const archive = await downloaded('prestashop', server.url, connect, () => now)
    const [detail] = manyOrders(1, placed)[0]?.details ?? []
    server.tables.put('order_slip', '91', creditSlip(91, 1000, detail))
    for (const id of changed) server.updateOrder(id, local('10:10:00'))
    return { server, archive, detail }
  }

  test('PrestaShop', async () => {
    const { archive, detail } = await prestaShop()
    const line = { quantity: '1', net: '10.00', tax: '2.20', name: String(detail?.product_name) }
    await expectBeside(archive, {
      id: '91',
      at: '2026-11-23T09:10:00.000Z',
      amount: '12.20',
      lines: [line],
    })
  })

  test('PrestaShop, which leaves the order as it was: the slips made in the window are asked for, once a run', async () => {
    const { server, archive, detail } = await prestaShop([])
    const before = server.requests.length
    const line = { quantity: '1', net: '10.00', tax: '2.20', name: String(detail?.product_name) }
    await expectBeside(archive, { id: '91', at: '2026-11-23T09:10:00.000Z', amount: '12.20', lines: [line] })
    // R42 And it is to be looked at.
    expect((await archive.details()).map(({ checks }) => checks.includes('refunded'))).toEqual([true, false])
    const asked = server.requests.slice(before).filter(({ path }) => path.endsWith('/order_slip'))
    // The slips made; which of its order and in full: not asked any more once they are kept.
    expect(asked.map(({ query }) => [...query.keys()].find((key) => /^filter/.test(key)))).toEqual([
      'filter[date_add]',
      'filter[id_order]',
      'filter[id_order]',
      'filter[date_add]',
    ])
  })

  test.each([
    ['may not be read', 401],
    ['break the shop', 500],
  ])('PrestaShop, whose slips %s: none, and the run goes on', async (_, status) => {
    const { server, archive } = await prestaShop()
    server.setFailure(({ path }) =>
      path.endsWith('/order_slip') ? { status, body: '{"errors":[]}' } : undefined,
    )
    const before = server.requests.length
    expect((await archive.press()).outcome).toBe('success')
    expect(server.requests.slice(before).map(({ path }) => path)).toContain('/api/order_slip')
    expect((await archive.details()).map(({ laterRefunds }) => laterRefunds)).toEqual([[], []])
  })

  test.skipIf(!schemaThere)(`Shopify${skipNote}`, async () => {
    const orders = [makeOrder({ id: 1 }), makeOrder({ id: 2 })].map((made) => ({
      ...made,
      createdAt: '2026-11-23T09:00:00Z',
      updatedAt: '2026-11-23T09:00:00Z',
    }))
    const { connector, server, clock } = await openShopify({ orders })
    const archive = await downloaded(
      'shopify',
      server.url,
      () => connector,
      () => new Date(clock.now()),
    )
    const amount = moneyBag(12_200_000_000n)
    const updatedAt = '2026-11-23T09:10:00Z'
    const refund = {
      id: 'gid://shopify/Refund/91',
      note: 'rotto',
      createdAt: updatedAt,
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
    server.updateOrder(1, {
      updatedAt,
      displayFinancialStatus: 'PARTIALLY_REFUNDED',
      totalRefundedSet: amount,
      refunds: [refund],
    })
    server.updateOrder(2, { updatedAt })
    await expectBeside(archive, {
      id: '91',
      at: '2026-11-23T09:10:00.000Z',
      reason: 'rotto',
      lines: [{ quantity: '1', net: '10.00', tax: '2.20', vatRate: '22' }],
    })
  })

  async function magentoShop() {
    const memos: Record<string, unknown>[] = []
    const at = { created_at: '2026-11-23 09:00:00', updated_at: '2026-11-23 09:00:00' }
    const server = await startMagentoServer({
      orders: [magentoOrder(1, at), magentoOrder(2, at)],
      creditMemos: memos,
      now: () => now,
      https: true,
      bearer: true,
    })
    onTestFinished(server.close)
    const connect = () => openMagento({ url: server.url })
    const archive = await downloaded('magento', server.url, connect, () => now)
    memos.push({
      entity_id: 91,
      order_id: 1,
      created_at: '2026-11-23 09:10:00',
      grand_total: 12.2,
      comments: [{ comment: 'rotto' }],
      items: [{ order_item_id: 10, sku: 'SKU-10', name: 'P', qty: 1, row_total: 10, tax_amount: 2.2 }],
    })
    const updated = { updated_at: '2026-11-23 09:10:00' }
    server.updateOrder(1, { ...updated, total_refunded: 12.2 })
    server.updateOrder(2, updated)
    return { archive, server }
  }

  test('Magento', async () => {
    const { archive } = await magentoShop()
    await expectBeside(archive, {
      id: '91',
      at: '2026-11-23T09:10:00.000Z',
      reason: 'rotto',
      lines: [{ sku: 'SKU-10', quantity: '1', net: '10.00', tax: '2.20' }],
    })
  })

  test('Magento, whose key may not read credit memos: none, and the run goes on', async () => {
    const { archive, server } = await magentoShop()
    const body = '{"message":"The consumer isn\'t authorized to access %resources."}'
    server.setFailure(({ path }) => (path.endsWith('/creditmemos') ? { status: 403, body } : undefined))
    const before = server.requests.length
    expect((await archive.press()).outcome).toBe('success')
    expect(server.requests.slice(before).map(({ path }) => path.split('/').at(-1))).toContain('creditmemos')
    expect((await archive.details()).map(({ laterRefunds }) => laterRefunds)).toEqual([[], []])
  })
})
