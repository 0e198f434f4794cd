import { describe, expect, it } from 'vitest'
import type { Order } from '../../../main/words/order.ts'
import type { PlatformId } from '../../../main/words/shop.ts'
import { leftOutAs, standingOf, startsDone } from '../../../main/words/standing.ts'
import type { ChosenMeanings, LeftOutMeaning } from '../../../main/words/state-meaning.ts'
import { orderOf } from '../../support/orders.ts'

const whole = { totals: { ...orderOf(1).totals, refunded: '12.20' } }
const part = { totals: { ...orderOf(1).totals, refunded: '12.19' } }
const free = { totals: { ...orderOf(1).totals, total: '0.00', refunded: '0.00' } }

type Case = readonly [PlatformId, Partial<Order>, string | null, boolean, LeftOutMeaning | null]

const cases: readonly Case[] = [
  ['woocommerce', { state: 'processing' }, null, false, null],
  ['woocommerce', { state: 'failed' }, null, false, 'failed'],
  ['woocommerce', { state: 'spedito' }, null, false, null],
  ['woocommerce', { state: 'constructor' }, null, false, null],
  ['woocommerce', { state: 'completed' }, null, true, null],
  ['woocommerce', { state: 'cancelled' }, null, true, 'cancelled'],
  ['woocommerce', { state: 'refunded' }, null, true, 'refunded'],
  ['woocommerce', whole, null, true, 'refunded'],
  ['woocommerce', { ...whole, state: 'cancelled' }, null, true, 'cancelled'],
  ['woocommerce', part, null, false, null],
  ['woocommerce', free, null, false, null],
  ['prestashop', { state: 'Pagamento accettato', stateId: '2' }, null, false, null],
  ['prestashop', { state: 'In consegna', stateId: '4' }, null, true, null],
  ['prestashop', { state: 'Errore di pagamento', stateId: '8' }, null, false, 'failed'],
  ['prestashop', { state: '4', stateId: '12' }, null, false, null],
  ['shopify', { state: 'paid', fulfilment: 'unfulfilled' }, null, false, null],
  ['shopify', { state: 'paid', fulfilment: 'partially_fulfilled' }, null, false, null],
  ['shopify', { state: 'paid', fulfilment: 'fulfilled' }, null, true, null],
  ['shopify', { state: 'cancelled' }, null, true, 'cancelled'],
  ['magento', { state: 'processing' }, null, false, null],
  ['magento', { state: 'complete' }, null, true, null],
  ['magento', { state: 'spedito_brt' }, 'state:complete', true, null],
  ['magento', { state: 'reso' }, 'state:canceled', true, 'cancelled'],
  ['magento', { state: 'in_magazzino' }, 'state:processing', false, null],
]

describe('R40 R42 what the state of an order means', () => {
  it.each(cases)(
    'of %s with %j and %s: begins as done %s, left out as %s',
    (platform, changes, group, done, out) => {
      const standing = standingOf(orderOf(1, changes), group)
      expect(startsDone(platform, standing)).toBe(done)
      expect(leftOutAs(platform, standing)).toBe(out)
    },
  )

  it.each<[ChosenMeanings, Partial<Order>, string | null, boolean, LeftOutMeaning | null]>([
    [{ reso: 'refunded' }, { state: 'reso' }, null, true, 'refunded'],
    [{ cancelled: 'none' }, { state: 'cancelled' }, null, false, null],
    [{ cancelled: 'none' }, { ...whole, state: 'cancelled' }, null, true, 'refunded'],
    [{ reso: 'cancelled' }, { state: 'reso' }, 'processing', true, 'cancelled'],
    [{ reso: 'none' }, { state: 'reso' }, 'completed', false, null],
    [{ gruppo: 'failed' }, { state: 'reso' }, 'gruppo', false, 'failed'],
    [{ altro: 'failed' }, { state: 'constructor' }, null, false, null],
  ])('the shop says otherwise: %j of %j and %s', (chosen, changes, group, done, out) => {
    const standing = standingOf(orderOf(1, changes), group)
    expect(startsDone('woocommerce', standing, chosen)).toBe(done)
    expect(leftOutAs('woocommerce', standing, chosen)).toBe(out)
  })
})
