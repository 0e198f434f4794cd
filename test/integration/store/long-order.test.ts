import { expect, it } from 'vitest'
import { temporaryStore } from '../../support/archive.ts'
import { allOf, storeOrders } from '../../support/exports.ts'
import { longOrder } from '../../support/orders.ts'

// What grows with the square of the lines takes minutes here, or more memory than there is.
it('R23 R27 an order of 50,000 lines is stored, found, changed and compared with the site', async () => {
  const store = await temporaryStore()
  const order = longOrder(50_000)
  await storeOrders(store, [order])
  expect((await store.listOrders(allOf({ text: 'SKU-49999' }), 0, 1)).total).toBe(1)
  const at = '2026-11-20T12:00:00.000Z'
  await store.saveEdits(1, 0, [{ path: 'lines.49999.name', value: 'Teiera' }], at)
  expect((await store.getOrder(1))?.order.lines.at(-1)?.name).toBe('Teiera')
  expect((await store.listOrders(allOf({ text: 'teiera' }), 0, 1)).total).toBe(1)
  const theirs = { ...order, lines: order.lines.filter((_, place) => place !== 25_000) }
  const found = await store.keepSiteVersion(1, theirs, order, at)
  expect(found.map(({ path }) => path)).toEqual(['lines.25000', 'lines.49999.name', 'declared'])
}, 60_000)

it('R16 R27 each of 20,000 lines differs on the site: all are taken over, and taken back as one', async () => {
  const store = await temporaryStore()
  const order = longOrder(20_000)
  await storeOrders(store, [order])
  const at = '2026-11-20T12:00:00.000Z'
  const theirs = { ...order, lines: order.lines.map((line) => ({ ...line, name: `${line.name} nuovo` })) }
  expect(await store.keepSiteVersion(1, theirs, order, at)).toHaveLength(20_000)
  await store.takeOver(1, 0, null, at)
  expect((await store.getOrder(1))?.order.lines).toEqual(theirs.lines)
  const edits = await store.orderEdits(1)
  const editIds = edits.map(({ id }) => id)
  await store.undoEdits(1, 1, editIds, at)
  expect((await store.getOrder(1))?.order.lines).toEqual(order.lines)
}, 60_000)
