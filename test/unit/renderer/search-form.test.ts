import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textsFor } from '../../../main/texts/index.ts'
import { everyOrder, type OrderSearch, periodNames } from '../../../main/words/order-search.ts'
import {
  filterOf,
  noPeriod,
  periodOf,
  searchedPeriod,
  withPeriod,
} from '../../../main/words/search-period.ts'
import { amountText, periodText, readAmount } from '../../../renderer/search/filter-words.ts'
import { isLikeNumber } from '../../../renderer/search/known-number.tsx'
import {
  addPlaces,
  between,
  countPlaces,
  hasPlace,
  noPlaces,
  type Ranges,
  removePlace,
  togglePlace,
} from '../../../renderer/search/ranges.ts'

const texts = textsFor('it')
const search = (change: Partial<OrderSearch>): OrderSearch => ({
  ...everyOrder,
  period: null,
  downloadedPeriod: null,
  ...change,
})
const local = (year: number, month: number, day: number) => new Date(year, month - 1, day).toISOString()

describe('R26 places chosen in a list', () => {
  const step = fc.oneof(
    fc.record({ what: fc.constant('add' as const), from: fc.nat(40), length: fc.nat(8) }),
    fc.record({ what: fc.constantFrom('remove', 'toggle'), from: fc.nat(40), length: fc.constant(1) }),
  )

  it('are those of a plain set, as ranges ascending and apart, whatever is clicked', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let ranges: Ranges = noPlaces
        const places = new Set<number>()
        for (const { what, from, length } of steps) {
          if (what === 'add') {
            ranges = addPlaces(ranges, from, from + length)
            for (let place = from; place < from + length; place += 1) places.add(place)
          } else {
            const gone = what === 'remove' || places.has(from)
            ranges = what === 'remove' ? removePlace(ranges, from) : togglePlace(ranges, from)
            if (gone) places.delete(from)
            else places.add(from)
          }
          const listed = Array.from({ length: 60 }, (_, place) => place)
          expect(listed.filter((place) => hasPlace(ranges, place))).toEqual([...places].sort((a, b) => a - b))
          expect(countPlaces(ranges)).toBe(places.size)
          ranges.forEach(([start, end], index) => {
            expect(start).toBeLessThan(end)
            expect(start).toBeGreaterThan(ranges[index - 1]?.[1] ?? -1)
          })
        }
      }),
    )
  })

  it('between two rows are the same, whichever was clicked first', () => {
    expect(between(7, 3)).toEqual([[3, 8]])
    expect(between(3, 7)).toEqual([[3, 8]])
    expect(between(5, 5)).toEqual([[5, 6]])
  })
})

