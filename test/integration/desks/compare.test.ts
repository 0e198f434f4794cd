import { expect, test } from 'vitest'
import { compareArchives, mayJoin } from '../../../main/desks/compare.ts'
import { createLogContents } from '../../../main/desks/log-contents.ts'
import type { InvoiceFace } from '../../../main/store/shared/compare.ts'
import { memoryStore } from '../../support/archive.ts'
import { storeOrders } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'

const at = '2026-11-21T12:00:00.000Z'
const { signal } = new AbortController()

/** An archive of orders, and a log to which it is compared; the shop is called `there` in that. */
async function archiveOf(ids: readonly number[]) {
  const store = memoryStore()
  const shop = await storeOrders(
    store,
    ids.map((id) => orderOf(id)),
  )
  const log = createLogContents()
  const has = (id: number, changes = {}) => {
    const { shopOrderId, number, placedAt } = orderOf(id, changes)
    log.addOrder('there', shopOrderId, { number, placedAt })
  }
  const here = [{ uuid: shop.uuid, name: shop.name, orders: ids.length }]
  const there = [{ uuid: 'there', name: 'Bottega' }]
  const pairs = new Map([[shop.uuid, 'there']])
  const compare = () => compareArchives({ log, store, here, there, pairs, signal })
  return { store, shop, log, has, compare }
}

const invoiceThere = (changes: Partial<InvoiceFace> = {}): InvoiceFace => ({
  uuid: 'theirs',
  shop: 'there',
  shopOrderId: '2',
  kind: 'TD01',
  refundId: '',
  seller: '01234567897',
  series: 'invoices',
  year: 2026,
  sequence: 1,
  number: '1/W',
  sender: '01234567897',
  progressive: 'W0009',
  orderNumber: 'N2',
  stands: 1,
  ...changes,
})

test('R55: a preview counts what is here, there, and in common, and changes nothing', async () => {
  const { has, log, compare } = await archiveOf([1, 2, 3, 4])
  for (const id of [3, 4, 5]) has(id)
  has(3, { number: 'said later' })
  log.addOrder('other', '1', orderOf(1))
  const preview = await compare()
  const counted = { here: 4, there: 3, common: 2, different: [], differentCount: 0 }
  expect(preview.shops).toEqual([{ name: 'Bottega', ...counted }])
  expect(mayJoin(preview)).toBe(true)
})

test('R55: orders are compared as they were downloaded, not as they were changed by hand', async () => {
  const { store, has, compare } = await archiveOf([1])
  has(1)
  const { version } = (await store.getOrder(1)) ?? expect.fail()
  const value = '2026-01-01T10:00:00.000Z'
  await store.saveEdits(1, version, [{ path: 'placedAt', value }], at)
  expect((await compare()).shops).toMatchObject([{ common: 1, differentCount: 0 }])
})

test('R55: a shop installed anew, with identifiers from 1 again, is told with examples', async () => {
  const { has, compare } = await archiveOf(Array.from({ length: 20 }, (_, index) => index + 1))
  for (let id = 1; id <= 10; id += 1) has(id, { placedAt: `2026-12-${String(id + 10)}T08:00:00.000Z` })
  const preview = await compare()
  expect(mayJoin(preview)).toBe(false)
  const [shop] = preview.shops
  expect(shop).toMatchObject({ here: 20, there: 10, common: 10, differentCount: 10 })
  expect(shop?.different).toHaveLength(5)
  const [here, there] = [orderOf(1).placedAt, '2026-12-11T08:00:00.000Z']
  expect(shop?.different[0]).toEqual({
    shopOrderId: '1',
    here: { number: 'N1', placedAt: here },
    there: { number: 'N1', placedAt: there },
  })
})

test('R45, R55: Easyfatt’s numbers given twice stop it; the same number of the same order does not', async () => {
  const { store, has, log, compare } = await archiveOf([1, 2])
  const ids = Uint32Array.of(1, 2)
  const numbers = await store.easyfattNumbers(ids)
  const start = await store.handoverStart(at)
  const handover = { kind: 'easyfatt', place: 'x', sha256: null, onlyNew: false } as const
  await store.closeHandover(await store.beginHandover({ ...handover, ids, numbers, start }), at)
  for (const id of [1, 7]) has(id)
  const given = { shop: 'there', numbering: '', year: 2026 }
  log.addNumber({ ...given, shopOrderId: '1', number: 1 })
  expect((await compare()).numbersTwice).toEqual([])

  log.addNumber({ ...given, shopOrderId: '7', number: 2 })
  log.addNumber({ ...given, shopOrderId: '2', number: 9 })
  const preview = await compare()
  expect(mayJoin(preview)).toBe(false)
  expect(preview.numbersTwice).toEqual([
    { register: 'easyfatt', same: 'number', number: '2 (2026)', here: 'N2', there: 'N7' },
    { register: 'easyfatt', same: 'order', order: '2', here: '2 (2026)', there: '9 (2026)' },
  ])
})

test('R48, R55: invoices of one number, of one order, or in files of one name stop it', async () => {
  const { store, log, compare } = await archiveOf([1, 2])
  const file = { place: 'x', sha256: 'a', customer: 'Nicolò', total: '12.20', date: '2026-11-21' }
  const series = {
    kind: 'TD01',
    refundId: '',
    seller: '01234567897',
    series: 'invoices',
    year: 2026,
  } as const
  const number = { sequence: 1, number: '1/W', sender: '01234567897', progressive: 'W0001' }
  const invoice = { ...file, ...series, ...number, orderId: 1, replaces: null, given: 0 }
  const id = await store.beginInvoice({ ...invoice, document: {} as never }, at)
  const [uuid] = await store.filesOfInvoice(id)

  // The very same, as after leaving and joining again.
  log.setInvoice(invoiceThere({ uuid: uuid ?? '', shopOrderId: '1', progressive: 'W0001' }))
  expect((await compare()).numbersTwice).toEqual([])

  const ofAnother = { register: 'invoice', same: 'number', here: 'N1', there: 'N2' }
  log.setInvoice(invoiceThere())
  expect((await compare()).numbersTwice).toEqual([{ ...ofAnother, number: '1/W (2026)' }])
  log.setInvoice(invoiceThere({ sequence: 2, number: '2/W', progressive: 'W0001' }))
  expect((await compare()).numbersTwice).toEqual([{ ...ofAnother, number: '2/W (2026)' }])
  log.setInvoice(invoiceThere({ sequence: 2, number: '2/W', shopOrderId: '1' }))
  expect((await compare()).numbersTwice).toMatchObject([{ same: 'order', here: '1/W (2026)' }])
  // Its number is free again, and its file is called otherwise.
  log.setInvoice(invoiceThere({ stands: 0 }))
  expect((await compare()).numbersTwice).toEqual([])
})
