import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportOrders } from '../../../main/export/export-orders.ts'
import { handOver } from '../../../main/export/hand-over.ts'
import { settleHandovers } from '../../../main/program/settle-handovers.ts'
import { lockHandovers } from '../../../main/store/handover-lock.ts'
import { textsFor } from '../../../main/texts/index.ts'
import { listOf, memoryStore, temporaryFolder } from '../../support/archive.ts'
import { allOf, storeOrders } from '../../support/exports.ts'
import { mortalStore } from '../../support/mortal-store.ts'
import { orderOf } from '../../support/orders.ts'

const texts = textsFor('it')
const now = () => new Date('2026-11-21T12:00:00.000Z')

/** Where an export is killed: before or after the store has done a step; the file is put in its place between these two. */
const deaths = [
  'before beginHandover',
  'after beginHandover',
  'before closeHandover',
  'after closeHandover',
] as const
type Death = (typeof deaths)[number] | null

function desk() {
  const store = memoryStore()
  const folder = temporaryFolder()
  let files = 0
  const write = async (onlyNew: boolean, death: Death = null, file = join(folder, `${files}.csv`)) => {
    files += 1
    const job = { file, selection: allOf(), onlyNew, texts, signal: new AbortController().signal }
    const lock = () => lockHandovers(folder)
    const outcome = await exportOrders({
      ...job,
      store: mortalStore(store, death),
      lockHandovers: lock,
      onProgress: () => undefined,
    }).catch((error: unknown) => {
      if (death !== null && error instanceof Error && error.message === 'killed') return null
      throw error
    })
    return { outcome, numbers: numbersIn(file), file }
  }
  return {
    store,
    folder,
    write,
    settle: () => settleHandovers(store, folder, now),
    fresh: async () =>
      (await store.listOrders(listOf({ newFor: ['csv'] }), 0, 1000)).rows.map(({ number }) => number),
  }
}

/** The orders of a file; null when there is none. */
function numbersIn(file: string): readonly string[] | null {
  if (!existsSync(file)) return null
  const found = readFileSync(file, 'utf8').matchAll(/^Bottega;([^;]+);/gm)
  return [...new Set([...found].map(([, number = '']) => number))].sort()
}

type Step =
  | { readonly do: 'download'; readonly count: number }
  | { readonly do: 'edit'; readonly which: number }
  | { readonly do: 'export'; readonly onlyNew: boolean; readonly death: Death }
  | { readonly do: 'take back'; readonly which: number }

const which = fc.nat({ max: 1000 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('download' as const), count: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ do: fc.constant('edit' as const), which }),
  fc.record({
    do: fc.constant('export' as const),
    onlyNew: fc.boolean(),
    death: fc.option(fc.constantFrom(...deaths)),
  }),
  fc.record({ do: fc.constant('take back' as const), which }),
)

