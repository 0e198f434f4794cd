import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unlistable } from '../../../main/connectors/listed-wrong.ts'
import {
  type OffsetPage,
  overlappingPages,
  type PagingOptions,
} from '../../../main/connectors/overlapping-pages.ts'
import { createPageSizes } from '../../../main/connectors/page-sizes.ts'
import { failure } from '../../../main/words/failure.ts'
import type { LogNotice } from '../../../main/words/run.ts'
import { failureOf, never } from '../../integration/woocommerce/open-shop.ts'

const perPage = 3

/** A shop whose list changes before each answer: some orders go, some come, also in the middle. */
function changingShop(start: readonly number[], changes: readonly Change[]) {
  const present = new Set(start)
  const always = new Set(start)
  let answers = 0
  return {
    always,
    async read(offset: number, count = perPage): Promise<Answered> {
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
        rows: sorted.slice(offset, offset + count),
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

type Answered = Pick<OffsetPage<number>, 'rows' | 'total' | 'pages'>

/** All rows and notices of a list; an identifier in `breaks` fails every page that it is on. */
async function readList(
  read: (offset: number, count: number) => Promise<Answered>,
  { size = perPage, between = nothingBetween }: Partial<{ size: number; between: Between }> = {},
) {
  const rows: number[] = []
  const wrong: string[] = []
  const notices: LogNotice[] = []
  const pages = overlappingPages<number>({
    read: async (offset, count) => ({ wrong: [], notices: [], ...(await read(offset, count)) }),
    probe: async () => undefined,
    between,
    id: (row) => row,
    perPage: size,
    sizes: createPageSizes(size, null),
    host: 'shop',
    signal: never,
    pause: async () => undefined,
  })
  for await (const page of pages) {
    rows.push(...page.rows)
    wrong.push(...page.wrong.map(({ shopOrderId }) => shopOrderId))
    notices.push(...page.notices)
  }
  return { rows, wrong, notices }
}

type Between = PagingOptions<number>['between']
const nothingBetween: Between = async () => ({ rows: [], wrong: [], notices: [] })

async function readAll(read: (offset: number, count: number) => Promise<Answered>, size = perPage) {
  return (await readList(read, { size })).rows
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

  test('asks once a page, and once more behind the last row: only an empty page ends the list', async () => {
    const offsets: number[] = []
    const asking = (ids: readonly number[]) => {
      offsets.length = 0
      const shop = changingShop(ids, [])
      return readAll((offset, count) => {
        offsets.push(offset)
        return shop.read(offset, count)
      })
    }
    expect(await asking([1, 2, 3, 4, 5, 6, 7])).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(offsets).toEqual([0, 2, 4, 7])
    await asking([1, 2, 3])
    expect(offsets).toEqual([0, 3])
    await asking([1])
    expect(offsets).toEqual([0, 1])
    await asking([])
    expect(offsets).toEqual([0])
  })

  test.each([
    ['what came until now', (offset: number, came: number) => offset + came],
    ['less than came', () => 2],
    ['nothing at all', () => null],
  ])('goes on behind a full page of a shop that counts %s', async (_, total) => {
    const all = Array.from({ length: 20 }, (_, index) => index + 1)
    const rows = await readAll(async (offset, count) => {
      const page = all.slice(offset, offset + count)
      return { rows: page, total: total(offset, page.length), pages: null }
    })
    expect(rows).toEqual(all)
  })

  test('goes on behind a page that the shop has cut short, whatever it counts', async () => {
    const all = Array.from({ length: 20 }, (_, index) => index + 1)
    for (const most of [1, 2, 5]) {
      const rows = await readAll(async (offset, count) => {
        const page = all.slice(offset, offset + Math.min(most, count))
        return { rows: page, total: offset + page.length, pages: 1 }
      }, 10)
      expect(rows).toEqual(all)
    }
  })

  test('of a shop that counts what it does not list ends within some hundred pages, with pauses, and says so', async () => {
    let asked = 0
    const { rows, notices } = await readList(async (offset, count) => {
      asked += 1
      const page = [1, 2, 3, 4].slice(offset, offset + count)
      return { rows: page, total: 999_999_999_999, pages: 9_999_999_999 }
    })
    expect(rows).toEqual([1, 2, 3, 4])
    expect(asked).toBeLessThan(300)
    expect(notices).toEqual([{ code: 'count-contradicts', params: { counted: 999_999_999_999, listed: 4 } }])
  })

  test('goes on behind orders that the shop counts but does not show', async () => {
    const visible = (id: number) => id < 3 || id > 17
    const { rows, notices } = await readList(async (offset, count) => {
      const all = Array.from({ length: 20 }, (_, index) => index + 1)
      return { rows: all.slice(offset, offset + count).filter(visible), total: 20, pages: 7 }
    })
    expect(rows).toEqual([1, 2, 18, 19, 20])
    expect(notices).toEqual([{ code: 'count-contradicts', params: { counted: 20, listed: 5 } }])
  })

  test('R7 passes over orders that break their page, and finds them by what lies around them', async () => {
    const all = Array.from({ length: 40 }, (_, index) => 3 * index + 1)
    for (const broken of [[1], [118], [31, 34], [1, 4, 58, 118]]) {
      let asked = 0
      const gaps: unknown[] = []
      const { rows, wrong } = await readList(
        async (offset, count) => {
          asked += 1
          const page = all.slice(offset, offset + count)
          if (page.some((id) => broken.includes(id)))
            throw failure('server-error', { host: 'shop', status: 500 })
          return { rows: page, total: all.length, pages: 4 }
        },
        {
          size: 10,
          between: async (after, before, { count, code }) => {
            gaps.push([after, before, count])
            const there = broken.filter((id) => id > after && (before === null || id < before))
            return { rows: [], wrong: there.map((id) => unlistable(String(id), code)), notices: [] }
          },
        },
      )
      expect(rows).toEqual(all.filter((id) => !broken.includes(id)))
      expect(wrong).toEqual(broken.map(String))
      expect(asked).toBeLessThan(12 + broken.length * 12)
    }
  })

  test('fails where every order breaks its page: then it is the shop', async () => {
    let asked = 0
    const reading = readAll(async () => {
      asked += 1
      throw failure('server-error', { host: 'shop', status: 500 })
    }, 100)
    expect((await failureOf(reading)).code).toBe('server-error')
    expect(asked).toBeLessThan(30)
  })

  test('asks for less from then on where the shop takes too long', async () => {
    const asked: number[] = []
    const all = Array.from({ length: 60 }, (_, index) => index + 1)
    const rows = await readAll(async (offset, count) => {
      asked.push(count)
      if (count > 50) throw failure('timeout', { host: 'shop', seconds: 60 })
      return { rows: all.slice(offset, offset + count), total: 60, pages: null }
    }, 100)
    expect(rows).toEqual(all)
    // The first one, and the one by which it grew too far.
    expect(asked.filter((count) => count > 50).length).toBeLessThan(3)
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
    const pages = overlappingPages<number>({
      read: async (offset, _count, _limits, signal) => {
        asked.push(offset)
        signal.addEventListener('abort', () => {
          stopped = true
        })
        return { rows: [offset + 1, offset + 2, offset + 3], wrong: [], total: 9, pages: 3, notices: [] }
      },
      probe: async () => undefined,
      between: nothingBetween,
      id: (row) => row,
      perPage,
      sizes: createPageSizes(perPage, null),
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
