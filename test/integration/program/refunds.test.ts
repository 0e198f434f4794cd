import { describe, expect, it } from 'vitest'
import { createRefunds, type RefundParts } from '../../../main/program/refunds.ts'
import type { Store } from '../../../main/store/store.ts'
import { failure } from '../../../main/words/failure.ts'
import type { Refund } from '../../../main/words/order.ts'
import type { RefundFilter, RefundPlace } from '../../../main/words/refund.ts'
import { memoryStore } from '../../support/archive.ts'
import { storeOrders } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'

const open: RefundFilter = { state: 'open', shopId: null, from: null, to: null }
const refundOf = (id: string, at: string | null): Refund => ({
  id,
  at,
  reason: 'reso',
  amount: '6.10',
  lines: [],
})

function refundsOf(
  store: Store,
  askDates: RefundParts['askDates'] = () => Promise.reject(new Error('asked')),
) {
  return createRefunds({ store, lockHandovers: () => null, askDates })
}

describe('R49 Rimborsi da registrare', () => {
  it('lists them page by page, with what each gives back under each VAT rate', async () => {
    const store = memoryStore()
    await storeOrders(
      store,
      [1, 2, 3].map((id) =>
        orderOf(id, { refunds: [refundOf(`${id}0`, `2026-11-2${id}T09:00:00.000Z`)], currency: 'EUR' }),
      ),
    )
    const refunds = refundsOf(store)
    const seen: string[] = []
    let next: RefundPlace | null = null
    do {
      const page: Awaited<ReturnType<typeof refunds.list>> = await refunds.list(open, next, 2)
      seen.push(...page.rows.map(({ refundId }) => refundId))
      next = page.next
    } while (next !== null)
    expect(seen).toEqual(['30', '20', '10'])
    const { rows } = await refunds.list(open, null, 1)
    expect(rows).toMatchObject([
      {
        number: 'N3',
        shopName: 'Bottega',
        customer: 'Nicolò Bertè',
        currency: 'EUR',
        amount: '6.10',
        parts: [{ rate: '22', net: '5.00', tax: '1.10', gross: '6.10' }],
        shared: true,
        registration: null,
      },
    ])
    const { count } = await refunds.mark(await store.refundKeys(open))
    expect(count).toBe(3)
    expect((await refunds.list(open, null, 10)).rows).toEqual([])
  })

  it('R3 asks each shop that has refunds without a date; one that fails stops no other', async () => {
    const store = memoryStore()
    await storeOrders(store, [orderOf(1, { refunds: [refundOf('10', null)] })], 'Bottega')
    await storeOrders(
      store,
      [orderOf(1, { refunds: [refundOf('10', '2026-11-21T09:00:00.000Z')] })],
      'Emporio',
    )
    await storeOrders(store, [orderOf(1, { refunds: [refundOf('10', null)] })], 'Cantina')
    const asked: string[] = []
    const refunds = refundsOf(store, async ({ id, name }) => {
      asked.push(name)
      if (name === 'Bottega') throw failure('connection-refused', { host: 'bottega.example' })
      const found = { ...refundOf('10', '2026-11-22T09:00:00.000Z') }
      const dated = await store.keepRefundDates(id, [{ shopOrderId: '1', refunds: [found] }])
      return { dated, left: 0 }
    })
    const outcomes = await refunds.askDates(null, () => undefined)
    expect(asked.sort()).toEqual(['Bottega', 'Cantina'])
    expect(Object.fromEntries(outcomes.map(({ shopName, ...outcome }) => [shopName, outcome]))).toMatchObject(
      {
        Bottega: { dated: 0, left: 1, failure: { code: 'connection-refused' } },
        Cantina: { dated: 1, left: 0, failure: null },
      },
    )
    expect(await store.countRefunds(null)).toMatchObject({ open: 2, undated: 1 })
  })

  it('stops asking when told to', async () => {
    const store = memoryStore()
    await storeOrders(store, [orderOf(1, { refunds: [refundOf('10', null)] })])
    const began = Promise.withResolvers<void>()
    const refunds = refundsOf(store, (_, signal) => {
      began.resolve()
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(failure('cancelled', {})), { once: true }),
      )
    })
    const asking = expect(refunds.askDates(null, () => undefined)).rejects.toMatchObject({
      value: { code: 'cancelled' },
    })
    await began.promise
    await refunds.stop()
    await asking
  })

  it('says in the order of a refund when it was, and as what it is registered; the order itself stays', async () => {
    const store = memoryStore()
    await storeOrders(store, [orderOf(1, { refunds: [refundOf('10', null)] })])
    const at = '2026-11-22T09:00:00.000Z'
    await store.keepRefundDates(1, [{ shopOrderId: '1', refunds: [refundOf('10', at)] }])
    await refundsOf(store).mark([{ orderId: 1, refundId: '10' }])
    expect(await store.getOrder(1)).toMatchObject({
      order: { refunds: [{ id: '10', at: null }] },
      ownRefunds: [{ id: '10', at, registration: { kind: 'hand' } }],
      laterRefunds: [],
    })
  })
})
