import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type OffsetPage, overlappingPages } from '../../../main/connectors/overlapping-pages.ts'
import { failureOf, never } from '../../integration/woocommerce/open-shop.ts'

const perPage = 3

/** A shop whose list changes before each answer: some orders go, some come, also in the middle. */
function changingShop(start: readonly number[], changes: readonly Change[]) {
  const present = new Set(start)
  const always = new Set(start)
  let answers = 0
  return {
    always,
    async read(offset: number): Promise<OffsetPage<number>> {
      const change = changes[answers]
      answers += 1
      for (const id of change?.gone ?? []) {
        present.delete(id)
        always.delete(id)
      }
      for (const id of change?.come ?? []) present.add(id)
      const sorted = [...present].sort((a, b) => a - b)
      const total = change?.silent === true ? null : sorted.length
      return {
        rows: sorted.slice(offset, offset + perPage),
        total,
        pages: total === null ? null : Math.ceil(total / perPage),
      }
    },
  }
}

interface Change {
  readonly gone: readonly number[]
  readonly come: readonly number[]
  /** This answer does not say how many there are. */
  readonly silent: boolean
}

const ids = fc.integer({ min: 1, max: 40 })
const change: fc.Arbitrary<Change> = fc.record({
  gone: fc.array(ids, { maxLength: 6 }),
  come: fc.array(ids, { maxLength: 3 }),
  silent: fc.boolean(),
})

async function readAll(read: (offset: number) => Promise<OffsetPage<number>>, size = perPage) {
  const rows: number[] = []
  const pages = overlappingPages<number, OffsetPage<number>>({
    read,
    id: (row) => row,
    perPage: size,
    host: 'shop',
    signal: never,
  })
  for await (const page of pages) rows.push(...page.rows)
  return rows
}

describe('R14: a list that changes while it is read', () => {
  test('misses no order that was in it all the time, and gives none twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(ids, { maxLength: 30 }),
        fc.array(change, { maxLength: 25 }),
        async (start, changes) => {
          const shop = changingShop(start, changes)
          const rows = await readAll(shop.read)
          expect(new Set(rows).size).toBe(rows.length)
          expect(rows).toEqual(expect.arrayContaining([...shop.always]))
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('asks once for what fits on a page, and once more a page when nothing changes', async () => {
    const offsets: number[] = []
    const shop = changingShop([1, 2, 3, 4, 5, 6, 7], [])
    const rows = await readAll((offset) => {
      offsets.push(offset)
      return shop.read(offset)
    })
    expect(rows).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(offsets).toEqual([0, 2, 4])
    offsets.length = 0
    const few = changingShop([1, 2, 3], [])
    await readAll((offset) => {
      offsets.push(offset)
      return few.read(offset)
    })
    expect(offsets).toEqual([0])
  })

  test('goes on behind orders that the shop counts but does not show', async () => {
    const visible = (id: number) => id < 3 || id > 17
    const rows = await readAll(async (offset) => {
      const all = Array.from({ length: 20 }, (_, index) => index + 1)
      return { rows: all.slice(offset, offset + perPage).filter(visible), total: 20, pages: 7 }
    })
    expect(rows).toEqual([1, 2, 18, 19, 20])
  })

  test.each([2, 4, 6, 7])(
    'reads the list anew when its beginning was answered with what comes at %i',
    async (place) => {
      const shop = changingShop([1, 2, 3, 4, 5, 6, 7, 8, 9], [])
      let answers = 0
      const rows = await readAll((offset) => {
        answers += 1
        return shop.read(answers === 1 ? place : offset)
      })
      expect([...rows].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    },
  )

  test.each([
    ['one page again and again', 100, async () => ({ rows: hundred, total: 250, pages: 3 })],
    ['a short page again and again', 100, async () => ({ rows: [1, 2, 3], total: 6, pages: 2 })],
    ['an order of its own', 100, async () => ({ rows: [3, 2, 1], total: 3, pages: 1 })],
  ])('fails rather than miss orders when the shop gives %s', async (_, size, read) => {
    expect((await failureOf(readAll(read, size))).code).toBe('body-shape')
  })

  test('reads the next page while the first is worked on, and stops reading when nobody listens', async () => {
    const asked: number[] = []
    let stopped = false
    const pages = overlappingPages<number, OffsetPage<number>>({
      read: async (offset, signal) => {
        asked.push(offset)
        signal.addEventListener('abort', () => {
          stopped = true
        })
        return { rows: [offset + 1, offset + 2, offset + 3], total: 9, pages: 3 }
      },
      id: (row) => row,
      perPage,
      host: 'shop',
      signal: never,
    })
    for await (const page of pages) {
      expect(page.rows).toEqual([1, 2, 3])
      expect(asked).toEqual([0, 2])
      break
    }
    expect(stopped).toBe(true)
  })
})

const hundred = Array.from({ length: 100 }, (_, index) => index + 1)