describe('R41 what is handed over', () => {
  it('is so exactly once, or again for a reason that is kept, whatever is killed', async () => {
    let killed = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const { store, write, settle, fresh } = desk()
        /** What stands, as the operator sees it: who has which orders, and which were changed after that. */
        let standing: {
          readonly id: number
          readonly numbers: readonly string[]
          readonly changed: Set<string>
        }[] = []
        const known: string[] = []
        const isNew = (number: string) => {
          const last = standing.findLast(({ numbers }) => numbers.includes(number))
          return last === undefined || last.changed.has(number)
        }
        for (const one of steps) {
          if (one.do === 'download') {
            const ids = Array.from({ length: one.count }, (_, index) => known.length + index + 1)
            await storeOrders(
              store,
              ids.map((id) => orderOf(id)),
            )
            known.push(...ids.map((id) => orderOf(id).number))
          } else if (one.do === 'edit' && known.length > 0) {
            const id = (one.which % known.length) + 1
            const { version, number } = (await store.getOrder(id)) ?? expect.fail()
            const change = [{ path: 'note', value: `cambio ${version}` }]
            await store.saveEdits(id, version, change, now().toISOString())
            standing.findLast(({ numbers }) => numbers.includes(number))?.changed.add(number)
          } else if (one.do === 'take back' && standing.length > 0) {
            const { id, numbers } = standing[one.which % standing.length] ?? expect.fail()
            expect(await store.takeBackHandover(id, now().toISOString())).toBe(numbers.length)
            standing = standing.filter((other) => other.id !== id)
          } else if (one.do === 'export') {
            const expected = known.filter((number) => !one.onlyNew || isNew(number)).sort()
            const { outcome, numbers, file } = await write(one.onlyNew, one.death)
            if (outcome === null) killed += 1
            await settle()
            if (numbers === null) continue
            // A file that is there has gone out, and has what it should.
            expect(numbers).toEqual(expected)
            const entries = await store.orderHandovers(known.indexOf(expected[0] ?? '') + 1)
            const entry = entries.find(({ place }) => place === file)
            expect(entry === undefined).toBe(expected.length === 0)
            if (entry) standing.push({ id: entry.id, numbers, changed: new Set() })
          }
          expect(await store.openHandovers()).toEqual([])
          expect((await fresh()).sort()).toEqual(known.filter(isNew).sort())
        }
        // Whatever has happened, what is new goes out once.
        expect((await write(true)).numbers).toEqual(known.filter(isNew).sort())
        expect((await write(true)).numbers).toEqual([])
      }),
      { numRuns: 30, seed: 17 },
    )
    expect(killed).toBeGreaterThan(10)
  })

  it('is not so when the file cannot be put where it should: the orders stay new', async () => {
    const { store, folder, write, fresh } = desk()
    await storeOrders(store, [orderOf(1), orderOf(2)])
    const gone = join(folder, 'non', 'c’è', 'ordini.csv')
    await expect(write(true, null, gone)).rejects.toMatchObject({
      value: { code: 'file-unwritable', params: { file: gone } },
    })
    const taken = join(folder, 'ordini.csv')
    // Put there while the file was being written: it cannot be replaced.
    const begin = store.beginHandover
    const inTheWay = {
      ...store,
      beginHandover: async (handover: Parameters<typeof begin>[0]) => {
        mkdirSync(join(taken, 'x'), { recursive: true })
        return begin(handover)
      },
    }
    const job = { selection: allOf(), onlyNew: true, texts, signal: new AbortController().signal }
    const lock = { lockHandovers: () => lockHandovers(folder), onProgress: () => undefined }
    await expect(exportOrders({ ...job, ...lock, file: taken, store: inTheWay })).rejects.toMatchObject({
      value: { params: { file: taken } },
    })
    expect(await store.openHandovers()).toEqual([])
    expect(await fresh()).toHaveLength(2)
  })

  it('tells how many go out a second time, and does not count what Easyfatt cannot take', async () => {
    const { store, folder, write } = desk()
    await storeOrders(store, [orderOf(1), orderOf(2, { currency: 'USD' })])
    expect((await write(false)).outcome).toMatchObject({ count: 2, repeated: 0 })
    await storeOrders(store, [orderOf(3)])
    expect((await write(false)).outcome).toMatchObject({ count: 3, repeated: 2 })
    const easyfatt = await write(true, null, join(folder, 'ordini.xml'))
    expect(easyfatt.outcome).toMatchObject({ count: 2, leftOut: 1, repeated: 0 })
    expect((await store.orderHandovers(2)).map(({ kind }) => kind)).toEqual(['csv', 'csv'])
    expect((await write(false, null, join(folder, 'ordini.xml'))).outcome).toMatchObject({
      count: 2,
      repeated: 2,
    })
  })

  it('counts as out when a print was cut short, and is told once: only the operator knows', async () => {
    const { store, settle } = desk()
    await storeOrders(store, [orderOf(1), orderOf(2)])
    const start = await store.handoverStart(now().toISOString())
    const print = { kind: 'orders', place: '', sha256: null, onlyNew: false, start } as const
    const id = await store.beginHandover({ ...print, ids: Uint32Array.of(2, 1) })
    expect(await settle()).toMatchObject([{ orders: 2, number: 'N1', begunAt: now().toISOString() }])
    expect(await settle()).toEqual([])
    expect(await store.takeBackHandover(id, now().toISOString())).toBe(2)
  })

  it('is known to be out where nothing can be written down, and not to be when the operator thought better of it', async () => {
    const { store, folder } = desk()
    await storeOrders(store, [orderOf(1)])
    const start = await store.handoverStart(now().toISOString())
    const print = { kind: 'list', place: '', sha256: null, onlyNew: false, start } as const
    const handover = { ...print, ids: Uint32Array.of(1) }
    const lock = () => lockHandovers(folder)
    const [printed, cancelled] = [async () => true, async () => false]
    // An archive that is only read.
    expect(await handOver(store, () => null, handover, printed)).toEqual({ out: true, id: null })
    expect(await handOver(store, () => null, handover, cancelled)).toEqual({ out: false, id: null })
    expect(await handOver(store, lock, handover, cancelled)).toEqual({ out: false, id: null })
    expect(await store.orderHandovers(1)).toEqual([])
    const { out, id } = await handOver(store, lock, handover, printed)
    expect([out, await store.orderHandovers(1)]).toMatchObject([true, [{ id, kind: 'list' }]])
  })

  it('is left begun while another process is handing over, and settled by the next start', async () => {
    const { store, folder, write, settle, fresh } = desk()
    await storeOrders(store, [orderOf(1)])
    const { file } = await write(true, 'before closeHandover')
    const other = lockHandovers(folder)
    await settle()
    expect(await store.openHandovers()).toMatchObject([{ place: file, orders: 1 }])
    other.release()
    // Somebody else has written another file of that name.
    writeFileSync(file, 'altro')
    await settle()
    expect([await store.openHandovers(), await fresh()]).toEqual([[], ['N1']])
    rmSync(file)
  })
})
