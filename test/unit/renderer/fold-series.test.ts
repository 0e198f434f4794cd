import { describe, expect, it } from 'vitest'
import { foldSeries, toggleFold } from '../../../renderer/state/fold-series.ts'

interface Item {
  readonly id: number
  readonly shop: number
  readonly says: string | null
}

const ways = {
  idOf: (item: Item) => item.id,
  shopOf: (item: Item) => item.shop,
  sameAs: (item: Item) => item.says,
}
/** `a` and `b` are annulled syncs of two shops, `x` a failure of the first, `A` and `B` their other runs; newest first. */
const items = (text: string): Item[] =>
  [...text].map((letter, place) => ({
    id: text.length - place,
    shop: 'ax'.includes(letter.toLowerCase()) ? 1 : 2,
    says: /[A-Z]/.test(letter) ? null : letter === 'x' ? 'failed' : 'annulled',
  }))
const fold = (text: string, open: readonly number[] = []) =>
  foldSeries(items(text), new Set(open), ways).map((row) =>
    row.kind === 'fold' ? row.items.map(ways.idOf) : row.item.id,
  )

describe('a long series of annulled syncs', () => {
  it('is one row; one or two stay as they are', () => {
    expect(fold('aaaA')).toEqual([[4, 3, 2], 1])
    expect(fold('aaA')).toEqual([3, 2, 1])
  })

  it('goes on past the runs of other shops, which keep their places', () => {
    expect(fold('aBabaaB')).toEqual([[7, 5, 3, 2], 6, 4, 1])
  })

  it('ends where the shop tried again', () => {
    expect(fold('aaaAaaa')).toEqual([[7, 6, 5], 4, [3, 2, 1]])
  })

  it('ends where the shop says something else, which may go on as a series of its own', () => {
    expect(fold('aaaxxxaa')).toEqual([[8, 7, 6], [5, 4, 3], 2, 1])
  })

  it('shows its rows below it when it is open, and stays open when a newer one comes', () => {
    expect(fold('aaaA', [3])).toEqual([[4, 3, 2], 4, 3, 2, 1])
    const keys = foldSeries(items('aaaA'), new Set([3]), ways).map((row) => row.key)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('opens and closes', () => {
    const open = toggleFold(new Set(), [4, 3, 2])
    expect([...open]).toEqual([4])
    // Since then a newer one has come.
    expect(toggleFold(open, [5, 4, 3, 2]).size).toBe(0)
  })
})
