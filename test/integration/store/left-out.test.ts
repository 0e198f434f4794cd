import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openArchive, openReader } from '../../../main/store/archive.ts'
import { toOrderRecord } from '../../../main/store/order-record.ts'
import type { Instant, Order } from '../../../main/words/order.ts'
import { type PlatformId, shopSettingsSchema } from '../../../main/words/shop.ts'
import { draftOf, listOf, temporaryFolder } from '../../support/archive.ts'
import { allOf } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'

const at = '2026-11-20T12:00:00.000Z'
const later = '2026-11-21T12:00:00.000Z'

function archiveOf(orders: readonly Order[], platform: PlatformId = 'woocommerce', stateGroup = '') {
  const file = join(temporaryFolder(), 'archive.sqlite')
  const archive = openArchive(file)
  const shop = archive.saveShop(draftOf({ platform }))
  const page = { orders: [], raw: null, skipped: [], wrong: [], changed: [], notices: [] }
  const save = (some: Partial<Parameters<typeof archive.savePage>[1]>) => {
    const run = archive.beginRun(shop.id, 'auto', at).id
    archive.savePage(run, { ...page, ...some }, at)
    archive.finishRun(run, { outcome: 'success', failure: null, finishedAt: at, cursor: at })
  }
  const raw = Buffer.from(JSON.stringify(orders.map(() => ({}))))
  save({ orders: orders.map((order, place) => toOrderRecord(order, place, { stateGroup })), raw })
  const reader = openReader(file)
  // What it says from now on it has in memory.
  reader.orderStates()
  return {
    archive,
    shop,
    save,
    /** The site has changed one, and says its state. */
    onSite: (shopOrderId: string, words: readonly string[], modifiedAt: Instant = later) =>
      save({ changed: [{ shopOrderId, number: '', modifiedAt, words }] }),
    /** As what orders are left out: as rows, one by one, and from memory. */
    leftOut: () => {
      const rows = archive.listOrders({ ...listOf(), sort: { by: 'number', descending: false } }, 0, 100).rows
      const one = rows.map(({ id }) => archive.getOrder(id)?.leftOut)
      expect(rows.map(({ leftOut }) => leftOut)).toEqual(one)
      const wish = { onlyNew: false, withCancelled: false }
      for (const search of [reader, openReader(file)]) {
        const { ids, leftOut, found } = search.ordersToHandOver(allOf(), 'csv', wish)
        expect([...ids]).toEqual(rows.flatMap(({ id, leftOut }) => (leftOut === null ? [id] : [])))
        for (const meaning of ['cancelled', 'failed', 'refunded'] as const)
          expect(leftOut[meaning]).toBe(one.filter((out) => out === meaning).length)
        expect(found).toBe(rows.length)
        expect(search.orderTotals(allOf(), false).count).toBe(ids.length)
      }
      return one
    },
  }
}

