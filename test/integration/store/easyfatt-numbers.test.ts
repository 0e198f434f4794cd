import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { openArchive } from '../../../main/store/archive.ts'
import { makeBackup } from '../../../main/store/backup.ts'
import { openKeptArchive } from '../../../main/store/kept-archive.ts'
import type { Store } from '../../../main/store/store.ts'
import { memoryStore, temporaryFolder } from '../../support/archive.ts'
import { asStore } from '../../support/as-store.ts'
import { allOf, storeOrders } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'

const at = '2026-11-21T12:00:00.000Z'

/** As lists show them: `1001`, `7001/2`, `5/2A`. */
async function numbersOf(store: Store, ids: Iterable<number>): Promise<string[]> {
  const { numbers, codes, numberings } = await store.easyfattNumbers(Uint32Array.from(ids))
  return [...numbers].map((number, index) => `${number}${numberings[codes[index] ?? 0]}`)
}

async function handOut(store: Store, ids: Iterable<number>): Promise<void> {
  const sorted = Uint32Array.from(ids)
  const numbers = await store.easyfattNumbers(sorted)
  const start = await store.handoverStart(at)
  const handover = { kind: 'easyfatt', place: 'x', sha256: null, onlyNew: false } as const
  await store.closeHandover(await store.beginHandover({ ...handover, ids: sorted, numbers, start }), at)
}

async function edit(store: Store, id: number, path: string, value: string): Promise<void> {
  const { version } = (await store.getOrder(id)) ?? expect.fail()
  await store.saveEdits(id, version, [{ path, value }], at)
}

it('R45 a number is the shop’s, the identifier’s, the archive’s, or one after all: what is free first', async () => {
  const store = memoryStore()
  await storeOrders(store, [
    orderOf(1, { number: '7003' }),
    orderOf(2, { number: '#7003', shopOrderId: '7002' }),
    orderOf(3, { number: 'WEB-3', shopOrderId: '7003' }),
  ])
  // Of the second shop: the suffix tells its numbers apart.
  await storeOrders(
    store,
    [orderOf(5, { number: '7003' }), orderOf(6, { number: 'x', shopOrderId: 'y' })],
    'Due',
  )
  expect(await numbersOf(store, [1, 2, 3])).toEqual(['7003', '7002', '3/A'])
  expect(await numbersOf(store, [4, 5])).toEqual(['7003/2', '5/2A'])
})

it('R45 what has gone out keeps its number when it is edited; what has not takes the new one', async () => {
  const store = memoryStore()
  await storeOrders(store, [orderOf(1, { number: '10' }), orderOf(2, { number: '20' })])
  await handOut(store, [1])
  await edit(store, 1, 'number', '99')
  await edit(store, 2, 'number', '10')
  // The second wants the first's, and has the shop's identifier instead.
  expect(await numbersOf(store, [1, 2])).toEqual(['10', '2'])
})

it('R45 the same number may be another order’s in another year', async () => {
  const store = memoryStore()
  const placedAt = '2025-06-01T10:00:00.000Z'
  await storeOrders(store, [orderOf(1, { number: '10' }), orderOf(2, { number: '10', placedAt })])
  expect(await numbersOf(store, [1, 2])).toEqual(['10', '10'])
})

it('R45 one that went out, and was moved into another year, keeps its number there for itself', async () => {
  const store = memoryStore()
  const placedAt = '2025-06-01T10:00:00.000Z'
  await storeOrders(store, [
    orderOf(1, { number: '10' }),
    orderOf(2, { number: '10', placedAt }),
    orderOf(3, { number: '#10', placedAt }),
  ])
  await handOut(store, [1])
  await edit(store, 1, 'placedAt', placedAt)
  for (const ids of [[1, 2, 3], [3, 2, 1], [2]])
    expect((await numbersOf(store, ids)).at(ids.indexOf(2)), String(ids)).toBe('2')
})

