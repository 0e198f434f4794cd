import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../../main/store/database.ts'
import type { Store } from '../../../main/store/store.ts'
import { reread } from '../../../main/sync/reread.ts'
import { rereadPaths } from '../../../main/words/edit/reread.ts'
import { failure } from '../../../main/words/failure.ts'
import type { Order } from '../../../main/words/order.ts'
import { failureOf } from '../../conformance/opened.ts'
import { listOf, memoryStore, temporaryFolder, temporaryStore } from '../../support/archive.ts'
import { storeOrders } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'

const at = '2026-11-21T09:00:00.000Z'
const later = '2026-11-21T10:00:00.000Z'

type Fields = Readonly<Record<string, string>>

/** The order with some of its texts, by their paths. */
function withFields(order: Order, fields: Fields): Order {
  const copy = JSON.parse(JSON.stringify(order)) as Record<string, Record<string, string> | string>
  for (const [path, value] of Object.entries(fields)) {
    const [first = '', second] = path.split('.')
    if (second === undefined) copy[first] = value
    else (copy[first] as Record<string, string>)[second] = value
  }
  return copy as unknown as Order
}

/** An archive with orders, whose data are read again as a test says. */
async function archive(store: Store, orders: readonly Order[] = [orderOf(1), orderOf(2), orderOf(3)]) {
  await storeOrders(store, orders)
  let reading: (order: Order) => Order | null = (order) => order
  const byId = new Map(orders.map((order) => [order.shopOrderId, order]))
  const work = (rereadId: number | null, stop = new AbortController(), onProgress = (): void => undefined) =>
    reread({
      store,
      shopId: null,
      rereadId,
      readKept: (_, raw) => {
        const { id } = raw as { readonly id: string }
        return reading(byId.get(id) ?? expect.fail(`no raw data of ${id}`))
      },
      now: () => new Date(at),
      signal: stop.signal,
      onProgress,
    })
  const detail = async (id: number) => (await store.getOrder(id)) ?? expect.fail('gone')
  return {
    detail,
    readAs: (fields: Fields) => {
      reading = (order) => withFields(order, fields)
    },
    readBy: (how: typeof reading) => {
      reading = how
    },
    preview: () => work(null),
    begin: () => store.beginReread(null, at),
    work,
    start: async () => {
      const id = await store.beginReread(null, at)
      const figures = await work(id)
      await store.finishReread(id, at)
      return { id, figures }
    },
    undo: async (id: number, limit = 2) => {
      const all = { orders: 0, kept: 0 }
      for (let after: number | null = 0; after !== null; ) {
        const part: Awaited<ReturnType<Store['undoReread']>> = await store.undoReread(id, after, limit, later)
        all.orders += part.orders
        all.kept += part.kept
        after = part.next
      }
      await store.finishUndo(id)
      return all
    },
    find: async (text: string) => (await store.listOrders(listOf({ text }), 0, 10)).total,
    save: async (id: number, path: string, value: string) =>
      store.saveEdits(id, (await detail(id)).version, [{ path, value }], at),
  }
}

