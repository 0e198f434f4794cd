import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openArchive } from '../../../main/store/archive.ts'
import type { Store } from '../../../main/store/store.ts'
import { handedOverText } from '../../../main/texts/handed-over.ts'
import { textsFor } from '../../../main/texts/index.ts'
import { type HandoverKind, handoverKinds } from '../../../main/words/handover.ts'
import { listOf, memoryStore, temporaryFolder } from '../../support/archive.ts'
import { asStore } from '../../support/as-store.ts'
import { allOf, storeOrders } from '../../support/exports.ts'
import { makeArchiveOld } from '../../support/old-archive.ts'
import { orderOf } from '../../support/orders.ts'

const at = '2026-11-20T12:00:00.000Z'
const texts = textsFor('it')
const later = '2026-11-21T12:00:00.000Z'

async function archiveOf(count: number): Promise<Store> {
  const store = memoryStore()
  await storeOrders(
    store,
    Array.from({ length: count }, (_, index) => orderOf(index + 1)),
  )
  return store
}

async function begin(store: Store, kind: HandoverKind, ids: readonly number[], onlyNew = false) {
  const start = await store.handoverStart(at)
  return store.beginHandover({
    kind,
    place: '/x.csv',
    sha256: 'a',
    ids: Uint32Array.from(ids),
    onlyNew,
    start,
  })
}

async function handOver(store: Store, kind: HandoverKind, ids: readonly number[]): Promise<number> {
  const id = await begin(store, kind, ids)
  await store.closeHandover(id, at)
  return id
}

const newFor = async (store: Store, ...kinds: readonly HandoverKind[]): Promise<number[]> => {
  const { rows, total } = await store.listOrders(listOf({ newFor: kinds }), 0, 100)
  expect(rows).toHaveLength(total)
  return rows.map(({ id }) => id).sort((a, b) => a - b)
}

const edit = async (store: Store, orderId: number, path = 'note'): Promise<void> => {
  const { version } = (await store.getOrder(orderId)) ?? expect.fail()
  await store.saveEdits(orderId, version, [{ path, value: `cambio ${version}` }], later)
}

