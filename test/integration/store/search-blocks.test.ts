import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Order } from '../../../main/order.ts'
import { everyOrder, type OrderList, orderColumns } from '../../../main/order-search.ts'
import { openArchive, openReader } from '../../../main/store/archive.ts'
import { openDatabase } from '../../../main/store/database.ts'
import { toOrderRecord } from '../../../main/store/order-record.ts'
import { searchQueries } from '../../../main/store/search.ts'
import { blockQueries } from '../../../main/store/search-blocks.ts'
import { draftOf, temporaryFolder } from '../../support/archive.ts'
import { orderOf } from '../../support/orders.ts'

const at = '2026-11-20T12:00:00.000Z'
const states = ['processing', 'completed', 'spedito «bene»'] as const
const texts = ['', 'Rossi', 'rossi', 'Čuk', 'Bertè', 'Zoë 🍕', 'x'.repeat(300)] as const

const orderPart = fc.record({
  customer: fc.constantFrom(...texts),
  state: fc.constantFrom(...states),
  currency: fc.constantFrom('EUR', 'USD'),
  total: fc.integer({ min: -999, max: 99_999 }),
  day: fc.integer({ min: 1, max: 28 }),
})
type Part = typeof orderPart extends fc.Arbitrary<infer Value> ? Value : never

const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('stored'), orders: fc.array(orderPart, { maxLength: 9 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('edited'), order: fc.nat(30), to: fc.constantFrom(...texts) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('changed on the site'), order: fc.nat(30) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('packed'), blocks: fc.integer({ min: 1, max: 3 }) }),
  },
  // Whoever packs dies in the middle of it.
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('half packed') }) },
)

const begin = fc.record({
  kind: fc.constant('stored'),
  orders: fc.array(orderPart, { minLength: 9, maxLength: 14 }),
})

function orderFrom(n: number, { customer, state, currency, total, day }: Part): Order {
  const order = orderOf(n, {
    state,
    currency,
    placedAt: `2026-10-${`${day}`.padStart(2, '0')}T10:00:00.000Z`,
  })
  const amount = (total / 100).toFixed(2)
  return {
    ...order,
    customer: { ...order.customer, name: customer, email: `${customer}@example.it` },
    billing: { ...order.billing, city: customer },
    totals: { ...order.totals, total: amount },
  }
}

/** Everything that lists say of the archive: each column both ways, the sums, a filter. */
function saidBy(search: Pick<ReturnType<typeof openReader>, 'listOrders' | 'orderTotals'>) {
  const list = (changes: Partial<OrderList>): OrderList => ({
    filter: everyOrder,
    sort: { by: 'placedAt', descending: true },
    upTo: null,
    ...changes,
  })
  return {
    sorted: orderColumns.flatMap((by) =>
      [true, false].map((descending) => search.listOrders(list({ sort: { by, descending } }), 0, 500).rows),
    ),
    filtered: [
      { states: ['completed', 'spedito «bene»'] },
      { changedOnSite: true },
      { edited: true },
      { amountFrom: '10', amountTo: '500' },
      { from: '2026-10-10T00:00:00.000Z', before: '2026-10-20T00:00:00.000Z' },
    ].map((filter) =>
      search.orderTotals({ ...list({ filter: { ...everyOrder, ...filter } }), ranges: null }),
    ),
  }
}

describe('R26 blocks of orders', () => {
  it('say what the orders do, whatever has become of them since, to who has just begun and to who had', () => {
    fc.assert(
      fc.property(begin, fc.array(step, { maxLength: 8 }), (begun, steps) => {
        const file = join(temporaryFolder(), 'archive.sqlite')
        const archive = openArchive(file)
        const shop = archive.saveShop(draftOf()).id
        const db = openDatabase(file)
        const { packBlock } = blockQueries(db, { blockSize: 4, mostChanges: 1 })
        const warm = openReader(file)
        let stored = 0
        const page = { orders: [], raw: null, skipped: [], wrong: [], changed: [], notices: [] }
        const all = [begun, { kind: 'packed', blocks: 2 } as const, ...steps]
        for (const [n, step] of all.entries()) {
          const run = archive.beginRun(shop, 'manual', at).id
          if (step.kind === 'stored') {
            const orders = step.orders.map((part, index) => orderFrom(stored + index + 1, part))
            stored += orders.length
            const raw = Buffer.from(JSON.stringify(orders.map(() => ({}))))
            archive.savePage(run, { ...page, orders: orders.map(toOrderRecord), raw }, at)
          } else if (step.kind === 'edited' && step.order < stored) {
            const { version } = archive.getOrder(step.order + 1) ?? expect.fail('the order is gone')
            const changes = [{ path: 'customer.name', value: `${step.to} ${version}` }]
            archive.saveEdits(step.order + 1, version, changes, at)
          } else if (step.kind === 'changed on the site' && step.order < stored) {
            const order = {
              shopOrderId: `${step.order + 1}`,
              number: '',
              modifiedAt: '2027-01-01T00:00:00.000Z',
            }
            archive.savePage(run, { ...page, changed: [order] }, at)
          } else if (step.kind === 'packed') {
            for (let block = 0; block < step.blocks; block += 1) packBlock()
          } else if (step.kind === 'half packed') {
            db.exec('BEGIN')
            packBlock()
            db.exec('ROLLBACK')
          }
          archive.finishRun(run, { outcome: 'success', failure: null, finishedAt: at, cursor: at })
          // Looking is what takes long: now and then, and at the end.
          if (n % 4 > 0 && n < all.length - 1) continue
          db.exec('BEGIN; DELETE FROM order_blocks; DELETE FROM order_block_texts')
          const truth = saidBy(searchQueries(db))
          db.exec('ROLLBACK')
          expect(truth.sorted[0]).toHaveLength(stored)
          expect(saidBy(warm)).toEqual(truth)
          const cold = openReader(file)
          expect(saidBy(cold)).toEqual(truth)
          cold.close()
        }
        warm.close()
        db.close()
        archive.close()
      }),
      { numRuns: 12 },
    )
  })

  it('are packed once no order can come to them any more, and anew when many have changed', () => {
    const file = join(temporaryFolder(), 'archive.sqlite')
    const archive = openArchive(file)
    const shop = archive.saveShop(draftOf()).id
    const run = archive.beginRun(shop, 'manual', at).id
    const orders = Array.from({ length: 11 }, (_, index) => toOrderRecord(orderOf(index + 1), index))
    const raw = Buffer.from(JSON.stringify(orders.map(() => ({}))))
    archive.savePage(run, { orders, raw, skipped: [], wrong: [], changed: [], notices: [] }, at)
    const db = openDatabase(file)
    const { packBlock } = blockQueries(db, { blockSize: 4, mostChanges: 1 })
    const packAll = () => {
      let packed = 0
      while (packBlock()) packed += 1
      return packed
    }
    const edit = (id: number) => archive.saveEdits(id, 0, [{ path: 'note', value: 'urgente' }], at)
    expect(packAll()).toBe(2)
    edit(1)
    edit(6)
    expect(packAll()).toBe(0)
    edit(2)
    expect(packAll()).toBe(1)
    expect(packAll()).toBe(0)
    db.exec('UPDATE order_blocks SET format = 0 WHERE id = 1')
    expect(packAll()).toBe(1)
    db.close()
    archive.close()
  })
})