describe('R15 R25 downloaded orders read again', () => {
  test('the preview tells how many, which fields and what, and writes nothing', async () => {
    const store = await temporaryStore()
    const { readBy, preview, detail } = await archive(store)
    const before = await detail(1)
    readBy((order) => {
      const { shopOrderId: id } = order
      if (id === '3') return null
      return withFields(order, {
        'fiscal.sdiCode': 'M5UXCR1',
        'fiscal.fiscalCode': id === '1' ? '' : 'VRDLGI80A01H501X',
      })
    })
    expect(await preview()).toEqual({
      orders: 3,
      changed: 2,
      wentOut: 0,
      untouchable: 0,
      unread: { 'no-data': 0, unreadable: 1, 'no-time-zone': 0 },
      fields: [
        {
          path: 'fiscal.fiscalCode',
          filled: 0,
          corrected: 1,
          examples: [{ orderId: 2, number: 'N2', before: 'RSSMRA80A01H501U', after: 'VRDLGI80A01H501X' }],
        },
        {
          path: 'fiscal.sdiCode',
          filled: 2,
          corrected: 0,
          examples: [
            { orderId: 1, number: 'N1', before: '', after: 'M5UXCR1' },
            { orderId: 2, number: 'N2', before: '', after: 'M5UXCR1' },
          ],
        },
      ],
    })
    expect(await detail(1)).toEqual(before)
    expect(await store.listRereads()).toEqual([])
  })

  test('order, list, search and history have the new values, and undoing gives the old ones back', async () => {
    const store = await temporaryStore()
    const { readAs, start, undo, detail, find } = await archive(store)
    const before = await detail(1)
    readAs({ 'fiscal.vatNumber': '01234567897', 'customer.company': 'Tè & Tisane', 'billing.city': 'Cesena' })
    const { id, figures } = await start()
    expect(figures).toMatchObject({ orders: 3, changed: 3 })
    const after = await detail(1)
    expect(after).toMatchObject({
      customer: 'Tè & Tisane',
      city: 'Cesena',
      edited: false,
      changedOnSite: false,
    })
    expect(after.order.fiscal.vatNumber).toBe('01234567897')
    expect([await find('01234567897'), await find('tisane'), await find('Cesena')]).toEqual([3, 3, 3])
    expect(await store.orderEdits(1)).toMatchObject([
      { source: 'reread', path: 'customer.company', previous: '', next: 'Tè & Tisane', undoneAt: null },
      { source: 'reread', path: 'fiscal.vatNumber', previous: '', next: '01234567897' },
      { source: 'reread', path: 'billing.city', previous: 'Forlì', next: 'Cesena' },
    ])
    expect(await store.listRereads()).toEqual([
      { id, shopName: null, at, finished: true, undoing: false, orders: 3 },
    ])
    // Once more there is nothing to do.
    expect((await start()).figures.changed).toBe(0)

    expect(await undo(id)).toEqual({ orders: 3, kept: 0 })
    expect(await detail(1)).toEqual({ ...before, version: 2 })
    expect([await find('01234567897'), await find('tisane'), await find('Forlì')]).toEqual([0, 0, 3])
    expect(await store.listRereads()).toEqual([])
    // And after that it may be done again.
    expect((await start()).figures.changed).toBe(3)
  })

  test('amounts, rows, state, dates and identifiers stay as they were downloaded', async () => {
    const store = memoryStore()
    const { readBy, start, detail } = await archive(store)
    const before = (await detail(1)).order
    readBy((order) => ({
      ...orderOf(99, {
        ...order,
        state: 'completed',
        stateId: '5',
        fulfilment: 'x',
        till: true,
        currency: 'USD',
      }),
      shopOrderId: '99',
      number: 'N99',
      paidAt: null,
      transactionId: 'tx',
      customer: { ...order.customer, id: '7' },
      lines: order.lines.map((line) => ({ ...line, name: 'Altro', net: '99.00', quantity: '9' })),
      fees: [{ kind: 'fee', name: 'x', net: '1.00', tax: '0.00', vatRate: null }],
      totals: { ...order.totals, total: '999.00' },
      note: 'letta',
    }))
    expect((await start()).figures.fields.map(({ path }) => path)).toEqual(['note'])
    expect((await detail(1)).order).toEqual({ ...before, note: 'letta' })
    expect(rereadPaths).not.toContain('customer.id')
  })

  test('R27 what was touched by hand stays, undone rereadings in an order’s history too', async () => {
    const store = memoryStore()
    const { readAs, start, undo, detail, save } = await archive(store)
    await save(1, 'fiscal.pec', 'a@mano.example')
    readAs({ 'fiscal.pec': 'letta@pec.example', note: 'letta' })
    const { id, figures } = await start()
    expect(figures).toMatchObject({ changed: 3, untouchable: 1 })
    expect((await detail(1)).order).toMatchObject({ fiscal: { pec: 'a@mano.example' }, note: 'letta' })
    expect((await detail(1)).edited).toBe(true)
    // Edited since: it stays, and is counted.
    await save(2, 'note', 'corretta dopo')
    // Taken back by hand in one order: no later rereading brings it again.
    const [, noteEdit] = await store.orderEdits(1)
    await store.undoEdits(1, (await detail(1)).version, [noteEdit?.id ?? 0], later)
    expect((await detail(1)).order.note).toBe('')
    expect((await start()).figures).toMatchObject({ changed: 0, untouchable: 3 })
    expect(await undo(id)).toEqual({ orders: 2, kept: 1 })
    expect((await detail(2)).order).toMatchObject({ fiscal: { pec: '' }, note: 'corretta dopo' })
    expect((await detail(3)).order).toMatchObject({ fiscal: { pec: '' }, note: '' })
    expect((await detail(1)).order.fiscal.pec).toBe('a@mano.example')
  })

  test('R16 what only our reading changed is no difference of the site, kept versions included', async () => {
    const store = memoryStore()
    const { readAs, start, undo, detail } = await archive(store)
    const downloaded = orderOf(1)
    const onSite = orderOf(1, { shopNote: 'dal sito', modifiedAt: '2026-11-20T11:30:00.000Z' })
    const reading = { 'fiscal.vatNumber': '01234567897', note: 'letta' }
    const today = (order: Order) => withFields(order, reading)
    // The site was asked before: what it has is remembered in the former reading.
    expect(await store.keepSiteVersion(1, onSite, downloaded, at)).toMatchObject([{ path: 'shopNote' }])
    readAs(reading)
    const { id } = await start()
    const take = async () => {
      await store.takeOver(1, (await detail(1)).version, null, at)
      return (await detail(1)).order
    }
    expect(await store.keepSiteVersion(1, today(onSite), today(downloaded), at)).toMatchObject([
      { path: 'shopNote', ours: '', theirs: 'dal sito' },
    ])
    await undo(id)
    const again = await start()
    expect(await take()).toMatchObject({
      note: 'letta',
      shopNote: 'dal sito',
      fiscal: { vatNumber: '01234567897' },
    })
    await undo(again.id)
    expect((await detail(1)).order).toMatchObject({
      note: '',
      shopNote: 'dal sito',
      fiscal: { vatNumber: '' },
    })
  })

  test('R27 Ripristina originale keeps the better reading', async () => {
    const store = memoryStore()
    const { readAs, start, detail, save } = await archive(store)
    readAs({ note: 'letta' })
    await start()
    await save(1, 'billing.city', 'Cesena')
    await store.restoreOrder(1, (await detail(1)).version, later)
    expect((await detail(1)).order).toMatchObject({ note: 'letta', billing: { city: 'Forlì' } })
    expect((await detail(1)).edited).toBe(false)
  })

  test('R31 stopped in the middle it is whole orders, can be gone on with, and undone as one', async () => {
    const store = memoryStore()
    const orders = Array.from({ length: 250 }, (_, index) => orderOf(index + 1))
    const { readAs, begin, work, detail, start, undo } = await archive(store, orders)
    readAs({ 'fiscal.sdiCode': 'M5UXCR1', note: 'letta' })
    const id = await begin()
    const stop = new AbortController()
    const stopped = work(id, stop, () => stop.abort())
    expect(await failureOf(stopped)).toEqual({ code: 'cancelled', params: {} })
    const all = { id, shopName: null, at, undoing: false }
    expect(await store.listRereads()).toEqual([{ ...all, finished: false, orders: 100 }])
    expect((await detail(100)).order).toMatchObject({ note: 'letta', fiscal: { sdiCode: 'M5UXCR1' } })
    expect((await detail(101)).order).toMatchObject({ note: '', fiscal: { sdiCode: '' } })

    expect(await start()).toMatchObject({ id, figures: { orders: 250, changed: 150 } })
    expect(await store.listRereads()).toEqual([{ ...all, finished: true, orders: 250 }])
    // Undone in the middle, then to its end.
    await store.undoReread(id, 0, 20, at)
    expect(await store.listRereads()).toEqual([{ ...all, finished: true, undoing: true, orders: 240 }])
    expect(await undo(id, 50)).toEqual({ orders: 240, kept: 0 })
    expect((await detail(1)).order.note).toBe('')
    // What was undone as one, in two goes, is free again.
    expect((await start()).figures).toMatchObject({ changed: 250, untouchable: 0 })
    await undo((await store.listRereads())[0]?.id ?? 0, 500)
    expect(await store.listRereads()).toEqual([])
  })

  test('a value that the new reading lacks stays: it fills and corrects, and empties nothing', async () => {
    const store = memoryStore()
    const { readAs, start, detail } = await archive(store, [orderOf(1)])
    readAs({ 'fiscal.fiscalCode': '', 'billing.city': '', note: 'letta' })
    expect((await start()).figures.fields.map(({ path }) => path)).toEqual(['note'])
    expect((await detail(1)).order).toMatchObject({
      fiscal: { fiscalCode: 'RSSMRA80A01H501U' },
      billing: { city: 'Forlì' },
      note: 'letta',
    })
  })

  test('one stopped before the mapping was changed is not gone on with: each is undone by itself', async () => {
    const store = memoryStore()
    const { readAs, begin, work, detail, start, undo } = await archive(store)
    readAs({ 'fiscal.pec': 'prima@pec.example' })
    const first = await begin()
    await work(first)
    const [shop] = await store.listShops()
    const { settings, ...rest } = shop ?? expect.fail('gone')
    const draft = { ...rest, settings, keepConnection: true }
    // Other settings say nothing of how orders are read.
    await store.saveShop({ ...draft, name: 'Altro nome' })
    expect(await begin()).toBe(first)
    await store.saveShop({ ...draft, settings: { ...settings, fiscalFields: { pec: 'altrove' } } })
    readAs({ 'fiscal.pec': 'dopo@pec.example' })
    const second = await start()
    expect(second.id).not.toBe(first)
    await undo(second.id)
    expect((await detail(1)).order.fiscal.pec).toBe('prima@pec.example')
    await undo(first)
    expect((await detail(1)).order.fiscal.pec).toBe('')
  })

  test('orders whose data are damaged or not there are counted, and the others read', async () => {
    const folder = temporaryFolder()
    const store = await temporaryStore(folder)
    const { readAs, start, detail } = await archive(store)
    await storeOrders(store, [orderOf(4), orderOf(5)])
    const db = openDatabase(join(folder, 'archive.sqlite'))
    db.exec("UPDATE orders SET raw_index = 7 WHERE id = 2; UPDATE raw_batches SET json = x'00' WHERE id = 2")
    db.close()
    readAs({ note: 'letta' })
    const { figures } = await start()
    expect(figures).toMatchObject({ orders: 5, changed: 2, unread: { 'no-data': 3, unreadable: 0 } })
    expect((await detail(3)).order.note).toBe('letta')
  })

  test('an order that cannot be read is counted with its reason; an error of ours is none', async () => {
    const store = memoryStore()
    const { readBy, preview } = await archive(store)
    readBy(() => {
      throw failure('time-zone-unknown', { host: 'x' })
    })
    expect((await preview()).unread).toEqual({ 'no-data': 0, unreadable: 0, 'no-time-zone': 3 })
    readBy(() => {
      throw new TypeError('ours')
    })
    await expect(preview()).rejects.toThrow('ours')
  })
})

