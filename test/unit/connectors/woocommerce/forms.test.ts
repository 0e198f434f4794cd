import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { mapOrder } from '../../../../main/connectors/woocommerce/map-order.ts'
import type { Order } from '../../../../main/words/order.ts'
import type { JsonObject } from '../../../woo-server/index.ts'

const file = new URL('../../../fixtures/woocommerce/cases/own-plain.json', import.meta.url)
const plain: JsonObject = JSON.parse(readFileSync(file, 'utf8')).fed
const [line] = plain.line_items as [JsonObject]

function stored(changes: JsonObject): Order {
  const result = mapOrder({ ...plain, ...changes }, {})
  if ('order' in result) return result.order
  throw new Error(JSON.stringify(result.wrong))
}

const withLine = (changes: JsonObject): JsonObject => ({ line_items: [{ ...line, ...changes }] })

describe('R7: what is not there is no reason to refuse an order, however PHP prints it', () => {
  test.each<[string, JsonObject]>([
    ['lists', { fee_lines: '', coupon_lines: false, refunds: false, shipping_lines: '', tax_lines: [] }],
    ['addresses', { shipping: false, billing: '', customer_id: 7 }],
    ['amounts', { discount_total: false, shipping_total: [], discount_tax: false }],
    ['texts', { payment_method_title: [], transaction_id: false, ...withLine({ sku: [], name: null }) }],
    ['dates', { date_paid_gmt: false, date_modified_gmt: [] }],
  ])('%s', (_, changes) => {
    const order = stored(changes)
    expect(order.totals).toMatchObject({
      total: '122.00',
      tax: '22.00',
      discount: expect.stringMatching(/^0/),
    })
    expect(order.lines).toMatchObject([{ unitPrice: '100.00', discount: '0.00' }])
  })
})
