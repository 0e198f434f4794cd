import { describe, expect, it } from 'vitest'
import type { Order } from '../../../main/words/order.ts'
import type { PlatformId } from '../../../main/words/shop.ts'
import { standingOf, startsDone } from '../../../main/words/work.ts'
import { orderOf } from '../../support/orders.ts'

const whole = { totals: { ...orderOf(1).totals, refunded: '12.20' } }
const part = { totals: { ...orderOf(1).totals, refunded: '12.19' } }
const free = { totals: { ...orderOf(1).totals, total: '0.00', refunded: '0.00' } }

const cases: readonly [PlatformId, Partial<Order>, string | null, boolean][] = [
  ['woocommerce', { state: 'processing' }, null, false],
  ['woocommerce', { state: 'failed' }, null, false],
  ['woocommerce', { state: 'spedito' }, null, false],
  ['woocommerce', { state: 'constructor' }, null, false],
  ['woocommerce', { state: 'completed' }, null, true],
  ['woocommerce', { state: 'cancelled' }, null, true],
  ['woocommerce', { state: 'refunded' }, null, true],
  ['woocommerce', whole, null, true],
  ['woocommerce', part, null, false],
  ['woocommerce', free, null, false],
  ['prestashop', { state: 'Pagamento accettato', stateId: '2' }, null, false],
  ['prestashop', { state: 'In consegna', stateId: '4' }, null, true],
  ['prestashop', { state: '4', stateId: '12' }, null, false],
  ['shopify', { state: 'paid', fulfilment: 'unfulfilled' }, null, false],
  ['shopify', { state: 'paid', fulfilment: 'partially_fulfilled' }, null, false],
  ['shopify', { state: 'paid', fulfilment: 'fulfilled' }, null, true],
  ['shopify', { state: 'cancelled' }, null, true],
  ['magento', { state: 'processing' }, null, false],
  ['magento', { state: 'complete' }, null, true],
  ['magento', { state: 'spedito_brt' }, 'state:complete', true],
  ['magento', { state: 'in_magazzino' }, 'state:processing', false],
]

describe('R40 a new order', () => {
  it.each(cases)('of %s with %j and %s begins as done: %s', (platform, changes, group, expected) => {
    expect(startsDone(platform, standingOf(orderOf(1, changes), group))).toBe(expected)
  })
})
