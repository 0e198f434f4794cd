import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openArchive } from '../../../main/store/archive.ts'
import { archiveVersion } from '../../../main/store/database.ts'
import { lockFile } from '../../../main/store/file-lock.ts'
import { migration001 } from '../../../main/store/migrations/001-archive.ts'
import { migration002 } from '../../../main/store/migrations/002-search.ts'
import { migration003 } from '../../../main/store/migrations/003-edits.ts'
import { migration004 } from '../../../main/store/migrations/004-chosen-orders.ts'
import { migration005 } from '../../../main/store/migrations/005-order-blocks.ts'
import { openStore, type StoreNews } from '../../../main/store/store.ts'
import type { Order } from '../../../main/words/order.ts'
import { listOf, temporaryFolder } from '../../support/archive.ts'
import { makeArchiveOld } from '../../support/old-archive.ts'
import { orderOf } from '../../support/orders.ts'

const at = '2026-11-20T12:00:00.000Z'
const numbers = [1, 2, 3, 4, 5, 6, 7]
const worker = new URL('../../../main/store/worker.ts', import.meta.url)

/** An order as version 5 of the archive had it. */
function oldOrder(id: number, changes: object = {}) {
  const { stateId, removedLines, shopNote, till, ...known } = orderOf(id)
  return { ...known, ...changes }
}

const fee = (name: string, net: string, tax = '0.00') => ({ name, net, tax, vatRate: null })

/** What is told of the orders of each shop: by their order in the archive. */
const orders: readonly { readonly shop: 1 | 2 | 3; readonly order: ReturnType<typeof oldOrder> }[] = [
  { shop: 1, order: oldOrder(1, { state: 'in "viaggio" \\ "fees":[{' }) },
  { shop: 1, order: oldOrder(2) },
  { shop: 1, order: oldOrder(3) },
  {
    shop: 1,
    order: oldOrder(4, {
      fees: [fee('Contrassegno', '5.00', '1.10'), fee('Buono regalo', '-3.00')],
      refunds: [{ id: '91', reason: 'rotto', amount: '2.00' }],
    }),
  },
  { shop: 2, order: oldOrder(5, { state: 'Pagamento accettato' }) },
  {
    shop: 3,
    order: oldOrder(6, {
      fees: [
        fee('Buono regalo GC-1', '-5.00'),
        fee('Credito del cliente', '-1.00'),
        fee('Punti fedeltà', '-2.00'),
        fee('Punti fedeltà', '-2.00', '-0.44'),
        fee('Buono regalone', '-1.00'),
        fee('Confezione regalo', '3.00', '0.66'),
      ],
    }),
  },
  { shop: 3, order: oldOrder(7, { paidAt: null }) },
]