describe('R15 R27 rereadings and changes by hand, in any sequence', () => {
  const path = fc.constantFrom('fiscal.pec', 'fiscal.vatNumber', 'note', 'billing.city')
  const value = fc.constantFrom('', 'a', 'b', 'c')
  const step = fc.oneof(
    fc.record({ kind: fc.constant('hand' as const), path, value }),
    fc.record({ kind: fc.constant('read' as const), fields: fc.dictionary(path, value, { maxKeys: 4 }) }),
    fc.record({ kind: fc.constant('undo' as const), which: fc.nat(5) }),
  )

  test('what was touched by hand is never changed, and undoing gives exactly what would be without it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const store = memoryStore()
        const { readAs, start, undo, detail, save } = await archive(store, [orderOf(1)])
        const original = (await detail(1)).order
        /** What stands, oldest first: a field's value is the last one's. */
        let model: { readonly by: 'hand' | number; readonly path: string; readonly value: string }[] = []
        const fields = () => Object.fromEntries(model.map((made) => [made.path, made.value]))
        const rereadings: number[] = []
        for (const made of steps) {
          const now = withFields(original, fields())
          const textAt = (wanted: string) =>
            wanted.split('.').reduce((at: unknown, name) => Reflect.get(at as object, name), now)
          if (made.kind === 'hand') {
            await save(1, made.path, made.value)
            if (textAt(made.path) !== made.value)
              model.push({ by: 'hand', path: made.path, value: made.value })
          } else if (made.kind === 'read') {
            readAs(made.fields)
            const { id } = await start()
            const reading = withFields(original, made.fields)
            rereadings.push(id)
            for (const touched of ['fiscal.pec', 'fiscal.vatNumber', 'note', 'billing.city']) {
              if (model.some(({ by, path: at }) => by === 'hand' && at === touched)) continue
              const wanted = touched
                .split('.')
                .reduce((at: unknown, name) => Reflect.get(at as object, name), reading)
              if (wanted !== '' && textAt(touched) !== wanted)
                model.push({ by: id, path: touched, value: String(wanted) })
            }
          } else {
            const id = rereadings[made.which % Math.max(1, rereadings.length)]
            if (id === undefined) continue
            await undo(id)
            model = model.filter(({ by }) => by !== id)
          }
          expect((await detail(1)).order).toEqual(withFields(original, fields()))
          expect((await detail(1)).edited).toBe(model.some(({ by }) => by === 'hand'))
        }
      }),
      { numRuns: 60 },
    )
  })
})

