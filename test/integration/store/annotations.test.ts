import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openArchive } from '../../../main/store/archive.ts'
import type { Store } from '../../../main/store/store.ts'
import { tagsIn, tagsText } from '../../../main/words/annotation.ts'
import type { OrderFilter } from '../../../main/words/order-search.ts'
import { listOf, memoryStore, temporaryFolder } from '../../support/archive.ts'
import { asStore } from '../../support/as-store.ts'
import { storeOrders } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'

const at = '2026-11-20T12:00:00.000Z'
const later = '2026-11-21T12:00:00.000Z'

async function archiveOf(count: number): Promise<Store> {
  const store = memoryStore()
  await storeOrders(
    store,
    Array.from({ length: count }, (_, index) => orderOf(index + 1)),
  )
  return store
}

const found = async (store: Store, filter: Partial<OrderFilter>): Promise<number[]> => {
  const { rows } = await store.listOrders(listOf(filter), 0, 100)
  return rows.map(({ id }) => id).sort((a, b) => a - b)
}

const detailOf = async (store: Store, id: number) => (await store.getOrder(id)) ?? expect.fail()

const place = fc.nat(5)
const notes = ['', 'chiama prima', 'corriere zeppola\nlunedì'] as const
const tags = ['Fragile', 'Urgente', 'zeppola'] as const
const step = fc.oneof(
  fc.record({ kind: fc.constant('download'), places: fc.uniqueArray(place, { maxLength: 4 }) }),
  fc.record({ kind: fc.constantFrom('edit', 'site', 'reread', 'restore'), place, word: fc.nat(99) }),
  fc.record({ kind: fc.constant('note'), place, note: fc.constantFrom(...notes) }),
  fc.record({
    kind: fc.constant('tag'),
    places: fc.uniqueArray(place, { maxLength: 4 }),
    add: fc.subarray([...tags]),
    remove: fc.subarray([...tags]),
  }),
  fc.record({ kind: fc.constant('undo') }),
)

interface Own {
  readonly note: string
  readonly tags: string
}

