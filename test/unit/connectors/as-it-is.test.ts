import { describe, expect, test } from 'vitest'
import { orderAsItIs } from '../../../main/connectors/as-it-is.ts'
import { platformFor } from '../../../main/connectors/registry.ts'
import { parseDecimal } from '../../../main/words/decimal.ts'
import type { Order } from '../../../main/words/order.ts'
import { takenOutLines } from '../../../main/words/sale.ts'
import type { PlatformId } from '../../../main/words/shop.ts'
import { order as magentoOrder } from '../../magento-server/index.ts'
import { makeOrder, moneyBag } from '../../shopify-server/orders.ts'
import { draftOf } from '../../support/archive.ts'
import { orderOf } from '../../support/orders.ts'
import { order as wooOrder } from './recorded-order.ts'

const shop = { settings: draftOf().settings, connection: null }
const scaled = (amount: string) => parseDecimal(amount) ?? expect.fail(amount)
const sumOfRows = ({ lines, shippingLines, fees }: Order) =>
  [...lines, ...shippingLines, ...fees].reduce((sum, { net, tax }) => sum + scaled(net) + scaled(tax), 0n)

/** Orders as shops send them, with a total that nothing explains. */
const unexplained: readonly (readonly [PlatformId, object, string])[] = [
  ['woocommerce', wooOrder({ total: '187.12' }), '187.12'],
  ['magento', magentoOrder(7, { grand_total: 50.5 }), '50.50'],
  [
    'shopify',
    {
      ...makeOrder({ id: 1001 }),
      totalPriceSet: moneyBag(9_990_000_000n),
      currentTotalPriceSet: moneyBag(9_990_000_000n),
    },
    '9.99',
  ],
]

describe('R38 a wrong order as it is', () => {
  test.each(unexplained)(
    'on %s: the shop’s total, the difference a row without VAT',
    (platform, raw, total) => {
      const kept: unknown = JSON.parse(JSON.stringify(raw))
      const result = platformFor(platform)?.mapKept(kept, shop) ?? expect.fail()
      expect('wrong' in result && result.wrong.map(({ code }) => code)).toContain('totals-mismatch')
      const order = orderAsItIs(result) ?? expect.fail('not taken')
      expect(scaled(order.totals.total)).toBe(scaled(total))
      expect(order.fees.at(-1)).toMatchObject({ kind: 'unclear', name: '', vatRate: null })
      expect(sumOfRows(order)).toBe(scaled(total))
    },
  )

  test('what was taken out and is in the total keeps its VAT: only the rest is to be cleared up', () => {
    const whole = makeOrder({ id: 1001, lines: [{ price: '24.40' }, { price: '12.20' }] })
    const [first, second] = whole.lineItems as object[]
    const raw = {
      ...whole,
      lineItems: [first, { ...second, currentQuantity: 0 }],
      totalPriceSet: moneyBag(45_700_000_000n),
      totalRefundedSet: moneyBag(12_200_000_000n),
    }
    const result = platformFor('shopify')?.mapKept(raw, shop) ?? expect.fail()
    const order = orderAsItIs(result) ?? expect.fail('not taken')
    expect(order.fees).toMatchObject([{ kind: 'unclear', net: '3.00' }])
    expect(takenOutLines(order)).toMatchObject([{ net: '10.00', tax: '2.20' }])
  })

  test('without a customer only: no row is added', () => {
    const order = orderOf(1)
    const found = orderAsItIs({
      wrong: [{ code: 'no-customer', params: {} }],
      asItIs: order,
      state: 'processing',
    })
    expect(found).toEqual(order)
  })

  test('an order that is wrong for another reason too is not taken, nor one that is right', () => {
    const mismatch = {
      code: 'totals-mismatch',
      params: { field: 'total', declared: '1', computed: '2' },
    } as const
    const noLines = { code: 'no-lines', params: {} } as const
    expect(orderAsItIs({ wrong: [mismatch, noLines], asItIs: orderOf(1), state: null })).toBeNull()
    expect(orderAsItIs({ wrong: [mismatch], state: null })).toBeNull()
    expect(orderAsItIs({ order: orderOf(1) })).toBeNull()
  })
})