test('R25 a mapping saved while orders are read again counts from the next page on', async () => {
  const store = memoryStore()
  await storeOrders(
    store,
    Array.from({ length: 250 }, (_, place) => orderOf(place + 1)),
  )
  const [shop] = await store.listShops()
  const { id = 0 } = shop ?? {}
  const mappings: (string | undefined)[] = []
  await reread({
    store: {
      ...store,
      keptPage: async (shopId, from, to) => {
        const saved = (await store.getShop(id)) ?? expect.fail('gone')
        const { settings } = saved
        const fiscalFields = { ...settings.fiscalFields, sdiCode: `key_${from}` }
        await store.saveShop({ ...saved, keepConnection: true, settings: { ...settings, fiscalFields } })
        return store.keptPage(shopId, from, to)
      },
    },
    shopId: null,
    rereadId: null,
    readKept: ({ settings }, raw) => {
      mappings.push(settings.fiscalFields.sdiCode)
      return orderOf(Number((raw as { readonly id: string }).id))
    },
    now: () => new Date(at),
    signal: new AbortController().signal,
    onProgress: () => undefined,
  })
  expect(mappings).toHaveLength(250)
  expect([...new Set(mappings)]).toEqual(['key_1', 'key_101', 'key_201'])
})

test('R15 orders stored while others are read again are read as well', async () => {
  const store = memoryStore()
  await storeOrders(store, [orderOf(1), orderOf(2)])
  let added = false
  const figures = await reread({
    store: {
      ...store,
      keptPage: async (...page) => {
        const kept = await store.keptPage(...page)
        if (!added) {
          added = true
          const more = Array.from({ length: 150 }, (_, place) => orderOf(place + 3))
          await storeOrders(store, more)
        }
        return kept
      },
    },
    shopId: null,
    rereadId: null,
    readKept: (_, raw) => orderOf(Number((raw as { readonly id: string }).id)),
    now: () => new Date(at),
    signal: new AbortController().signal,
    onProgress: () => undefined,
  })
  expect(figures.orders).toBe(152)
})