describe('R41 the register of hand-overs', () => {
  it('knows what is new for each kind by itself', async () => {
    const store = await archiveOf(6)
    expect(await newFor(store, 'csv')).toEqual([1, 2, 3, 4, 5, 6])
    await handOver(store, 'csv', [5, 2, 1, 3])
    await handOver(store, 'orders', [3, 4])
    expect(await newFor(store, 'csv')).toEqual([4, 6])
    expect(await newFor(store, 'orders')).toEqual([1, 2, 5, 6])
    expect(await newFor(store, 'csv', 'orders')).toEqual([6])
    expect(await newFor(store, 'easyfatt')).toEqual([1, 2, 3, 4, 5, 6])
    expect(await store.handoverCounts({ ...allOf(), ranges: [[0, 3]] })).toEqual({
      count: 3,
      fresh: { csv: 2, xlsx: 3, easyfatt: 3, orders: 2, picking: 3, list: 3, 'easyfatt-pull': 3 },
      unknown: null,
    })
    const how = { onlyNew: true, withCancelled: false }
    const { ids } = await store.ordersToHandOver({ ...allOf(), ranges: [[0, 4]] }, 'csv', how)
    expect([...ids]).toEqual([4, 6])
    await storeOrders(store, [orderOf(7)])
    expect(await newFor(store, 'csv')).toEqual([4, 6, 7])
  })

  it('R40 counts what a first download of a chosen period brought as done and passed on, if asked to; and takes that back', async () => {
    const store = await archiveOf(3)
    const [shop] = await store.listShops()
    if (shop === undefined) return expect.fail()
    const from = '2025-01-01T00:00:00.000Z'
    // A window of the last day brought them.
    expect(await store.broughtByFirstPeriod(shop.id, from)).toBeNull()
    await store.saveShop({
      ...shop,
      settings: { ...shop.settings, firstDownloadFrom: from },
      keepConnection: true,
    })
    expect(await store.broughtByFirstPeriod(shop.id, from)).toEqual({ orders: 3, upTo: 3 })
    expect(await store.broughtByFirstPeriod(shop.id, at)).toBeNull()
    await storeOrders(store, [orderOf(4)])
    const { id, count } = await store.passOn(shop.id, 3, later)
    expect(count).toBe(3)
    expect(await store.workCounts()).toMatchObject({ todo: 1, unseen: 1 })
    for (const kind of handoverKinds) expect(await newFor(store, kind)).toEqual([4])
    await edit(store, 2)
    expect(await newFor(store, 'csv')).toEqual([2, 4])
    // What was to be done again counts as passed on like the rest; of what is done already it can be undone, too.
    const again = await store.passOn(shop.id, 3, later)
    expect(again.count).toBe(3)
    expect(await newFor(store, 'csv')).toEqual([4])
    await store.undoMarking(again.id, later)
    await store.undoMarking(id, later)
    expect((await store.workCounts()).todo).toBe(4)
    expect(await newFor(store, 'csv')).toEqual([1, 2, 3, 4])
    // R42: what was to be looked at (two notes) goes with it, and comes back.
    await storeOrders(store, [orderOf(5, { note: 'Citofonare Bertè' })])
    const toCheck = async () => (await store.workCounts()).check
    expect(await toCheck()).toBe(2)
    const { id: all } = await store.passOn(shop.id, 5, later)
    expect(await toCheck()).toBe(0)
    await store.undoMarking(all, later)
    expect(await toCheck()).toBe(2)
  })

  it('says of each order as what it went out and what is to be done again; lists are sorted by it', async () => {
    const store = await archiveOf(4)
    await handOver(store, 'csv', [1, 2])
    await handOver(store, 'orders', [2, 3])
    await edit(store, 2)
    await handOver(store, 'csv', [2])
    const said = async () =>
      (await store.handedOver([1, 2, 3, 4, 99])).map(({ id, ...of }) => [id, handedOverText(texts, of)])
    expect(await said()).toEqual([
      [1, 'CSV'],
      [2, 'CSV · da rifare: Stampato'],
      [3, 'Stampato'],
    ])
    const sorted = async () => {
      const sort = { by: 'handover', descending: false } as const
      return (await store.listOrders({ ...listOf(), sort }, 0, 9)).rows.map(({ id }) => id)
    }
    expect(await sorted()).toEqual([4, 2, 3, 1])
    await handOver(store, 'orders', [2])
    expect(await sorted()).toEqual([4, 3, 2, 1])
    const before = { kinds: [], before: true, again: [] }
    expect(handedOverText(texts, before)).toBe('Già uscito')
    expect(handedOverText(texts, { ...before, again: [...handoverKinds] })).toBe('da rifare')
  })

  it('takes a hand-over back: what no other one has is new again', async () => {
    const store = await archiveOf(4)
    const first = await handOver(store, 'csv', [1, 2])
    const second = await handOver(store, 'csv', [1, 2, 3])
    expect(await newFor(store, 'csv')).toEqual([4])
    expect(await store.takeBackHandover(second, later)).toBe(3)
    expect(await newFor(store, 'csv')).toEqual([3, 4])
    expect(await store.takeBackHandover(second, later)).toBe(0)
    expect(await store.takeBackHandover(first, later)).toBe(2)
    expect(await newFor(store, 'csv')).toEqual([1, 2, 3, 4])
    expect(await store.orderHandovers(3)).toEqual([
      { id: second, kind: 'csv', place: '/x.csv', at, takenBackAt: later, desk: null, again: null },
    ])
  })

  it('marks what was changed after it, for its kinds only and with what changed', async () => {
    const store = await archiveOf(3)
    const csv = await handOver(store, 'csv', [1, 2, 3])
    await handOver(store, 'orders', [1])
    await handOver(store, 'orders', [2])
    await edit(store, 2)
    await edit(store, 2, 'billing.city')
    expect(await newFor(store, 'csv')).toEqual([2])
    expect(await newFor(store, 'orders')).toEqual([2, 3])
    expect((await store.orderHandovers(2)).map(({ kind, again }) => [kind, again])).toEqual([
      ['csv', { at: later, kinds: ['csv'], paths: ['billing.city', 'note'] }],
      ['orders', { at: later, kinds: ['orders'], paths: ['billing.city', 'note'] }],
    ])
    const again = await handOver(store, 'csv', [2])
    expect(await newFor(store, 'csv')).toEqual([])
    expect(await newFor(store, 'orders')).toEqual([2, 3])
    await store.takeBackHandover(again, later)
    expect(await newFor(store, 'csv')).toEqual([2])
    await store.takeBackHandover(csv, later)
    expect(await newFor(store, 'csv')).toEqual([1, 2, 3])
  })

  it('marks an order whose change is undone, which is another than was handed over', async () => {
    const store = await archiveOf(1)
    await edit(store, 1)
    await handOver(store, 'csv', [1])
    await store.restoreOrder(1, 1, later)
    expect(await newFor(store, 'csv')).toEqual([1])
  })

  it('marks an order that was changed while it was being read', async () => {
    const store = await archiveOf(3)
    const start = await store.handoverStart(at)
    await edit(store, 2)
    const ids = Uint32Array.of(1, 2)
    await store.beginHandover({ kind: 'csv', place: '/x', sha256: 'a', ids, onlyNew: true, start })
    expect(await newFor(store, 'csv')).toEqual([2, 3])
  })

  it('refuses what somebody else has handed over since it was found new, and writes nothing', async () => {
    const store = await archiveOf(3)
    const start = await store.handoverStart(at)
    await begin(store, 'csv', [3])
    const handover = { kind: 'csv', place: '/x', sha256: 'a', onlyNew: true, start } as const
    const refused = store.beginHandover({ ...handover, ids: Uint32Array.of(2, 3) })
    await expect(refused).rejects.toMatchObject({ value: { code: 'handed-over-meanwhile' } })
    expect(await newFor(store, 'csv')).toEqual([1, 2])
    await store.beginHandover({ ...handover, ids: Uint32Array.of(1, 2) })
    expect(await newFor(store, 'csv')).toEqual([])
  })

  it('counts what is begun; once dropped it has never been, once closed it is not dropped any more', async () => {
    const store = await archiveOf(2)
    const id = await begin(store, 'csv', [1])
    expect(await newFor(store, 'csv')).toEqual([2])
    expect((await store.openHandovers()).map((open) => [open.id, open.orders])).toEqual([[id, 1]])
    expect(await store.takeBackHandover(id, at)).toBe(0)
    await store.dropHandover(id)
    expect(await newFor(store, 'csv')).toEqual([1, 2])
    expect(await store.orderHandovers(1)).toEqual([])
    const closed = await handOver(store, 'csv', [1])
    await store.dropHandover(closed)
    expect(await newFor(store, 'csv')).toEqual([2])
    expect(await store.openHandovers()).toEqual([])
  })

  it('knows every order of a hand-over of many, and none beside it', async () => {
    const store = await archiveOf(60)
    const ids = Array.from({ length: 60 }, (_, index) => index + 1).filter(
      (id) => id % 7 !== 0 && id % 5 !== 1,
    )
    await handOver(store, 'xlsx', ids)
    const without = Array.from({ length: 60 }, (_, index) => index + 1).filter((id) => !ids.includes(id))
    expect(await newFor(store, 'xlsx')).toEqual(without)
    for (const id of [1, 2, 6, 7, 60]) {
      expect((await store.orderHandovers(id)).length, `${id}`).toBe(ids.includes(id) ? 1 : 0)
    }
    expect(await newFor(store, ...handoverKinds)).toEqual(without)
  })

  it('R31 says nothing of an order that has the number in the archive of one that was removed', async () => {
    const file = join(temporaryFolder(), 'archive.sqlite')
    const archive = openArchive(file)
    onTestFinished(archive.close)
    const store = asStore(archive)
    await storeOrders(
      store,
      [1, 2, 3, 4].map((id) => orderOf(id)),
    )
    await handOver(store, 'csv', [1, 2, 3, 4])
    await edit(store, 4)
    await handOver(store, 'xlsx', [3])
    const db = new Database(file)
    db.pragma('foreign_keys = OFF')
    for (const id of [2, 4]) {
      for (const table of ['order_documents', 'order_edits', 'order_originals'])
        db.prepare(`DELETE FROM ${table} WHERE order_id = ?`).run(id)
      db.prepare('DELETE FROM order_search WHERE rowid = ?').run(id)
      db.prepare('DELETE FROM orders WHERE id = ?').run(id)
    }
    const removed = db.prepare<[], string>('SELECT shop_order_id FROM handover_removed').pluck().all()
    db.close()
    expect(removed.sort()).toEqual([orderOf(2).shopOrderId, orderOf(4).shopOrderId].sort())
    expect(await newFor(store, 'csv')).toEqual([])
    await storeOrders(store, [orderOf(5), orderOf(4)])
    expect(await newFor(store, 'csv')).toEqual([4, 5])
    expect(await store.orderHandovers(4)).toEqual([])
    expect((await store.orderHandovers(3)).map(({ kind }) => kind)).toEqual(['csv', 'xlsx'])
  })

  it('R15 what is read again stays as it went out, unless whoever reads again says otherwise', async () => {
    const store = await archiveOf(3)
    await handOver(store, 'csv', [1, 2])
    const read = async (note: string, markAgain: boolean) => {
      const reread = await store.beginReread(null, later)
      const readings = [1, 3].map((orderId) => ({ orderId, changes: [{ path: 'note', after: note }] }))
      const told = await store.previewReadings(readings)
      const done = await store.saveReadings(reread, readings, later, markAgain)
      expect(told.map(({ wentOut }) => wentOut)).toEqual([true, false])
      expect(done).toEqual(told)
      return newFor(store, 'csv')
    }
    expect(await read('letta', false)).toEqual([3])
    expect(await read('riletta', true)).toEqual([1, 3])
    expect(await newFor(store, 'xlsx')).toEqual([1, 2, 3])
  })

  it('R35 counts what was there before it as passed on, by one entry; what is read again stays so', async () => {
    const folder = temporaryFolder()
    const before = openArchive(join(folder, 'archive.sqlite'))
    await storeOrders(
      asStore(before),
      [1, 2, 3].map((id) => orderOf(id)),
    )
    before.close()
    const file = makeArchiveOld(folder)
    const archive = openArchive(file)
    onTestFinished(archive.close)
    const store = asStore(archive)
    expect(await newFor(store, ...handoverKinds)).toEqual([])
    await storeOrders(store, [orderOf(4)])
    for (const kind of handoverKinds) expect(await newFor(store, kind)).toEqual([4])
    expect(await store.orderHandovers(1)).toMatchObject([{ kind: 'before', takenBackAt: null, again: null }])
    const reread = await store.beginReread(null, later)
    const changes = [{ path: 'note', after: 'letta di nuovo' }]
    await store.saveReadings(reread, [{ orderId: 1, changes }], later, true)
    expect((await store.getOrder(1))?.order.note).toBe('letta di nuovo')
    expect(await newFor(store, 'csv')).toEqual([4])
    await edit(store, 2)
    for (const kind of handoverKinds) expect(await newFor(store, kind)).toEqual([2, 4])
    await handOver(store, 'csv', [2, 4])
    expect(await newFor(store, 'csv')).toEqual([])
    expect(await newFor(store, 'easyfatt')).toEqual([2, 4])
    const [base] = await store.orderHandovers(1)
    expect(await store.takeBackHandover(base?.id ?? 0, later)).toBe(0)
    const db = new Database(file, { readonly: true })
    expect(db.prepare('SELECT count(*) FROM handover_orders').pluck().get()).toBe(3)
    db.close()
  })
})