/** An archive as version 5 of it left it: orders of three platforms, some changed, in blocks and beyond them. */
function archiveOfVersion5(file: string): void {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  for (const sql of [migration001, migration002, migration003, migration004, migration005]) db.exec(sql)
  db.pragma('user_version = 5')
  const settings = JSON.stringify({
    states: null,
    stateMeanings: {},
    autoSync: { enabled: false, minutes: 15 },
    fiscalFields: {},
  })
  const shop = db.prepare('INSERT INTO shops (id, name, platform, url, settings) VALUES (?, ?, ?, ?, ?)')
  const run = db.prepare(
    `INSERT INTO runs (id, shop_id, seq, trigger, outcome, started_at) VALUES (?, ?, 1, 'auto', 'success', ?)`,
  )
  for (const [index, platform] of ['woocommerce', 'prestashop', 'magento'].entries()) {
    shop.run(index + 1, platform, platform, `https://${platform}.example`, settings)
    run.run(index + 1, index + 1, at)
  }
  const known = JSON.stringify([{ id: '2', name: 'Pagamento accettato' }])
  db.prepare('UPDATE shops SET known_states = ? WHERE id = 2').run(known)
  const raw = brotliCompressSync(JSON.stringify(numbers.map((n) => ({ id: n }))))
  db.prepare('INSERT INTO raw_batches (id, json) VALUES (1, ?)').run(raw)
  const insert = db.prepare(
    `INSERT INTO orders (shop_id, shop_order_id, run_id, downloaded_at, number, placed_at, state, customer, email, city,
       currency, total, total_e4, site_modified_at, site_seen_at, raw_batch_id, raw_index, edited)
     VALUES (?, ?, ?, '${at}', ?, ?, ?, ?, ?, ?, ?, ?, 122000, ?, ?, 1, ?, 0)`,
  )
  const document = db.prepare('INSERT INTO order_documents VALUES (?, ?)')
  const search = db.prepare('INSERT INTO order_search (rowid, text) VALUES (?, ?)')
  for (const [index, { shop: shopId, order }] of orders.entries()) {
    const { shopOrderId, number, placedAt, state, customer, billing, currency, totals, modifiedAt } =
      order as Order
    const seen = number === 'N2' ? '2027-01-01T00:00:00.000Z' : modifiedAt
    insert.run(
      ...[shopId, shopOrderId, shopId, number, placedAt, state, customer.name, customer.email, billing.city],
      ...[currency, totals.total, modifiedAt, seen, index],
    )
    document.run(index + 1, JSON.stringify(order))
    search.run(index + 1, [number, customer.name, billing.city].join('\n'))
  }
  // The third has another customer now, the fourth lost a fee and got two other rows.
  const name = { ...orderOf(3).customer, name: 'Zoë Čuk' }
  db.prepare(`UPDATE orders SET customer = ?, edited = 1 WHERE id = 3`).run(name.name)
  db.prepare('UPDATE order_documents SET document = ? WHERE order_id = 3').run(
    JSON.stringify(oldOrder(3, { customer: name })),
  )
  db.prepare('DELETE FROM order_search WHERE rowid = 3').run()
  search.run(3, ['N3', name.name, 'Forlì'].join('\n'))
  const original = db.prepare('INSERT INTO order_originals VALUES (?, 1, ?)')
  const edit = db.prepare(
    `INSERT INTO order_edits (order_id, version, at, source, path, previous, next, undone_at)
     VALUES (?, 1, '${at}', 'site', ?, ?, ?, ?)`,
  )
  original.run(3, JSON.stringify(oldOrder(3)))
  edit.run(3, 'customer.name', '"Nicolò Bertè"', '"Zoë Čuk"', null)
  const { fees, totals } = orders.map(({ order }) => order)[3] ?? expect.fail()
  const [cash, card] = fees
  const added = { after: '1', element: fee('Bollo', '2.00') }
  const refund = { after: null, element: { id: '92', reason: '', amount: '1.00' } }
  const money = {
    lines: oldOrder(4).lines,
    shippingLines: [],
    fees: [card, added.element],
    refunds: [],
    taxes: [],
  }
  original.run(4, JSON.stringify(orders[3]?.order))
  edit.run(4, 'fees.0', JSON.stringify(cash), 'null', null)
  edit.run(4, 'fees.s1-1', 'null', JSON.stringify(added), null)
  edit.run(4, 'refunds.s1-2', 'null', JSON.stringify(refund), at)
  edit.run(4, 'declared', JSON.stringify({ ...money, totals }), JSON.stringify({ ...money, totals }), null)
  db.prepare(`INSERT INTO order_site_versions VALUES (2, '${at}', ?)`).run(
    JSON.stringify(oldOrder(2, { note: 'citofonare', fees: [fee('Contrassegno', '5.00')] })),
  )
  db.prepare('INSERT INTO order_blocks VALUES (0, 1, 1, 4, ?)').run(Buffer.alloc(4 * 33))
  db.prepare('INSERT INTO order_block_texts VALUES (0, ?)').run(Buffer.from('["N1","N2","N3","N4"]'))
  db.close()
}

