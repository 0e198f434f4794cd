import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { easyfattName, ruleFor, usualVatCode, vatCodeFor } from '../../../main/words/easyfatt-codes.ts'
import { noTables, readEasyfattTables, type VatRule } from '../../../main/words/easyfatt-tables.ts'
import { vatAreaOf } from '../../../main/words/vat-area.ts'

const rule = (place: string, buyer: VatRule['buyer'], code = `${place} ${buyer}`, rate = '0'): VatRule => ({
  rate,
  place,
  buyer,
  code,
  vatClass: 'Esente',
})

const every = ['anywhere', 'italy', 'eu', 'outside-eu', 'DE', 'CH'].flatMap((place) =>
  (['any', 'company', 'private'] as const).map((buyer) => rule(place, buyer)),
)

describe('R46 the table of VAT codes', () => {
  it.each([
    ['DE', true, 'DE company'],
    ['DE', false, 'DE private'],
    ['FR', true, 'eu company'],
    ['IT', false, 'italy private'],
    ['CH', false, 'CH private'],
    ['GB', true, 'outside-eu company'],
    // Where nobody says where the goods go, only what holds anywhere does.
    ['', true, 'anywhere company'],
  ])('goods to %s, company %s: %s', (country, company, code) => {
    const need = { rate: '0', country, company }
    expect(vatCodeFor(every, need)?.code).toBe(code)
    expect(vatCodeFor(every.toReversed(), need)?.code).toBe(code)
  })

  it('the place says more than the buyer', () => {
    const rules = [rule('anywhere', 'company'), rule('eu', 'any'), rule('DE', 'any')]
    expect(ruleFor(rules, { rate: '0', country: 'DE', company: true })?.code).toBe('DE any')
    expect(ruleFor(rules, { rate: '0', country: 'FR', company: true })?.code).toBe('eu any')
    expect(ruleFor(rules, { rate: '0', country: 'CH', company: true })?.code).toBe('anywhere company')
  })

  it('what no row says is as it was: the percentage; for 0 and what is not known nothing', () => {
    expect(vatCodeFor([rule('DE', 'any')], { rate: '0', country: 'FR', company: false })).toBeNull()
    expect(usualVatCode('22')).toEqual({ code: '22', vatClass: 'Imponibile', usual: true })
    expect(usualVatCode('0.5')).toMatchObject({ code: '0.5' })
    expect(['0', 'unknown', 'unclear'].map(usualVatCode)).toEqual([null, null, null])
    expect(usualVatCode('rounding')).toEqual({ code: '0', vatClass: null, usual: true })
    expect(
      vatCodeFor([rule('anywhere', 'any', '22A', '22')], { rate: '22', country: 'IT', company: false }),
    ).toMatchObject({ code: '22A', usual: false })
  })

  it('the row found says the most of all that hold, and none is found only where none holds', () => {
    const places = ['anywhere', 'italy', 'eu', 'outside-eu', 'IT', 'DE', 'CH']
    const says = ({ place, buyer }: VatRule) => [
      place.length === 2 ? 2 : place === 'anywhere' ? 0 : 1,
      buyer === 'any' ? 0 : 1,
    ]
    const holds = ({ place, buyer }: VatRule, country: string, company: boolean) =>
      (place === 'anywhere' ||
        place === country ||
        (place === 'italy' && country === 'IT') ||
        (place === 'eu' && ['DE', 'FR'].includes(country)) ||
        (place === 'outside-eu' && country === 'CH')) &&
      (buyer === 'any' || (buyer === 'company') === company)
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom(...places),
            fc.constantFrom('any', 'company', 'private'),
            fc.constantFrom('0', '22'),
          ),
        ),
        fc.constantFrom('IT', 'DE', 'FR', 'CH', ''),
        fc.boolean(),
        (rows, country, company) => {
          const rules = rows.map(([place, buyer, rate]) => rule(place, buyer as VatRule['buyer'], 'x', rate))
          const found = ruleFor(rules, { rate: '0', country, company })
          const all = rules.filter((one) => one.rate === '0' && holds(one, country, company)).map(says)
          all.sort(([a = 0, b = 0], [c = 0, d = 0]) => c - a || d - b)
          expect(found === null ? undefined : says(found)).toEqual(all[0])
        },
      ),
    )
  })

  it('the 27 of the Union', () => {
    expect(new Set(['de', 'GR', 'EL', 'HR', 'MC'].map(vatAreaOf))).toEqual(new Set(['eu']))
    expect(new Set(['GB', 'CH', 'SM', 'VA', 'NO'].map(vatAreaOf))).toEqual(new Set(['outside-eu']))
    expect(['IT', ''].map(vatAreaOf)).toEqual(['italy', 'unknown-country'])
  })
})

describe('R46 the tables as the archive keeps them', () => {
  it('what another version wrote is passed over, row by row', () => {
    expect(readEasyfattTables(null)).toEqual(noTables)
    expect(readEasyfattTables('?')).toEqual(noTables)
    const kept = rule('DE', 'any')
    const read = readEasyfattTables({
      vat: [kept, { ...kept, place: 'the moon' }, 7, { ...kept, also: 'new' }],
      payments: [{ from: 'PayPal', to: ' PAYPAL ' }],
      more: [],
    })
    expect(read).toEqual({ vat: [kept], payments: [{ from: 'PayPal', to: 'PAYPAL' }], carriers: [] })
  })

  it('a method goes by its own name unless a row says another', () => {
    const names = [{ from: 'PayPal', to: 'PayPal Europe' }]
    expect(easyfattName(names, 'PayPal')).toBe('PayPal Europe')
    expect(easyfattName(names, 'Bonifico')).toBe('Bonifico')
    expect(easyfattName([{ from: 'Ritiro', to: '' }], 'Ritiro')).toBe('')
  })
})
