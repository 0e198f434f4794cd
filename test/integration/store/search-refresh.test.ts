import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openArchive, openReader } from '../../../main/store/archive.ts'
import { openDatabase } from '../../../main/store/database.ts'
import { columnOf, toOrderRecord } from '../../../main/store/order-record.ts'
import { columnNames } from '../../../main/store/search-table.ts'
import type { Order } from '../../../main/words/order.ts'
import {
  everyOrder,
  newestFirst,
  type OrderList,
  sortColumns,
  wordColumns,
} from '../../../main/words/order-search.ts'
import { draftOf, temporaryFolder } from '../../support/archive.ts'
import { orderOf } from '../../support/orders.ts'

const at = '2026-11-20T12:00:00.000Z'
const texts = ['', 'Rossi', 'rossi', 'Čuk', 'Bertè', 'Zoë 🍕', 'x'.repeat(300)] as const

const orderPart = fc.record({
  customer: fc.constantFrom(...texts),
  state: fc.constantFrom('processing', 'completed', 'spedito «bene»'),
  currency: fc.constantFrom('EUR', 'USD'),
  cents: fc.integer({ min: -999, max: 99_999 }),
  day: fc.integer({ min: 10, max: 28 }),
})
type Part = typeof orderPart extends fc.Arbitrary<infer Value> ? Value : never

const stored = fc.record({ kind: fc.constant('stored'), orders: fc.array(orderPart, { maxLength: 9 }) })
const step = fc.oneof(
  stored,
  fc.record({ kind: fc.constant('edited'), order: fc.nat(20), to: fc.constantFrom(...texts) }),
  fc.record({ kind: fc.constant('changed on the site'), order: fc.nat(20) }),
  fc.record({ kind: fc.constant('handed over'), order: fc.nat(20) }),
  fc.record({ kind: fc.constant('marked'), order: fc.nat(20), state: fc.constantFrom('todo', 'done') }),
)

function orderFrom(n: number, { customer, state, currency, cents, day }: Part): Order {
  const order = orderOf(n, { state, currency, placedAt: `2026-10-${day}T10:00:00.000Z` })
  return {
    ...order,
    customer: { ...order.customer, name: customer, email: `${customer}@example.it` },
    billing: { ...order.billing, city: customer },
    paymentMethod: customer,
    totals: { ...order.totals, total: (cents / 100).toFixed(2) },
  }
}

/** What lists say of the archive: sorted by each column both ways, filtered, by words. */
function saidBy(search: ReturnType<typeof openReader>) {
  const list = (changes: Partial<OrderList>): OrderList => ({
    filter: everyOrder,
    sort: newestFirst,
    upTo: null,
    ...changes,
  })
  return {
    sorted: sortColumns.flatMap((by) =>
      [true, false].map((descending) => search.listOrders(list({ sort: { by, descending } }), 0, 500).rows),
    ),
    filtered: [
      { states: ['completed', 'spedito «bene»'] },
      { changedOnSite: true },
      { edited: true },
      { work: 'todo' } as const,
      { unseen: true },
      { paymentMethods: ['Rossi', 'Zoë 🍕'] },
      { amountFrom: '10', amountTo: '500' },
      { from: '2026-10-15T00:00:00.000Z', before: '2026-10-20T00:00:00.000Z' },
      { text: 'rossi' },
    ].map((filter) =>
      search.orderTotals({ ...list({ filter: { ...everyOrder, ...filter } }), ranges: null }),
    ),
    leftOut: search.leftOutCounts({ ...list({}), ranges: null }, 'csv', false),
  }
}