describe('R43 notes and tags of ours', () => {
  it('are changed by the operator only: by no download, edit, rereading, nor by what the site says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const store = await archiveOf(6)
        const own: Own[] = Array.from({ length: 6 }, () => ({ note: '', tags: '' }))
        const undos: { readonly id: string; readonly before: readonly Own[] }[] = []
        for (const [nth, step] of steps.entries()) {
          if (step.kind === 'download')
            await storeOrders(
              store,
              step.places.map((one) => orderOf(one + 1, { state: 'completed', note: `${nth}` })),
            )
          else if (step.kind === 'note') {
            const before = [...own]
            const { id } = await store.noteOrder(step.place + 1, step.note, at)
            own[step.place] = { tags: own[step.place]?.tags ?? '', note: step.note }
            undos.push({ id, before })
          } else if (step.kind === 'tag') {
            const before = [...own]
            const { add, remove } = step
            const ids = step.places.map((one) => one + 1)
            const { id } = await store.tagOrders(ids, { add, remove }, at)
            for (const one of step.places) {
              const { note, tags } = own[one] ?? expect.fail()
              const left = tagsIn(tags).filter((tag) => !remove.some((gone) => gone === tag))
              own[one] = { note, tags: tagsText([...left, ...add]) }
            }
            undos.push({ id, before })
          } else if (step.kind === 'undo') {
            const last = undos.pop()
            if (last === undefined) continue
            await store.undoAnnotation(last.id, at)
            own.splice(0, own.length, ...last.before)
          } else {
            const id = step.place + 1
            const { version, order } = await detailOf(store, id)
            const changed = { path: 'customer.name', value: `parola${step.word}` }
            if (step.kind === 'edit') await store.saveEdits(id, version, [changed], at)
            else if (step.kind === 'restore') await store.restoreOrder(id, version, at)
            else if (step.kind === 'site') {
              const customer = { ...order.customer, name: `sito${step.word}` }
              await store.keepSiteVersion(id, { ...order, customer, modifiedAt: later }, null, later)
              await store.takeOver(id, version, null, later)
            } else {
              const reread = await store.beginReread(null, at)
              const changes = [{ path: 'customer.name', after: `letto${step.word}` }]
              await store.saveReadings(reread, [{ orderId: id, changes }], at)
            }
          }
        }
        const having = (has: (one: Own) => boolean) => own.flatMap((one, at) => (has(one) ? [at + 1] : []))
        for (const [index, { note, tags }] of own.entries()) {
          const detail = await detailOf(store, index + 1)
          expect([detail.ownNote, detail.tags]).toEqual([note, tags])
          expect(JSON.stringify(detail.order)).not.toMatch(/zeppola|Urgente|prima/)
          const name = detail.order.customer.name.split(' ')[0] ?? ''
          expect(await found(store, { text: name })).toContain(index + 1)
        }
        expect(await found(store, { text: 'ZEPP' })).toEqual(
          having(({ note, tags }) => `${note}${tags}`.includes('zeppola')),
        )
        expect(await found(store, { noted: true })).toEqual(having(({ note }) => note !== ''))
        expect(await found(store, { tags: ['urgènte', 'fragile'] })).toEqual(
          having(({ tags }) => /Urgente|Fragile/.test(tags)),
        )
        const used = new Map(tags.map((tag) => [tag, having((one) => one.tags.includes(tag)).length]))
        expect(await store.tagsInUse()).toEqual(
          [...used].filter(([, orders]) => orders > 0).map(([tag, orders]) => ({ tag, orders })),
        )
      }),
      { numRuns: 40 },
    )
  })

  it('undoing leaves alone what was changed otherwise since', async () => {
    const store = await archiveOf(3)
    const noted = await store.noteOrder(1, 'prima', at)
    await store.noteOrder(1, 'seconda', at)
    expect(await store.undoAnnotation(noted.id, at)).toMatchObject({ count: 0 })
    const tagged = await store.tagOrders([1, 2, 3], { add: ['Fragile'], remove: [] }, at)
    await store.tagOrders([2], { add: ['Urgente'], remove: ['fragile'] }, at)
    const undone = await store.undoAnnotation(tagged.id, at)
    expect(undone.count).toBe(2)
    expect((await detailOf(store, 1)).ownNote).toBe('seconda')
    expect((await detailOf(store, 2)).tags).toBe('Urgente')
    expect((await store.undoAnnotation(undone.id, at)).count).toBe(2)
    expect(await found(store, { tags: ['Fragile'] })).toEqual([1, 3])
  })

  it('a tag in use keeps its spelling, and is one whatever its case and accents', async () => {
    const store = await archiveOf(2)
    await store.tagOrders([1], { add: ['Già pagato'], remove: [] }, at)
    expect((await store.tagOrders([1], { add: ['GIA PAGATO'], remove: [] }, at)).count).toBe(0)
    await store.tagOrders([2], { add: ['gia  pagato', 'b,c'], remove: [] }, at)
    expect((await detailOf(store, 2)).tags).toBe('b c, Già pagato')
  })

  it('R41 do not make an order one to be handed over again', async () => {
    const store = await archiveOf(2)
    const ids = Uint32Array.of(1, 2)
    const start = await store.handoverStart(at)
    const handover = { kind: 'csv', place: '/x.csv', sha256: 'a', ids, onlyNew: true, start } as const
    await store.closeHandover(await store.beginHandover(handover), at)
    await store.noteOrder(1, 'letta', at)
    await store.tagOrders([1, 2], { add: ['Urgente'], remove: [] }, at)
    expect(await found(store, { newFor: ['csv'] })).toEqual([])
  })

  it('are kept as facts that name the order as every computer does; who comes again has them again', async () => {
    const file = join(temporaryFolder(), 'archive.sqlite')
    const archive = openArchive(file)
    const store = asStore(archive)
    await storeOrders(store, [orderOf(1), orderOf(2)])
    await store.noteOrder(2, 'resta', at)
    const { id } = await store.tagOrders([2], { add: ['Fragile', 'Urgente'], remove: [] }, at)
    const shop = (await store.listShops())[0] ?? expect.fail()
    archive.close()
    const db = new Database(file)
    const facts = db.prepare<[], Record<string, unknown>>('SELECT * FROM annotation_facts ORDER BY seq').all()
    expect(facts.map((fact) => [fact.shop, fact.shop_order_id, fact.tag, fact.value])).toEqual([
      [shop.uuid, '2', null, 'resta'],
      [shop.uuid, '2', 'Fragile', 'Fragile'],
      [shop.uuid, '2', 'Urgente', 'Urgente'],
    ])
    expect(facts.slice(1).map(({ change }) => change)).toEqual([id, id])
    expect(new Set(facts.map((fact) => fact.id)).size).toBe(3)
    // As when one that was taken as it is goes back among the wrong ones (R38).
    db.exec('DELETE FROM order_documents WHERE order_id = 2; DELETE FROM order_search WHERE rowid = 2')
    db.exec('DELETE FROM orders WHERE id = 2')
    db.close()
    const again = openArchive(file)
    const later = asStore(again)
    await storeOrders(later, [orderOf(3), orderOf(2)])
    const back = await found(later, { text: 'resta' })
    expect(back).toEqual(await found(later, { tags: ['Urgente'] }))
    expect(await detailOf(later, back[0] ?? 0)).toMatchObject({
      number: 'N2',
      ownNote: 'resta',
      tags: 'Fragile, Urgente',
    })
    again.close()
  })
})