describe('an archive of version 5', () => {
  it('R35 has all its orders afterwards, found as before, and no blocks any more', () => {
    const file = join(temporaryFolder(), 'archive.sqlite')
    archiveOfVersion5(file)
    const archive = openArchive(file)
    const found = (filter: Parameters<typeof listOf>[0]) =>
      archive.listOrders(listOf(filter), 0, 100).rows.map(({ number }) => number)
    expect(found({})).toEqual(['N7', 'N6', 'N5', 'N4', 'N3', 'N2', 'N1'])
    expect(found({ text: 'čuk' })).toEqual(['N3'])
    expect(found({ text: 'berte forli' })).toEqual(['N7', 'N6', 'N5', 'N4', 'N2', 'N1'])
    expect(found({ edited: true })).toEqual(['N3'])
    expect(found({ changedOnSite: true })).toEqual(['N2'])
    expect(found({ paymentMethods: ['Bonifico bancario'], countries: ['IT'] })).toHaveLength(7)
    expect(found({ shippingMethods: [''] })).toHaveLength(7)
    expect(found({ downloadedFrom: at })).toHaveLength(7)
    expect(found({ downloadedBefore: at })).toEqual([])
    expect(
      archive
        .listOrders({ ...listOf(), sort: { by: 'customer', descending: true } }, 0, 1)
        .rows.map(({ customer }) => customer),
    ).toEqual(['Zoë Čuk'])
    expect(archive.getOrder(3)?.order.customer.name).toBe('Zoë Čuk')
    expect(archive.orderEdits(3)).toHaveLength(1)
    expect(archive.orderRaw(7)).toBe('{"id":7}')
    archive.close()

    const db = new Database(file, { readonly: true })
    const names = db.prepare<[], string>('SELECT name FROM sqlite_schema').pluck().all()
    expect(names.filter((name) => name.startsWith('order_block'))).toEqual([])
    expect(names).toContain('orders_columns')
    expect(db.pragma('user_version', { simple: true })).toBe(archiveVersion)
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(db.pragma('foreign_key_check')).toEqual([])
    db.close()
  })

  it('R7 R23 R35 has orders in their present form: kinds of rows, refunds, the state by its identifier', () => {
    const file = join(temporaryFolder(), 'archive.sqlite')
    archiveOfVersion5(file)
    const archive = openArchive(file)
    const order = (id: number) => archive.getOrder(id)?.order ?? expect.fail(`no order ${id}`)
    const added = { removedLines: [], shopNote: '', till: false }
    expect(order(1)).toEqual({ ...orders[0]?.order, ...added, stateId: 'in "viaggio" \\ "fees":[{' })
    expect(order(2)).toEqual({ ...orders[1]?.order, ...added, stateId: 'processing' })
    // What pays a part has such names on Magento only.
    expect(order(4).fees.map(({ name, kind }) => [name, kind])).toEqual([
      ['Contrassegno', 'fee'],
      ['Buono regalo', 'discount'],
    ])
    expect(order(4).refunds).toEqual([{ id: '91', at: null, lines: [], reason: 'rotto', amount: '2.00' }])
    expect(order(5)).toMatchObject({ state: 'Pagamento accettato', stateId: '' })
    expect(order(6).fees.map(({ kind }) => kind)).toEqual([
      'paid',
      'paid',
      'paid',
      'discount',
      'discount',
      'fee',
    ])
    archive.close()

    const db = new Database(file, { readonly: true })
    const stateIds = db.prepare('SELECT state_id FROM orders ORDER BY id').pluck().all()
    expect(stateIds.slice(2)).toEqual(['processing', 'processing', '', 'processing', 'processing'])
    expect(
      db.prepare('SELECT order_id, refund_id, at, first_seen_at, document FROM order_refunds').all(),
    ).toEqual([
      {
        order_id: 4,
        refund_id: '91',
        at: null,
        first_seen_at: at,
        document: '{"id":"91","at":null,"lines":[],"reason":"rotto","amount":"2.00"}',
      },
    ])
    expect(db.prepare('SELECT paid_at FROM orders ORDER BY id').pluck().all()).toEqual(
      orders.map(({ order: { paidAt } }) => paidAt ?? ''),
    )
    expect(db.prepare('SELECT * FROM state_names').all()).toEqual([
      { shop_id: 2, state_id: '2', name: 'Pagamento accettato' },
    ])
    // Whoever keeps the columns in memory need not read them again.
    expect(db.prepare('SELECT order_id FROM order_changes ORDER BY seq').pluck().all()).toEqual([3])
    db.close()
  })

  it('R16 R27 changes of an older form still apply, and what the site had is taken over', () => {
    const file = join(temporaryFolder(), 'archive.sqlite')
    archiveOfVersion5(file)
    const archive = openArchive(file)
    const edits = archive.orderEdits(4)
    expect(edits.map(({ path }) => path)).toEqual(['fees.0', 'fees.s1-1', 'refunds.s1-2', 'declared'])
    expect(edits[0]?.previous).toMatchObject({ name: 'Contrassegno', kind: 'fee' })
    expect(edits[1]?.next).toMatchObject({ after: '1', element: { name: 'Bollo', kind: 'fee' } })
    expect(edits[2]?.next).toMatchObject({ element: { id: '92', at: null, lines: [] } })
    expect(edits[3]?.next).toMatchObject({ fees: [{ kind: 'discount' }, { kind: 'fee' }] })
    archive.undoEdits(4, 1, [edits[3]?.id ?? 0], at)
    const { order, version } = archive.getOrder(4) ?? expect.fail()
    expect(order.fees.map(({ name, kind }) => [name, kind])).toEqual([
      ['Buono regalo', 'discount'],
      ['Bollo', 'fee'],
    ])
    archive.restoreOrder(4, version, at)
    expect(archive.getOrder(4)?.order.fees.map(({ kind }) => kind)).toEqual(['fee', 'discount'])

    archive.takeOver(2, 0, null, at)
    expect(archive.getOrder(2)?.order).toMatchObject({
      note: 'citofonare',
      fees: [{ name: 'Contrassegno', kind: 'fee', net: '5.00' }],
    })
    archive.close()
  })
})

it('R35 whoever opens an archive of an earlier version hears that it is brought up to date, once', async () => {
  const file = makeArchiveOld(temporaryFolder())
  for (const heard of [[{ kind: 'migrating' }], []]) {
    const news: StoreNews[] = []
    const { store } = await openStore(file, worker, (one) => news.push(one))
    await store.close()
    expect(news).toEqual(heard)
  }
})

describe('R36 two programs and one archive', () => {
  it('a new archive is made at once: nobody takes it for one of an earlier version', async () => {
    for (let round = 0; round < 3; round += 1) {
      const file = join(temporaryFolder(), 'archive.sqlite')
      const news: StoreNews[] = []
      const stores = await Promise.all(
        [1, 2, 3, 4].map(() => openStore(file, worker, (what) => void news.push(what))),
      )
      for (const { store } of stores) await store.close()
      expect(news).toEqual([])
    }
  })

  it('who finds the copy of another under way before an update waits for it', async () => {
    const folder = temporaryFolder()
    const file = makeArchiveOld(folder)
    const copying = lockFile(join(folder, 'locks', 'backup.lock'), 'alone', 0)
    const { store } = await openStore(file, worker, ({ kind }) => {
      if (kind === 'migrating') setTimeout(copying.release, 500)
    })
    expect((await store.listBackups()).map(({ reason }) => reason)).toEqual(['migration'])
    await store.close()
  })
})