describe('R26 the columns in memory', () => {
  it('say after any changes what somebody sees who only begins to look', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 8 }), (steps) => {
        const file = join(temporaryFolder(), 'archive.sqlite')
        const archive = openArchive(file)
        const shop = archive.saveShop(draftOf()).id
        const watching = openReader(file)
        let count = 0
        const page = { orders: [], raw: null, skipped: [], wrong: [], changed: [], notices: [] }
        for (const [n, step] of steps.entries()) {
          const run = archive.beginRun(shop, 'manual', at).id
          if (step.kind === 'stored') {
            const orders = step.orders.map((part, index) => orderFrom(count + index + 1, part))
            count += orders.length
            const raw = Buffer.from(JSON.stringify(orders.map(() => ({}))))
            archive.savePage(
              run,
              { ...page, orders: orders.map((order, index) => toOrderRecord(order, index)), raw },
              at,
            )
          } else if (step.kind === 'edited' && step.order < count) {
            const { version } = archive.getOrder(step.order + 1) ?? expect.fail('the order is gone')
            const changes = [{ path: 'customer.name', value: `${step.to} ${version}` }]
            archive.saveEdits(step.order + 1, version, changes, at)
          } else if (step.kind === 'changed on the site' && step.order < count) {
            const shopOrderId = `${step.order + 1}`
            const words = [step.order % 2 === 0 ? 'cancelled' : 'processing']
            const changed = [{ shopOrderId, number: '', modifiedAt: '2027-01-01T00:00:00.000Z', words }]
            archive.savePage(run, { ...page, changed }, at)
          }
          if (step.kind === 'marked') {
            archive.markWork([step.order + 1], { state: step.state }, at)
            archive.seeOrders([step.order + 2])
          }
          if (step.kind === 'handed over' && step.order < count) {
            const start = archive.handoverStart(at)
            const ids = Uint32Array.of(step.order + 1)
            archive.beginHandover({ kind: 'csv', place: '', sha256: 'a', ids, onlyNew: false, start })
          }
          archive.finishRun(run, { outcome: 'success', failure: null, finishedAt: at, cursor: at })
          // Looking is what takes long.
          if (n % 3 > 0 && n < steps.length - 1) continue
          const beginning = openReader(file)
          const said = saidBy(beginning)
          expect(said.sorted[0]).toHaveLength(count)
          expect(saidBy(watching)).toEqual(said)
          beginning.close()
        }
        watching.close()
        archive.close()
      }),
      { numRuns: 15 },
    )
  })

  it('R22 take new orders into a list by any column, either way, in their places', () => {
    const file = join(temporaryFolder(), 'archive.sqlite')
    const archive = openArchive(file)
    const shop = archive.saveShop(draftOf()).id
    const run = archive.beginRun(shop, 'manual', at).id
    let stored = 0
    const store = (parts: readonly Part[]) => {
      const orders = parts.map((part, index) => toOrderRecord(orderFrom(stored + index + 1, part), index))
      stored += parts.length
      const raw = Buffer.from(JSON.stringify(orders.map(() => ({}))))
      archive.savePage(run, { orders, raw, skipped: [], wrong: [], changed: [], notices: [] }, at)
    }
    const [first, ...pages] = fc.sample(fc.array(orderPart, { minLength: 6, maxLength: 9 }), {
      numRuns: 1 + 2 * sortColumns.length,
      seed: 3,
    })
    store(first ?? [])
    const sorts = sortColumns.flatMap((by) => [true, false].map((descending) => ({ by, descending })))
    for (const [n, sort] of sorts.entries()) {
      const list: OrderList = { filter: everyOrder, sort, upTo: null }
      const said = (search: ReturnType<typeof openReader>) => search.listOrders(list, 0, 500).rows
      const [watching, beginning] = [openReader(file), openReader(file)]
      watching.orderStates()
      said(watching)
      store(pages[n] ?? [])
      beginning.orderStates()
      expect(said(watching)).toEqual(said(beginning))
      watching.close()
      beginning.close()
    }
    archive.close()
  })

  it('are read anew after more changes than can be looked up one by one', () => {
    const file = join(temporaryFolder(), 'archive.sqlite')
    const archive = openArchive(file)
    const run = archive.beginRun(archive.saveShop(draftOf()).id, 'manual', at).id
    const orders = [1, 2, 3].map((n) => toOrderRecord(orderOf(n), n - 1))
    const raw = Buffer.from('[{},{},{}]')
    archive.savePage(run, { orders, raw, skipped: [], wrong: [], changed: [], notices: [] }, at)
    archive.finishRun(run, { outcome: 'success', failure: null, finishedAt: at, cursor: at })
    const watching = openReader(file)
    saidBy(watching)
    archive.saveEdits(1, 0, [{ path: 'customer.name', value: 'Rossi' }], at)
    const db = openDatabase(file)
    db.exec(`WITH RECURSIVE many (id) AS (SELECT 10 UNION ALL SELECT id + 1 FROM many WHERE id < 60000)
      INSERT INTO order_changes (order_id) SELECT id FROM many`)
    db.close()
    archive.saveEdits(2, 0, [{ path: 'customer.name', value: 'Bertè' }], at)
    const beginning = openReader(file)
    expect(saidBy(watching)).toEqual(saidBy(beginning))
    archive.saveEdits(3, 0, [{ path: 'customer.name', value: 'Zoë' }], at)
    expect(saidBy(watching)).toEqual(saidBy(beginning))
    for (const opened of [beginning, watching, archive]) opened.close()
  })

  it('are read out of their index alone', () => {
    const db = openDatabase(join(temporaryFolder(), 'archive.sqlite'))
    const planOf = (columns: string, index: string) =>
      db
        .prepare<[], { detail: string }>(
          `EXPLAIN QUERY PLAN SELECT ${columns} FROM orders INDEXED BY ${index} WHERE id > 0 ORDER BY id`,
        )
        .all()
        .map(({ detail }) => detail)
    for (const columns of [columnNames, 'number', 'customer', 'email', 'city']) {
      expect(planOf(columns, 'orders_columns')).toEqual([
        'SEARCH orders USING COVERING INDEX orders_columns (id>?)',
      ])
    }
    for (const column of wordColumns) {
      expect(planOf(`id, ${columnOf(column)}`, 'orders_methods')).toEqual([
        'SEARCH orders USING COVERING INDEX orders_methods (id>?)',
      ])
    }
    db.close()
  })
})
