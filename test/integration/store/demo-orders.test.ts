import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { type Archive, openArchive, openReader } from '../../../main/store/archive.ts'
import { toOrderRecord } from '../../../main/store/order-record.ts'
import { draftOf, listOf, temporaryFolder } from '../../support/archive.ts'
import { allOf } from '../../support/exports.ts'
import { makeArchiveOld } from '../../support/old-archive.ts'
import { orderOf } from '../../support/orders.ts'

const at = '2026-11-20T12:00:00.000Z'
const page = { skipped: [], wrong: [], changed: [], notices: [] }
const real = { name: 'Bottega' }
const demo = { name: 'Negozio dimostrativo', url: 'http://127.0.0.1', isDemo: true }

function store(archive: Archive, draft: Partial<Parameters<typeof draftOf>[0]>, ids: readonly number[]) {
  const shop = archive.saveShop(draftOf(draft)).id
  const run = archive.beginRun(shop, 'manual', at).id
  const orders = ids.map((id, place) => toOrderRecord(orderOf(id, { note: 'citofonare' }), place))
  const reasons = [{ code: 'no-lines', params: {} }] as const
  const wrong = [{ shopOrderId: 'x', number: 'x', raw: '{}', reasons }]
  archive.savePage(run, { ...page, orders, raw: Buffer.from(JSON.stringify(ids.map(() => ({})))), wrong }, at)
  archive.finishRun(run, { outcome: 'success', failure: null, finishedAt: at, cursor: at })
  return { shop, run }
}

/** The numbers that a filter finds, by who begins to look and by who has looked before; and what goes out of them. */
function found(file: string, filter: Parameters<typeof listOf>[0] = {}) {
  const reader = openReader(file)
  const look = () => {
    const { rows, total } = reader.listOrders(listOf(filter), 0, 100)
    expect(rows).toHaveLength(total)
    return rows.map(({ number }) => number).sort()
  }
  const first = look()
  reader.orderStates()
  expect(look()).toEqual(first)
  const wish = { onlyNew: false, withCancelled: false }
  expect(reader.ordersToHandOver(allOf(filter), 'easyfatt', wish).ids).toHaveLength(first.length)
  reader.close()
  return first
}

describe('R42 orders of the demonstration shop', () => {
  it('are shown, counted and handed over beside real ones only when their shop, run, or they themselves are chosen', () => {
    const file = join(temporaryFolder(), 'archive.sqlite')
    const archive = openArchive(file)
    const shop = store(archive, demo, [1, 2])
    expect(found(file)).toEqual(['N1', 'N2'])
    expect(archive.workCounts()).toEqual({ todo: 2, waiting: 0, unseen: 2, check: 3, wrong: 1 })
    store(archive, real, [3])
    for (const filter of [
      {},
      { work: 'todo' },
      { unseen: true },
      { check: true },
      { text: 'caffe' },
    ] as const)
      expect(found(file, filter)).toEqual(['N3'])
    expect(found(file, { shopIds: [shop.shop] })).toEqual(['N1', 'N2'])
    expect(found(file, { runId: shop.run })).toEqual(['N1', 'N2'])
    expect(found(file, { orderIds: [2, 3] })).toEqual(['N2', 'N3'])
    expect(archive.workCounts()).toEqual({ todo: 1, waiting: 0, unseen: 1, check: 2, wrong: 1 })
    archive.close()
  })

  it('go with it, and come anew when it comes back; those of a real shop stay', () => {
    const file = join(temporaryFolder(), 'archive.sqlite')
    const archive = openArchive(file)
    const own = store(archive, real, [3])
    const { shop } = store(archive, demo, [1, 2])
    archive.saveEdits(2, 0, [{ path: 'note', value: 'al piano' }], at)
    archive.seeChecks([2, 3], null, at)
    archive.markWork([2, 3], { state: 'done' }, at)
    archive.removeShop(own.shop, at)
    archive.removeShop(shop, at)
    expect(found(file)).toEqual(['N3'])
    expect(archive.workCounts()).toMatchObject({ check: 1 })
    expect(archive.removedShops().map(({ ordersStored }) => ordersStored)).toEqual([0, 1])
    const again = archive.saveShop(draftOf({ ...demo, id: shop }))
    expect(again).toMatchObject({ cursor: null, floor: null, ordersStored: 0 })
    store(archive, { ...demo, id: shop }, [1, 2])
    expect(found(file, { shopIds: [shop] })).toEqual(['N1', 'N2'])
    archive.close()
    const db = new Database(file)
    expect(db.pragma('foreign_key_check')).toEqual([])
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(db.prepare('SELECT count(*) FROM raw_batches').pluck().get()).toBe(2)
    db.close()
  })

  it('that stayed when it was removed are deleted by an update, and that is said', () => {
    const folder = temporaryFolder()
    const file = join(folder, 'archive.sqlite')
    const archive = openArchive(file)
    const { shop } = store(archive, demo, [1, 2])
    store(archive, real, [3, 4])
    archive.saveEdits(2, 0, [{ path: 'note', value: 'al piano' }], at)
    archive.close()
    makeArchiveOld(folder)
    const old = new Database(file)
    old.exec(`
      UPDATE shops SET removed_at = '${at}' WHERE id = ${shop};
      UPDATE orders SET state = 'cancelled', state_id = '' WHERE id = 3;
      INSERT INTO order_refunds VALUES (4, '9', NULL, '${at}', '{"id":"9","amount":"12.20"}');
      UPDATE orders SET accepted = '{"at":"${at}","seenAt":null,"reasons":[]}' WHERE id = 4;`)
    old.close()
    const migrated = openArchive(file)
    expect(migrated.pendingAlerts().map(({ alert }) => alert)).toContainEqual({
      code: 'demo-orders-removed',
      params: { orders: 2 },
    })
    const { rows } = migrated.listOrders(listOf(), 0, 10)
    expect(rows).toMatchObject([
      { number: 'N4', leftOut: 'refunded', checks: ['accepted'] },
      { number: 'N3', leftOut: 'cancelled', checks: [] },
    ])
    expect(migrated.getShop(shop)).toBeNull()
    expect(migrated.removedShops()).toMatchObject([{ id: shop, ordersStored: 0, cursor: null }])
    migrated.close()
    const db = new Database(file)
    expect(db.pragma('foreign_key_check')).toEqual([])
    db.close()
  })
})