it('R45 who was told a number that another process has given since does not hand out', async () => {
  const file = `${temporaryFolder()}/archive.sqlite`
  const [archive, other] = [openArchive(file), openArchive(file)]
  const store = asStore(archive)
  await storeOrders(store, [orderOf(1, { number: '10' }), orderOf(2, { number: '10' })])
  const ids = Uint32Array.of(2)
  const numbers = await store.easyfattNumbers(ids)
  await handOut(asStore(other), [1])
  const handover = { kind: 'easyfatt', place: 'x', sha256: null, onlyNew: false } as const
  const start = await store.handoverStart(at)
  await expect(store.beginHandover({ ...handover, ids, numbers, start })).rejects.toMatchObject({
    value: { code: 'handed-over-meanwhile' },
  })
  expect(await store.openHandovers()).toEqual([])
  await handOut(store, [2])
  expect(await numbersOf(store, [1, 2])).toEqual(['10', '2'])
  archive.close()
  other.close()
})

it.each(['restored', 'damaged'])(
  'R45 R34 a number given after a copy stays given when the copy takes the archive’s place: %s',
  async (why) => {
    const file = `${temporaryFolder()}/archive.sqlite`
    const kept = await openKeptArchive(file)
    onTestFinished(kept.close)
    const store = new Proxy(kept, {
      get: (target, name) =>
        name === 'then' ? undefined : async (...args: unknown[]) => Reflect.get(target, name)(...args),
    }) as unknown as Store
    // No number of the shop's fits. The archive's own is another order's when they come again in another order.
    const odd = (id: number) => orderOf(id, { number: `WEB-${id}`, shopOrderId: `x${id}` })
    await storeOrders(store, [odd(1)])
    const copy = { archive: file, reason: 'daily', at: new Date(at), isCancelled: () => false } as const
    const { name } = await makeBackup(copy)
    await storeOrders(store, [odd(2)])
    await handOut(store, [1, 2])
    expect(await numbersOf(store, [1, 2])).toEqual(['1/A', '2/A'])
    if (why === 'restored') kept.restoreBackup(name)
    else expect([kept.recoverIfDamaged(), kept.recoverIfDamaged()]).toMatchObject([null, { problem: why }])
    expect(kept.countOrders()).toBe(1)
    await storeOrders(store, [odd(3)])
    await storeOrders(store, [odd(2)])
    expect((await store.getOrder(2))?.order.number).toBe('WEB-3')
    expect(await numbersOf(store, [1, 3])).toEqual(['1/A', '2/A'])
    expect(await numbersOf(store, [2])).toEqual(['3/A'])
  },
)

const text = fc.constantFrom('1', '2', '3', '#2', 'A-1', '2147483648')
const step = fc.oneof(
  fc.record({
    do: fc.constant('add' as const),
    number: text,
    year: fc.constantFrom(2025, 2026),
    second: fc.boolean(),
  }),
  fc.record({ do: fc.constant('edit' as const), which: fc.nat(99), number: text }),
  fc.record({ do: fc.constant('out' as const), which: fc.nat(99), with: fc.nat(99) }),
)

it('R45 no number given ever changes, and none is given twice in a numbering and year', async () => {
  let moved = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const store = memoryStore()
      const years: number[] = []
      const given = new Map<number, string>()
      for (const one of steps) {
        const id = years.length + 1
        if (one.do === 'add') {
          const placedAt = `${one.year}-06-01T10:00:00.000Z`
          const order = orderOf(id, {
            number: one.number,
            shopOrderId: String(id % 4 === 0 ? `x${id}` : id),
            placedAt,
          })
          await storeOrders(store, [order], one.second ? 'Due' : 'Bottega')
          years.push(one.year)
        } else if (years.length > 0 && one.do === 'edit') {
          await edit(store, (one.which % years.length) + 1, 'number', one.number)
        } else if (years.length > 0 && one.do === 'out') {
          const ids = [...new Set([(one.which % years.length) + 1, (one.with % years.length) + 1])]
          await handOut(store, ids)
          for (const [index, text] of (await numbersOf(store, ids)).entries())
            if (!given.has(ids[index] ?? 0)) given.set(ids[index] ?? 0, text)
        }
        const all = [...(await store.selectedOrders(allOf()))]
        const now = await numbersOf(store, all)
        const told = new Set(all.map((orderId, index) => `${years[orderId - 1]} ${now[index]}`))
        expect(told.size).toBe(all.length)
        moved += now.filter((number) => number.endsWith('A')).length
        for (const [orderId, number] of given) expect(now[all.indexOf(orderId)]).toBe(number)
      }
    }),
    { numRuns: 20, seed: 45 },
  )
  expect(moved).toBeGreaterThan(20)
})
