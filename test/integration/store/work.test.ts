import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Archive, openArchive, openReader } from '../../../main/store/archive.ts'
import { toOrderRecord } from '../../../main/store/order-record.ts'
import type { Order } from '../../../main/words/order.ts'
import type { OrderFilter } from '../../../main/words/order-search.ts'
import { type Work, workStates } from '../../../main/words/work.ts'
import { draftOf, listOf, temporaryFolder } from '../../support/archive.ts'
import { makeArchiveOld } from '../../support/old-archive.ts'
import { orderOf } from '../../support/orders.ts'

const at = '2026-11-20T12:00:00.000Z'

afterEach(() => void vi.useRealTimers())

/** The calendar says that day. */
function itIs(day: string): void {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(`${day}T09:00:00`) })
}

function store(archive: Archive, shopId: number, orders: readonly Order[]): void {
  const run = archive.beginRun(shopId, 'auto', at).id
  const raw = Buffer.from(JSON.stringify(orders.map(() => ({}))))
  const records = orders.map((order, place) => toOrderRecord(order, place))
  archive.savePage(run, { orders: records, raw, skipped: [], wrong: [], changed: [], notices: [] }, at)
  archive.finishRun(run, { outcome: 'success', failure: null, finishedAt: at, cursor: at })
}

function archiveOf(orders: readonly Order[], folder = temporaryFolder()) {
  const file = join(folder, 'archive.sqlite')
  const archive = openArchive(file)
  store(archive, archive.saveShop(draftOf()).id, orders)
  return { archive, file }
}

/** By filter, as somebody sees it who only begins to look. */
function found(file: string, filter: Partial<OrderFilter>): number[] {
  const reader = openReader(file)
  // The second look goes through the columns in memory; the first may not.
  const looks = [0, 1].map(() => {
    const { rows, total } = reader.listOrders(listOf(filter), 0, 500)
    expect(rows).toHaveLength(total)
    reader.orderStates()
    return rows.map(({ id }) => id).sort((a, b) => a - b)
  })
  reader.close()
  expect(looks[1]).toEqual(looks[0])
  return looks[0] ?? []
}

/** Of every order: how far it is, and until when. */
function worksIn(file: string): readonly unknown[] {
  const db = new Database(file, { readonly: true })
  const works = db.prepare('SELECT id, work, waiting_until, unseen FROM orders ORDER BY id').all()
  db.close()
  return works
}

const states = ['processing', 'completed', 'on-hold', 'cancelled'] as const
const days = ['2026-11-25', '2026-11-30', '2026-12-01'] as const
const work: fc.Arbitrary<Work> = fc.oneof(
  fc.constantFrom<Work>({ state: 'todo' }, { state: 'done' }),
  fc.constantFrom(null, ...days).map((until): Work => ({ state: 'waiting', until })),
)
const step = fc.oneof(
  fc.record({
    kind: fc.constant('download'),
    ids: fc.uniqueArray(fc.nat(11), { maxLength: 6 }),
    state: fc.constantFrom(...states),
  }),
  fc.record({ kind: fc.constant('mark'), ids: fc.uniqueArray(fc.nat(11), { maxLength: 6 }), work }),
  fc.record({ kind: fc.constant('undo') }),
)

