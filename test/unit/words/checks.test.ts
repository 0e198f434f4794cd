import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkBits, checkReasons, checksIn, contentChecks } from '../../../main/words/checks.ts'
import type { Order } from '../../../main/words/order.ts'
import { orderOf } from '../../support/orders.ts'

const { billing, shipping, fiscal } = orderOf(1)
const none = { fiscalCode: '', vatNumber: '', pec: '', sdiCode: '' }
const abroad = { ...billing, country: 'DE', postcode: 'ZZ', province: '??' }

const cases: readonly (readonly [string, Partial<Order>, readonly string[]])[] = [
  ['an order as it should be', {}, []],
  ['a note', { note: ' citofonare ' }, ['note: citofonare']],
  [
    'a company without anything',
    { billing: { ...billing, company: 'Rossi S.r.l.' }, fiscal: none },
    ['fiscal: fiscal.vatNumber missing, fiscal.sdiCode missing'],
  ],
  [
    'a company with a PEC instead of a code',
    {
      billing: { ...billing, company: 'Rossi S.r.l.' },
      fiscal: { ...none, vatNumber: '00743110157', pec: 'a@pec.it' },
    },
    [],
  ],
  [
    'an association',
    {
      billing: { ...billing, company: 'Pro Loco' },
      fiscal: { ...none, fiscalCode: '00743110157', sdiCode: 'ABCDEF1' },
    },
    [],
  ],
  [
    'a sole trader without a code',
    { fiscal: { ...fiscal, vatNumber: '00743110157' } },
    ['fiscal: fiscal.sdiCode missing'],
  ],
  [
    'a company abroad',
    { billing: { ...abroad, company: 'Müller GmbH' }, shipping: abroad, fiscal: none },
    [],
  ],
  [
    'an impossible partita IVA',
    { fiscal: { ...none, vatNumber: '12345678901', sdiCode: 'ABCDEF1' } },
    ['fiscal: fiscal.vatNumber vat-number-check'],
  ],
  [
    'a CAP that is none',
    { shipping: { ...shipping, postcode: '2012' } },
    ['address: shipping.postcode postcode-form'],
  ],
  [
    'a CAP that there is not',
    { billing: { ...billing, postcode: '99999' } },
    ['address: billing.postcode postcode-form'],
  ],
  [
    'no CAP, and no province',
    { shipping: { ...shipping, postcode: '', province: '' } },
    ['address: shipping.postcode missing'],
  ],
  [
    'a province that there is not',
    { shipping: { ...shipping, province: 'XX' } },
    ['address: shipping.province province-unknown'],
  ],
  ['nothing to ship', { shipping: { ...shipping, street: '', city: '', postcode: '' } }, []],
]

describe('R42 what is to be looked at by what an order holds', () => {
  it.each(cases)('%s', (_, changes, expected) => {
    const found = contentChecks(orderOf(1, changes)).map(({ reason, content }) => {
      if (reason === 'note') return `note: ${content}`
      const fields = JSON.parse(content) as [string, string, string][]
      return `${reason}: ${fields.map(([path, problem]) => `${path} ${problem}`).join(', ')}`
    })
    expect(found).toEqual(expected)
  })

  it('is kept as bits, the gravest first', () => {
    fc.assert(
      fc.property(fc.subarray([...checkReasons]), (reasons) => {
        expect(checksIn(checkBits(reasons))).toEqual(reasons)
        // As searches have them in memory.
        expect(checkBits(reasons)).toBeLessThan(2 ** 16)
      }),
    )
  })
})
