import { expect, test } from 'vitest'
import { readLog } from '../../../main/desks/read-log.ts'
import type { DeskToken } from '../../../main/desks/server.ts'
import { packText, packWithRaw } from '../../../main/store/shared/bodies.ts'
import type { SharedRow } from '../../../main/store/shared/shared-row.ts'
import type { FactKind } from '../../../main/words/fact.ts'
import { MemoryServer } from '../../support/memory-server.ts'
import { orderOf } from '../../support/orders.ts'

/** A log that one desk has filled. */
async function logOf(facts: readonly { kind: FactKind; shop: string | null; body: Uint8Array }[]) {
  const server = new MemoryServer()
  const connection = server.connect()
  const me: DeskToken = { desk: 'first', token: 'new' }
  await connection.enter({ desk: me.desk, name: 'Uno', version: 1, token: 'old', nextToken: me.token })
  for (const [index, fact] of facts.entries()) {
    const free = { run: null, guard: null, advances: false }
    await connection.append(me, index + 1, { ...fact, ...free })
  }
  return connection
}

const rows = (...all: readonly Omit<SharedRow, 'k'>[]) => ({
  kind: 'rows' as const,
  shop: null,
  body: packText(JSON.stringify(all)),
})
const page = (kind: 'page' | 'import', ids: readonly number[], changes = {}) => ({
  kind,
  shop: 'a',
  body: packWithRaw(JSON.stringify({ orders: ids.map((id) => ({ document: orderOf(id, changes) })) }), null),
})
const invoice = { uuid: 'i', shop: 'a', shop_order_id: '1', series: 'invoices', sequence: 1, number: '1/W' }

test('R55: a log is read from its beginning to its end, with how far it is', async () => {
  const shop = { name: 'Bottega', platform: 'woocommerce', url: 'https://bottega.example' }
  const server = await logOf([
    rows({ t: 'shops', r: { uuid: 'a', base: 0, isWhole: true, set: shop } }),
    page('page', [1, 2]),
    page('import', [2, 3], { number: 'later' }),
    rows(
      { t: 'shops', r: { uuid: 'a', base: 0, isWhole: false, set: { shops: ['1', '2'] } } },
      { t: 'of_a_later_version', r: { id: 1 } },
    ),
    rows({ t: 'easyfatt_numbers', r: { numbers: [['a', '1', 'at', 7, '/A', 2026]] } }),
    rows({ t: 'invoices', r: invoice }, { t: 'invoices', r: { ...invoice, uuid: 'dropped' } }),
    rows({ t: 'invoice_dropped', r: { uuid: 'dropped' } }),
    rows({ t: 'invoice_state', r: { uuid: 'i', taken_back_at: '2026-11-20T00:00:00.000Z' } }),
  ])
  const told: number[] = []
  const { signal } = new AbortController()
  const onProgress = (done: number, total: number) => told.push(done, total)
  const { contents, shops } = await readLog({ server, head: 8, signal, onProgress })

  expect(shops).toEqual([{ uuid: 'a', ...shop, chosen: ['1', '2'] }])
  expect(contents.countOrders('a')).toBe(3)
  expect(contents.orderFace('a', '2')?.number).toBe('N2')
  expect(contents.orderFace('a', '3')?.number).toBe('later')
  const given = { shop: 'a', shopOrderId: '1', number: 7, numbering: '/A', year: 2026 }
  expect([...contents.numbers()]).toEqual([[given]])
  expect(contents.invoices()).toMatchObject([{ uuid: 'i', number: '1/W', stands: 0 }])
  expect(told).toEqual([0, 8, 8, 8])
})

test('R55: reading it is stopped between two facts', async () => {
  const server = await logOf([page('page', [1]), page('page', [2])])
  const stop = new AbortController()
  const onProgress = () => stop.abort(new Error('enough'))
  await expect(readLog({ server, head: 2, signal: stop.signal, onProgress })).rejects.toThrow('enough')
})