/** Marked, marked otherwise, and both taken back one after the other. */
const twiceMarked: readonly (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[] = [
  { kind: 'download', ids: [6], state: 'cancelled' },
  { kind: 'mark', ids: [6], work: { state: 'todo' } },
  { kind: 'mark', ids: [6], work: { state: 'done' } },
  { kind: 'undo' },
  { kind: 'undo' },
]

describe('R40 the work state of an order', () => {
  it('is changed by marks only, never by a download; undoing brings back exactly what was', () => {
    itIs('2026-11-30')
    fc.assert(
      fc.property(fc.array(step, { minLength: 3, maxLength: 12 }), (steps) => {
        const { archive, file } = archiveOf([])
        const shopId = archive.listShops()[0]?.id ?? 0
        /** By shop's number: our id and what it is. */
        const known = new Map<number, { readonly id: number; work: Work; unseen: 0 | 1 }>()
        const snapshot = () => new Map([...known].map(([n, one]) => [n, one.work]))
        const undos: { readonly marking: string; readonly before: Map<number, Work> }[] = []
        for (const step of steps) {
          if (step.kind === 'download') {
            // Also orders that are there, in another state than they came in.
            store(
              archive,
              shopId,
              step.ids.map((n) => orderOf(n + 1, { state: step.state })),
            )
            const isDone = ['completed', 'cancelled'].includes(step.state)
            for (const n of step.ids) {
              if (!known.has(n))
                known.set(n, { id: known.size + 1, work: { state: isDone ? 'done' : 'todo' }, unseen: 1 })
            }
          } else if (step.kind === 'mark') {
            const before = snapshot()
            const marked = step.ids.flatMap((n) => known.get(n) ?? [])
            const { id, count } = archive.markWork(
              marked.map((one) => one.id),
              step.work,
              at,
            )
            const differ = marked.filter((one) => JSON.stringify(one.work) !== JSON.stringify(step.work))
            expect(count).toBe(differ.length)
            for (const one of marked) Object.assign(one, { work: step.work, unseen: 0 })
            undos.push({ marking: id, before })
          } else {
            const last = undos.pop()
            if (!last) continue
            archive.undoMarking(last.marking, at)
            for (const [n, before] of last.before) {
              const one = known.get(n)
              if (one) one.work = before
            }
          }
        }
        const codes = { done: 0, todo: 1, waiting: 2 }
        expect(worksIn(file)).toEqual(
          [...known.values()].map(({ id, work, unseen }) => ({
            id,
            work: codes[work.state],
            waiting_until: work.state === 'waiting' ? work.until : null,
            unseen,
          })),
        )
        const is = ({ work }: { work: Work }) =>
          work.state === 'waiting' && work.until !== null && work.until <= '2026-11-30' ? 'todo' : work.state
        const count = (state: string) => [...known.values()].filter((one) => is(one) === state).length
        for (const state of workStates) expect(found(file, { work: state })).toHaveLength(count(state))
        const { todo, waiting, unseen } = archive.workCounts()
        expect([todo, waiting, unseen]).toEqual([
          count('todo'),
          count('waiting'),
          [...known.values()].filter((one) => one.unseen === 1).length,
        ])
        archive.close()
      }),
      { numRuns: 12, examples: [[twiceMarked]] },
    )
  })

  it('waiting until a day is to do from that day on, whoever looks, without anything having happened', () => {
    itIs('2026-11-30')
    const { archive, file } = archiveOf([orderOf(1), orderOf(2), orderOf(3)])
    archive.markWork([1], { state: 'waiting', until: '2026-12-02' }, at)
    archive.markWork([2], { state: 'waiting', until: null }, at)
    const watching = openReader(file)
    const todo = () => watching.orderTotals({ ...listOf({ work: 'todo' }), ranges: null }).count
    expect([todo(), archive.workCounts().waiting]).toEqual([1, 2])
    itIs('2026-12-01')
    expect([todo(), found(file, { work: 'waiting' })]).toEqual([1, [1, 2]])
    itIs('2026-12-02')
    expect([todo(), found(file, { work: 'todo' }), found(file, { work: 'waiting' })]).toEqual([
      2,
      [1, 3],
      [2],
    ])
    expect(archive.workCounts()).toMatchObject({ todo: 2, waiting: 1, unseen: 1 })
    const sorted = () =>
      watching
        .listOrders({ ...listOf(), sort: { by: 'work', descending: false } }, 0, 9)
        .rows.map(({ id, work, waitingUntil }) => [id, work, waitingUntil])
    itIs('2026-12-01')
    expect(sorted()).toEqual([
      [3, 'todo', null],
      [2, 'waiting', null],
      [1, 'waiting', '2026-12-02'],
    ])
    itIs('2026-12-02')
    expect(sorted()).toEqual([
      [3, 'todo', null],
      [1, 'todo', null],
      [2, 'waiting', null],
    ])
    watching.close()
    archive.close()
  })

  it('undoing leaves alone what was marked otherwise since', () => {
    const { archive, file } = archiveOf([orderOf(1), orderOf(2), orderOf(3)])
    const all = archive.markWork([1, 2, 3], { state: 'done' }, at)
    archive.markWork([2], { state: 'waiting', until: null }, at)
    const undone = archive.undoMarking(all.id, at)
    expect(undone.count).toBe(2)
    expect([found(file, { work: 'todo' }), found(file, { work: 'waiting' })]).toEqual([[1, 3], [2]])
    // Twice is once; and what was undone can be done again.
    expect(archive.undoMarking(all.id, at).count).toBe(0)
    expect(archive.undoMarking(undone.id, at).count).toBe(2)
    expect(found(file, { work: 'done' })).toEqual([1, 3])
    archive.close()
  })

  it('is kept as facts that name the order as every computer does; a removed shop that comes back is the same', () => {
    const { archive, file } = archiveOf([orderOf(1), orderOf(2)])
    const shop = archive.listShops()[0] ?? expect.fail()
    expect(shop.uuid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    archive.markWork([1, 2], { state: 'done' }, at)
    archive.removeShop(shop.id, at)
    expect(archive.saveShop({ ...draftOf(), id: shop.id }).uuid).toBe(shop.uuid)
    expect(archive.saveShop(draftOf({ name: 'Emporio' })).uuid).not.toBe(shop.uuid)
    archive.close()
    const db = new Database(file, { readonly: true })
    const facts = db.prepare<[], Record<string, unknown>>('SELECT * FROM work_facts').all()
    db.close()
    expect(facts.map((fact) => [fact.shop, fact.shop_order_id])).toEqual([
      [shop.uuid, '1'],
      [shop.uuid, '2'],
    ])
    expect(new Set(facts.map(({ id }) => id)).size).toBe(2)
    expect(new Set(facts.map(({ marking }) => marking)).size).toBe(1)
  })

  it('what a list has shown, or somebody has marked, counts as not seen no more', () => {
    const { archive, file } = archiveOf([orderOf(1), orderOf(2), orderOf(3)])
    expect(archive.seeOrders([1, 2, 99])).toBe(2)
    expect(archive.seeOrders([1])).toBe(0)
    expect(found(file, { unseen: true })).toEqual([3])
    expect(archive.workCounts().unseen).toBe(1)
    archive.markWork([3], { state: 'todo' }, at)
    expect(archive.workCounts().unseen).toBe(0)
    archive.close()
  })
})

describe('R40 an archive of the version before', () => {
  it('has all its orders done and seen; its shops are named for ever; the last days can be put back to do', () => {
    const folder = temporaryFolder()
    const lately = '2026-11-29T10:00:00.000Z'
    const { archive } = archiveOf(
      [orderOf(1), orderOf(2, { placedAt: lately }), orderOf(3, { placedAt: lately, state: 'completed' })],
      folder,
    )
    archive.close()
    const file = makeArchiveOld(folder)
    const old = new Database(file)
    const copy = join(temporaryFolder(), 'archive.sqlite')
    old.exec(`VACUUM INTO '${copy}'`)
    old.close()
    const migrated = openArchive(file)
    const again = openArchive(copy)
    expect(migrated.workCounts()).toMatchObject({ todo: 0, waiting: 0, unseen: 0 })
    expect(migrated.pendingAlerts()).toMatchObject([{ alert: { code: 'orders-begin-done', params: {} } }])
    expect(found(file, { work: 'done' })).toEqual([1, 2, 3])
    // A copy that is put back is migrated anew, and names its shops the same.
    expect(again.listShops()[0]?.uuid).toMatch(/^[0-9a-f-]{36}$/)
    expect(again.listShops()[0]?.uuid).toBe(migrated.listShops()[0]?.uuid)
    const reopened = migrated.reopenOrders('2026-11-23T00:00:00.000Z', at)
    expect([reopened.count, found(file, { work: 'todo' })]).toEqual([1, [2]])
    expect(migrated.undoMarking(reopened.id, at).count).toBe(1)
    migrated.close()
    again.close()
  })
})