describe('R26 periods of a search', () => {
  it.each([
    ['today', local(2026, 3, 1), local(2026, 3, 2)],
    ['yesterday', local(2026, 2, 28), local(2026, 3, 1)],
    ['last7', local(2026, 2, 23), local(2026, 3, 2)],
    ['last30', local(2026, 1, 31), local(2026, 3, 2)],
    ['thisMonth', local(2026, 3, 1), local(2026, 4, 1)],
    ['lastMonth', local(2026, 2, 1), local(2026, 3, 1)],
    ['thisYear', local(2026, 1, 1), local(2027, 1, 1)],
    ['lastYear', local(2025, 1, 1), local(2026, 1, 1)],
  ] as const)('%s, on the first of March', (name, from, before) => {
    expect(periodOf(name, new Date(2026, 2, 1, 23, 59))).toEqual({ from, before })
  })

  it('begin and end at midnight of this computer, also when a day has 23 or 25 hours', () => {
    const anyMoment = fc.date({ min: new Date(2020, 0, 1), max: new Date(2030, 0, 1), noInvalidDate: true })
    fc.assert(
      fc.property(anyMoment, fc.constantFrom(...periodNames), (now, name) => {
        const { from, before } = periodOf(name, now)
        for (const end of [new Date(from), new Date(before)]) {
          expect([end.getHours(), end.getMinutes(), end.getMilliseconds()]).toEqual([0, 0, 0])
        }
        expect(Date.parse(from)).toBeLessThan(Date.parse(before))
        const holdsToday = !['yesterday', 'lastMonth', 'lastYear'].includes(name)
        expect(Date.parse(from) <= now.getTime() && now.getTime() < Date.parse(before)).toBe(holdsToday)
      }),
    )
  })

  it('by name move along with the days; by date they stay', () => {
    const named = search({ period: 'today' })
    expect(filterOf(named, new Date(2026, 10, 23)).from).toBe(local(2026, 11, 23))
    expect(filterOf(named, new Date(2026, 10, 24)).from).toBe(local(2026, 11, 24))
    const { period: _, downloadedPeriod: __, ...dated } = search({ from: local(2026, 1, 1) })
    expect(filterOf(search({ from: local(2026, 1, 1) }), new Date())).toEqual(dated)
  })

  it('are two: when orders were placed, and when they were downloaded', () => {
    const today = { from: local(2026, 11, 23), before: local(2026, 11, 24) }
    const downloaded = { downloadedFrom: today.from, downloadedBefore: today.before }
    const now = new Date(2026, 10, 23, 12)
    const wanted = search(withPeriod('downloaded', { ...noPeriod, period: 'today' }))
    expect(filterOf(wanted, now)).toEqual({ ...everyOrder, ...downloaded })
    expect(searchedPeriod(search(withPeriod('downloaded', { ...noPeriod, ...today })), 'downloaded')).toEqual(
      { ...noPeriod, ...today },
    )
    expect(filterOf(search(withPeriod('placed', { ...noPeriod, ...today })), now)).toEqual({
      ...everyOrder,
      ...today,
    })
  })

  it('are told with their last day, not with the instant after it', () => {
    const span = { from: local(2026, 11, 1), before: local(2026, 11, 24) }
    expect(periodText(search(span), texts)).toBe('01/11/2026 – 23/11/2026')
    expect(periodText(search({ from: local(2026, 11, 1), before: local(2026, 11, 2) }), texts)).toBe(
      '01/11/2026',
    )
    expect(periodText(search({ period: 'last7' }), texts)).toBe(texts.search.filters.periods.last7)
    expect(periodText(search({}), texts)).toBeNull()
  })
})

describe('R26 amounts of a search', () => {
  it.each([
    ['12', '12'],
    ['12,5', '12.5'],
    ['1.234,50', '1234.50'],
    ['1,234.50', '1234.50'],
    ['1.234', '1234'],
    ['1.234.567', '1234567'],
    ['1234.5', '1234.5'],
    ['12.34', '12.34'],
    [',5', '0.5'],
    ['-,5', '-0.5'],
    ['-3', '-3'],
    [' € 7 ', '7'],
    ['1’234', null],
    ["1'234,5", '1234.5'],
    ['', ''],
    ['   ', ''],
    ['tre', null],
    ['1e3', null],
    ['--1', null],
    ['1,2345678', null],
    ['9'.repeat(12), null],
  ])('typed as %j are read as %j', (typed, read) => {
    expect(readAmount(typed)).toBe(read)
  })

  it('R24 written as people write them are read back to the cent', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), (cents) => {
        const [sign, size] = cents < 0n ? ['-', -cents] : ['', cents]
        const amount = `${sign}${size / 100n}.${String(size % 100n).padStart(2, '0')}`
        expect(readAmount(amount.replace('.', ','))).toBe(amount)
        const grouped = new Intl.NumberFormat('it-IT', { useGrouping: 'always', minimumFractionDigits: 2 })
        expect(readAmount(grouped.format(amount as Intl.StringNumericLiteral))).toBe(amount)
      }),
    )
  })

  it('are told from, to, or as one', () => {
    expect(amountText(search({ amountFrom: '50', amountTo: '50' }), texts)).toBe('50,00')
    expect(amountText(search({ amountFrom: '50', amountTo: '1080.5' }), texts)).toBe('50,00 – 1.080,50')
    expect(amountText(search({ amountTo: '80' }), texts)).toBe(texts.search.filters.toOnly('80,00'))
    expect(amountText(search({}), texts)).toBeNull()
  })
})

describe('R17 what is typed as a number', () => {
  it.each(['460690', '#1042', 'N-17', '2026/118', '000000042'])('%s may be one', (typed) => {
    expect(isLikeNumber(typed)).toBe(true)
  })
  it.each(['', 'rossi', 'via Roma 12', 'anna@example.it', '#', '-12'])('%s is none', (typed) => {
    expect(isLikeNumber(typed)).toBe(false)
  })
})