describe('R42 what exports and prints leave out', () => {
  it('is what came cancelled, failed or wholly refunded', () => {
    const refunded = { totals: { ...orderOf(1).totals, refunded: '12.20' } }
    const states = ['processing', 'cancelled', 'failed', 'refunded', 'completed']
    const { leftOut } = archiveOf([
      ...states.map((state, place) => orderOf(place + 1, { state })),
      orderOf(6, refunded),
    ])
    expect(leftOut()).toEqual([null, 'cancelled', 'failed', 'refunded', null, 'refunded'])
  })

  it('goes by what the site said last, until the state is changed here', () => {
    const { archive, onSite, leftOut } = archiveOf([orderOf(1), orderOf(2, { state: 'cancelled' })])
    onSite('1', ['cancelled'])
    expect(leftOut()).toEqual(['cancelled', 'cancelled'])
    onSite('1', ['processing'], '2026-11-22T12:00:00.000Z')
    onSite('2', ['completed'])
    expect(leftOut()).toEqual([null, null])
    onSite('1', ['failed'], '2026-11-23T12:00:00.000Z')
    // Looked at, and kept as it is: it is failed nevertheless.
    archive.keepOurs(1)
    expect(leftOut()).toEqual(['failed', null])
    archive.saveEdits(1, 0, [{ path: 'state', value: 'completed' }], at)
    archive.saveEdits(2, 0, [{ path: 'note', value: 'citofonare' }], at)
    expect(leftOut()).toEqual([null, null])
    // The site has said nothing else: what was changed here holds.
    onSite('1', ['failed'], '2026-11-24T12:00:00.000Z')
    archive.keepSiteVersion(1, orderOf(1, { state: 'failed', modifiedAt: later }), null, at)
    expect(leftOut()).toEqual([null, null])
    onSite('1', ['cancelled'], '2026-11-25T12:00:00.000Z')
    expect(leftOut()).toEqual(['cancelled', null])
    archive.saveEdits(1, 1, [{ path: 'state', value: 'processing' }], at)
    expect(leftOut()).toEqual([null, null])
    // Nothing of ours stands: what the site said last counts again.
    archive.restoreOrder(1, 2, at)
    expect(leftOut()).toEqual(['cancelled', null])
  })

  it('does not go out again when what was taken over, or was changed here before, is undone', () => {
    const { archive, onSite, leftOut } = archiveOf([orderOf(1), orderOf(2)])
    archive.saveEdits(2, 0, [{ path: 'state', value: 'completed' }], at)
    for (const [id, version] of [
      [1, 0],
      [2, 1],
    ] as const) {
      onSite(`${id}`, ['cancelled'])
      archive.keepSiteVersion(id, orderOf(id, { state: 'cancelled', modifiedAt: later }), orderOf(id), at)
      archive.takeOver(id, version, null, at)
      const taken = archive.orderEdits(id).filter(({ source }) => source === 'site')
      archive.undoEdits(
        id,
        version + 1,
        taken.map((edit) => edit.id),
        at,
      )
    }
    expect([1, 2].map((id) => archive.getOrder(id)?.order.state)).toEqual(['processing', 'completed'])
    expect(leftOut()).toEqual(['cancelled', 'cancelled'])
    onSite('1', ['processing'], '2026-11-22T12:00:00.000Z')
    expect(leftOut()).toEqual([null, 'cancelled'])
  })

  it('knows what a status of the shop’s own belongs to, whoever asks', () => {
    const group = 'state:canceled'
    const own = (id: number) => orderOf(id, { state: 'annullato', modifiedAt: later })
    const { archive, shop, onSite, save, leftOut } = archiveOf([own(1), own(2)], 'magento', group)
    save({ orders: [toOrderRecord(orderOf(3), 0)], raw: Buffer.from('[{}]') })
    expect(leftOut()).toEqual(['cancelled', 'cancelled', null])
    archive.keepSiteVersion(1, own(1), own(1), at, group)
    onSite('3', ['annullato', group])
    expect(leftOut()).toEqual(['cancelled', 'cancelled', 'cancelled'])
    archive.keepSiteVersion(3, own(3), orderOf(3), at, group)
    archive.takeOver(3, 0, null, at)
    expect(archive.getOrder(3)?.order.state).toBe('annullato')
    archive.saveEdits(2, 0, [{ path: 'state', value: 'processing' }], at)
    expect(leftOut()).toEqual(['cancelled', null, 'cancelled'])
    archive.restoreOrder(2, 1, at)
    expect(leftOut()).toEqual(['cancelled', 'cancelled', 'cancelled'])
    const settings = (stateMeanings: object) => {
      const parsed = shopSettingsSchema.parse({ stateMeanings })
      return archive.saveShop(draftOf({ id: shop.id, platform: 'magento', settings: parsed }))
    }
    settings({ annullato: 'none' })
    expect(leftOut()).toEqual([null, null, null])
    settings({})
    expect(leftOut()).toEqual(['cancelled', 'cancelled', 'cancelled'])
    settings({ [group]: 'failed' })
    expect(leftOut()).toEqual(['failed', 'failed', 'failed'])
    // R40 Nor is it to do again when the orders of these days are put back.
    settings({})
    archive.markWork([1, 2, 3], { state: 'done' }, at)
    expect(archive.reopenOrders('2026-11-01T00:00:00.000Z', at).count).toBe(0)
  })

  it('is known of one whose status of the shop’s own the comparison met first', () => {
    const { archive, leftOut } = archiveOf([orderOf(1)], 'magento')
    const now = orderOf(1, { state: 'annullato', modifiedAt: later })
    archive.keepSiteVersion(1, now, orderOf(1), at, 'state:canceled')
    expect(leftOut()).toEqual(['cancelled'])
  })

  it('stays refunded when the shop’s settings say something else of its state, and when the site lists it', () => {
    const refunded = orderOf(1, { totals: { ...orderOf(1).totals, refunded: '12.20' } })
    const { archive, shop, onSite, leftOut } = archiveOf([refunded])
    const settings = shopSettingsSchema.parse({ stateMeanings: { processing: 'none' } })
    archive.saveShop(draftOf({ id: shop.id, settings }))
    onSite('1', ['processing'])
    expect(leftOut()).toEqual(['refunded'])
  })

  it('is known at once when the site is asked, and after its state was taken over', () => {
    const { archive, leftOut } = archiveOf([orderOf(1)])
    archive.keepSiteVersion(1, orderOf(1, { state: 'cancelled', modifiedAt: later }), orderOf(1), at)
    expect(leftOut()).toEqual(['cancelled'])
    archive.takeOver(1, 0, null, at)
    expect(archive.getOrder(1)?.order.state).toBe('cancelled')
    expect(leftOut()).toEqual(['cancelled'])
  })

  it('is also what has all its money given back after the download', () => {
    const { save, leftOut } = archiveOf([orderOf(1), orderOf(2)])
    const refund = (id: string, amount: string) => ({ id, at: null, reason: '', amount, lines: [] })
    const changed = (n: number) => ({ shopOrderId: `${n}`, number: '', modifiedAt: later })
    save({ changed: [changed(1)], refunds: [{ shopOrderId: '1', refunds: [refund('9', '12.19')] }] })
    expect(leftOut()).toEqual([null, null])
    save({
      changed: [changed(1), changed(2)],
      refunds: [{ shopOrderId: '1', refunds: [refund('9', '12.19'), refund('10', '0.01')] }],
    })
    expect(leftOut()).toEqual(['refunded', null])
    // Also where that is no change of the order.
    save({ refunds: [{ shopOrderId: '2', refunds: [refund('11', '12.20')] }] })
    expect(leftOut()).toEqual(['refunded', 'refunded'])
  })

  it('follows the shop’s settings, for the orders that are there, too', () => {
    const { archive, shop, onSite, save, leftOut } = archiveOf([
      orderOf(1, { state: 'reso' }),
      orderOf(2, { state: 'cancelled' }),
      orderOf(3),
    ])
    onSite('3', ['reso'])
    const settings = (stateMeanings: object) =>
      archive.saveShop(draftOf({ id: shop.id, settings: shopSettingsSchema.parse({ stateMeanings }) }))
    expect(leftOut()).toEqual([null, 'cancelled', null])
    settings({ reso: 'refunded', cancelled: 'none' })
    expect(leftOut()).toEqual(['refunded', null, 'refunded'])
    save({ orders: [toOrderRecord(orderOf(4, { state: 'reso' }), 0)], raw: Buffer.from('[{}]') })
    expect(leftOut()).toEqual(['refunded', null, 'refunded', 'refunded'])
    settings({})
    expect(leftOut()).toEqual([null, 'cancelled', null, null])
  })
})
