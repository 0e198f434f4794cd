import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openArchive } from '../../../main/store/archive.ts'
import { toOrderRecord } from '../../../main/store/order-record.ts'
import { draftOf, temporaryFolder } from '../../support/archive.ts'
import { orderOf } from '../../support/orders.ts'

/** On the clock of this computer, whatever its time zone. */
const local = (text: string) => new Date(text).toISOString()

function archiveOf(
  sold: readonly (readonly [placed: string, total: string, currency?: string, state?: string])[],
) {
  const archive = openArchive(join(temporaryFolder(), 'archive.sqlite'))
  const at = local('2026-03-30T10:30:00')
  const shop = archive.saveShop(draftOf())
  const run = archive.beginRun(shop.id, 'auto', at).id
  const orders = sold.map(([placed, total, currency = 'EUR', state = 'processing'], n) => {
    const order = orderOf(n, { placedAt: local(placed), currency, state })
    return toOrderRecord({ ...order, totals: { ...order.totals, total } }, n)
  })
  const raw = Buffer.from(JSON.stringify(orders.map(() => ({}))))
  archive.savePage(run, { orders, raw, skipped: [], wrong: [], changed: [], notices: [] }, at)
  return { archive, shop, at }
}

describe('the sales of today', () => {
  it('stand beside those of yesterday and of a week ago until the same time, by currency', () => {
    // The night before has 23 hours where clocks change on the 29th.
    const { archive, shop, at } = archiveOf([
      ['2026-03-30T00:00:00', '10.10'],
      ['2026-03-30T10:29:59', '20.20'],
      // R42: no sale.
      ['2026-03-30T10:00:00', '90', 'EUR', 'cancelled'],
      ['2026-03-30T09:00:00', '7', 'CHF'],
      ['2026-03-29T00:00:00', '1.01'],
      ['2026-03-29T10:30:00', '2.02'],
      ['2026-03-29T10:30:01', '400'],
      ['2026-03-28T12:00:00', '1000'],
      ['2026-03-23T10:00:00', '3.03'],
      ['2026-03-23T23:59:59', '500'],
      ['2026-03-22T23:59:59', '1000'],
    ])
    const shops = archive.salesUntil(at)
    const none = { count: 0, total: '0.00' }
    expect(shops.map(({ hours: _, ...sales }) => sales)).toEqual([
      {
        shopId: shop.id,
        currency: 'EUR',
        today: { count: 2, total: '30.30' },
        yesterday: { count: 2, total: '3.03' },
        lastWeek: { count: 1, total: '3.03' },
      },
      {
        shopId: shop.id,
        currency: 'CHF',
        today: { count: 1, total: '7.00' },
        yesterday: none,
        lastWeek: none,
      },
    ])
    // The other days are drawn whole.
    const drawn = shops[0]?.hours
    expect(drawn?.today[10]).toBeCloseTo(20.2)
    expect(drawn?.yesterday[10]).toBeCloseTo(402.02)
    expect(drawn?.lastWeek[23]).toBeCloseTo(500)
    archive.close()
  })

  it('are exact however large and many', () => {
    const amounts = ['0.0001', '99999999999.9999', '-0.3', '0.1', '0.2']
    const { archive, at } = archiveOf(amounts.map((total) => ['2026-03-30T08:00:00', total] as const))
    expect(archive.salesUntil(at)[0]?.today).toEqual({ count: 5, total: '100000000000.00' })
    archive.close()
  })
})
