import { describe, expect, it } from 'vitest'
import type { Store } from '../../../main/store/store.ts'
import type { Refund } from '../../../main/words/order.ts'
import type { RefundFilter } from '../../../main/words/refund.ts'
import { draftOf, memoryStore } from '../../support/archive.ts'
import { storeOrders } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'

const at = '2026-11-20T12:00:00.000Z'
const later = '2026-11-21T12:00:00.000Z'
const open: RefundFilter = { state: 'open', shopId: null, from: null, to: null }

const refundOf = (id: string, day: number | null, amount = '6.10'): Refund => ({
  id,
  at: day === null ? null : `2026-11-${String(day).padStart(2, '0')}T09:00:00.000Z`,
  reason: '',
  amount,
  lines: [],
})

const namesOf = async (store: Store, filter: Partial<RefundFilter> = {}): Promise<string[]> =>
  (await store.listRefunds({ ...open, ...filter }, null, 100)).map(
    ({ number, refundId }) => `${number} ${refundId}`,
  )

const key = (orderId: number, refundId: string, number = '') => ({ orderId, refundId, number })

/** Five refunds of three orders: two on one day, one without a date, one that is a sum, one of nothing. */
async function archive(): Promise<Store> {
  const store = memoryStore()
  await storeOrders(store, [
    orderOf(1, { refunds: [refundOf('11', 21), refundOf('12', 25)] }),
    orderOf(2, { refunds: [refundOf('21', 25), refundOf('22', 26, '0.00')] }),
    orderOf(3, { refunds: [refundOf('31', null), refundOf('', null)] }),
    orderOf(4),
  ])
  return store
}

describe('R49 refunds to be registered', () => {
  it('are listed newest first, page by page; those without a date stand apart', async () => {
    const store = await archive()
    expect(await namesOf(store)).toEqual(['N2 21', 'N1 12', 'N1 11'])
    expect(await namesOf(store, { state: 'undated' })).toEqual(['N3 31', 'N3 '])
    expect(await store.countRefunds(null)).toEqual({ open: 3, undated: 2, unknown: null })
    const pages: string[] = []
    for (let after = null as Parameters<Store['listRefunds']>[1], more = true; more; ) {
      const [row] = await store.listRefunds(open, after, 1)
      more = row !== undefined
      if (row === undefined) break
      pages.push(row.refundId)
      after = row
    }
    expect(pages).toEqual(['21', '12', '11'])
    const from = '2026-11-22T00:00:00.000Z'
    expect(await namesOf(store, { from })).toEqual(['N2 21', 'N1 12'])
    expect(await namesOf(store, { to: from })).toEqual(['N1 11'])
  })

  it('are registered once each, and again only once they were taken back', async () => {
    const store = await archive()
    const batch = await store.markRefunds([key(1, '11'), key(3, '')], at)
    expect(batch.count).toBe(2)
    expect(await namesOf(store)).toEqual(['N2 21', 'N1 12'])
    expect(await namesOf(store, { state: 'registered' })).toEqual(['N1 11', 'N3 '])
    await expect(store.markRefunds([key(1, '12'), key(1, '11')], at)).rejects.toMatchObject({
      value: { code: 'refunds-registered-meanwhile' },
    })
    // All or none.
    expect(await namesOf(store)).toEqual(['N2 21', 'N1 12'])
    expect(await store.takeBackRefunds([key(1, '11'), key(1, '12')], later)).toBe(1)
    expect(await namesOf(store)).toEqual(['N2 21', 'N1 12', 'N1 11'])
    await store.markRefunds([key(1, '11')], later)
    expect(await store.takeBackBatch(batch.id, later)).toBe(1)
    expect(await namesOf(store, { state: 'registered' })).toEqual(['N1 11'])
  })

  it('are registered as soon as their file is begun, and not if it did not come out', async () => {
    const store = await archive()
    const file = { kind: 'easyfatt', place: '/note.xml', sha256: 'a' } as const
    const { id } = await store.beginRefunds({ ...file, refunds: [key(1, '11', '11/R')] }, at)
    expect(await store.openRefunds()).toEqual([{ id, place: '/note.xml', sha256: 'a' }])
    expect(await namesOf(store)).toEqual(['N2 21', 'N1 12'])
    const again = store.beginRefunds({ ...file, refunds: [key(1, '12', '12/R'), key(1, '11', '11/R')] }, at)
    await expect(again).rejects.toMatchObject({ value: { code: 'refunds-registered-meanwhile' } })
    await store.dropRefunds(id)
    expect(await namesOf(store)).toEqual(['N2 21', 'N1 12', 'N1 11'])
    const second = await store.beginRefunds({ ...file, refunds: [key(1, '11', '11/R')] }, at)
    await store.closeRefunds(second.id, at)
    await store.dropRefunds(second.id)
    expect(await store.openRefunds()).toEqual([])
    const [row] = await store.listRefunds({ ...open, state: 'registered' }, null, 10)
    expect(row?.registration).toEqual({ kind: 'easyfatt', number: '11/R', place: '/note.xml', at })
  })

  it('that have a number of an electronic series are taken back where that was given', async () => {
    const store = await archive()
    const refunds = [key(1, '11', '3')]
    const { id } = await store.beginRefunds({ kind: 'td04', place: '', sha256: null, refunds }, at)
    await store.closeRefunds(id, at)
    expect(await store.takeBackRefunds([key(1, '11')], later)).toBe(0)
    expect(await namesOf(store)).toEqual(['N2 21', 'N1 12'])
  })

  it('R42 of the demonstration shop are listed only when that shop is chosen, and go with it', async () => {
    const store = await archive()
    const demo = await store.saveShop(draftOf({ name: 'Prova', url: 'https://prova.example', isDemo: true }))
    await storeOrders(store, [orderOf(9, { refunds: [refundOf('91', 20)] })], 'Prova')
    expect(await namesOf(store)).toEqual(['N2 21', 'N1 12', 'N1 11'])
    const [row] = await store.listRefunds({ ...open, shopId: demo.id }, null, 10)
    expect(row).toMatchObject({ refundId: '91' })
    await store.markRefunds([{ ...key(row?.orderId ?? 0, '91') }], at)
    await store.removeShop(demo.id, later)
    expect(await namesOf(store, { state: 'registered' })).toEqual([])
  })

  it('of which it is not known whether they were registered are told after going back to a copy', async () => {
    const store = await archive()
    await store.noteUnknownHandovers(at, later)
    expect(await store.countRefunds(null)).toMatchObject({ unknown: { since: at, until: later } })
    await store.markRefunds([key(1, '11')], '2026-11-22T12:00:00.000Z')
    expect(await store.countRefunds(null)).toMatchObject({ unknown: null })
  })
})
