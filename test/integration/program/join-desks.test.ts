/** Joining with a real server: what is there and what is here comes together (R55). */
import { describe, expect, test } from 'vitest'
import type { JoinProgress } from '../../../main/words/desks.ts'
import type { Order } from '../../../main/words/order.ts'
import { deskProgram, joinedView } from '../../support/desk-programs.ts'
import { sharedArchive } from '../../support/desk-server.ts'
import { storeOrders } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'
import { postgresForFile } from '../../support/postgres.ts'

const postgres = await postgresForFile()
const never = new AbortController().signal
const ordersOf = (first: number, last: number, changes: Partial<Order> = {}) =>
  Array.from({ length: last - first + 1 }, (_, place) => orderOf(first + place, changes))

/** A program that is alone, with orders of its own. */
async function programWith(orders: readonly Order[]) {
  const desk = await deskProgram(null)
  await storeOrders(desk.program.store, orders)
  return desk
}

describe.skipIf(!postgres)('R55: programs that have orders', () => {
  test('look, join, and hold the same; joined again too', async () => {
    if (postgres === null) return
    const input = await sharedArchive(postgres, 'Ufficio')
    const one = await programWith(ordersOf(1, 130))
    await one.program.desks.join(input, never, () => undefined)
    const other = await programWith(ordersOf(100, 250))
    const there = { ...input, desk: 'Magazzino' }
    const before = await other.program.store.deskDigest()
    const preview = await other.program.desks.preview(there, never, () => undefined)
    expect(preview).toEqual({
      shops: [{ name: 'Bottega', here: 151, there: 130, common: 31, different: [], differentCount: 0 }],
      numbersTwice: [],
      numbersTwiceCount: 0,
    })
    expect(await other.program.store.deskDigest()).toBe(before)

    const told: JoinProgress[] = []
    await other.program.desks.join(there, never, (progress) => told.push(progress))
    expect(new Set(told.map(({ phase }) => phase))).toContain('reading')
    expect((await other.program.store.listBackups()).map(({ reason }) => reason)).toEqual(['joining'])
    const digest = async (desk: typeof one) => desk.program.store.deskDigest()
    await expect
      .poll(async () => (await digest(one)) === (await digest(other)), { timeout: 20_000 })
      .toBe(true)
    expect(await other.program.store.countOrders()).toBe(250)

    const [id = 0] = (await other.program.store.listShops()).map((shop) => shop.id)
    await other.program.desks.rejoin(never, () => undefined)
    expect((await joinedView(other.program)).desks.map(({ name }) => name)).toEqual(['Magazzino', 'Ufficio'])
    await other.program.store.saveOfficeSetting(id, 'test', 'after')
    await expect
      .poll(async () => (await digest(one)) === (await digest(other)), { timeout: 20_000 })
      .toBe(true)
    await expect.poll(() => one.program.store.officeSetting(1, 'test'), { timeout: 20_000 }).toBe('after')
    expect([...one.bugs, ...other.bugs]).toEqual([])
  })

  test('are not joined where they disagree, and nothing is changed', async () => {
    if (postgres === null) return
    const input = await sharedArchive(postgres, 'Ufficio')
    const one = await programWith(ordersOf(1, 5))
    await one.program.desks.join(input, never, () => undefined)
    const other = await programWith(ordersOf(4, 8, { placedAt: '2026-03-03T03:03:03.000Z' }))
    const before = await other.program.store.deskDigest()
    const there = { ...input, desk: 'Magazzino' }
    await expect(other.program.desks.join(there, never, () => undefined)).rejects.toMatchObject({
      value: { code: 'archives-differ', params: { orders: 2, numbers: 0 } },
    })
    expect(await other.program.desks.view()).toEqual({ joined: false })
    expect(await other.program.store.deskDigest()).toBe(before)
    expect(await other.program.store.listBackups()).toEqual([])
  })

  test('that are ended while their orders are sent go on at the next start', async () => {
    if (postgres === null) return
    const input = await sharedArchive(postgres, 'Ufficio')
    const desk = await programWith(ordersOf(1, 400))
    const stop = new AbortController()
    await desk.program.desks.join(input, stop.signal, ({ phase }) => {
      if (phase === 'sending') stop.abort()
    })
    await desk.program.close()
    const again = await desk.start()
    await expect.poll(() => again.store.unsharedOrders(), { timeout: 20_000 }).toBe(0)
    await expect.poll(async () => (await joinedView(again)).past).toBeNull()
    const fresh = await deskProgram({ ...input, desk: 'Magazzino' })
    await expect.poll(() => fresh.program.store.countOrders(), { timeout: 20_000 }).toBe(400)
    expect([...desk.bugs, ...fresh.bugs]).toEqual([])
  })
})
