import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { vatCodeFor } from '../../../main/words/easyfatt-codes.ts'
import { easyfattTablesSchema } from '../../../main/words/easyfatt-tables.ts'
import {
  type DraftRule,
  draftOf,
  problemOf,
  rateChoices,
  ruleForNeed,
  tablesOf,
  usualRows,
  wholeRules,
} from '../../../renderer/easyfatt/tables-draft.ts'

const rule = (changes: Partial<DraftRule> = {}): DraftRule => ({
  rate: '0',
  place: 'eu',
  buyer: 'company',
  code: '41',
  vatClass: 'Intra-UE',
  ...changes,
})

describe('R46 the tables as they are written', () => {
  it('come back as they were kept, and are kept only when every row is whole', () => {
    const kept = {
      vat: wholeRules([rule(), rule({ place: 'DE' })]),
      payments: [{ from: 'PayPal', to: 'PAYPAL' }],
      carriers: [{ from: 'Ritiro', to: '' }],
    }
    expect(tablesOf(draftOf(kept))).toEqual(kept)
    expect(tablesOf({ ...draftOf(kept), vat: [rule({ code: ' ' })] })).toBeNull()
    expect(tablesOf({ ...draftOf(kept), vat: [rule({ code: ' 41 ' })] })?.vat[0]?.code).toBe('41')
  })

  it.each([
    ['nothing', [rule()], null],
    ['no code', [rule({ code: '' })], 'code'],
    ['no class', [rule({ vatClass: null })], 'vatClass'],
    ['the same as one before', [rule({ code: '8' }), rule()], 'twice'],
    ['another place', [rule(), rule({ place: 'DE' })], null],
  ])('%s is wrong with the last row: %s', (_, rules, problem) => {
    expect(problemOf(rules, rules.length - 1)).toBe(problem)
  })

  it('shows what no row covers as it was, and what has no code', () => {
    const rows = usualRows(
      [rule({ rate: '22', place: 'anywhere', buyer: 'any' }), rule()],
      ['19', '0', 'unknown'],
    )
    expect(rows.map(({ rate, usual }) => [rate, usual?.code ?? null])).toEqual([
      ['10', '10'],
      ['5', '5'],
      ['4', '4'],
      ['19', '19'],
      ['0', null],
      ['unknown', null],
      ['unclear', null],
      ['rounding', '0'],
    ])
  })

  it('a row made for what an order wants gives it a code, and can be kept', () => {
    const need = fc.record({
      rate: fc.constantFrom('22', '0', 'unknown', 'unclear', '5.5'),
      country: fc.constantFrom('IT', 'DE', 'CH', ''),
      company: fc.boolean(),
    })
    fc.assert(
      fc.property(need, (wanted) => {
        const tables = tablesOf({
          vat: [{ ...ruleForNeed(wanted), code: 'X', vatClass: 'Esente' }],
          payments: {},
          carriers: {},
        })
        expect(easyfattTablesSchema.safeParse(tables).success).toBe(true)
        expect(vatCodeFor(tables?.vat ?? [], wanted)?.code).toBe('X')
        expect(rateChoices([])).toContain(wanted.rate)
      }),
    )
  })
})
