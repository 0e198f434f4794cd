import Big from 'big.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { invoiceXml } from '../../../main/invoice/invoice-xml.ts'
import { makeInvoice } from '../../../main/invoice/make-invoice.ts'
import type { InvoiceRefusalCode } from '../../../main/words/invoice.ts'
import { anyOrder } from '../../support/any-order.ts'
import { anySale, soldFor } from '../../support/any-sale.ts'
import { readXml, type XmlElement } from '../../support/exports.ts'
import {
  at,
  bodyOf,
  contentErrors,
  linesIn,
  schemaProblem,
  schemaThere,
  skipNote,
  summariesIn,
  textOf,
} from '../../support/fatturapa.ts'
import { inputOf, settled } from '../../support/invoices.ts'
import { firstSeed, size } from '../../support/sizes.ts'

const runs = { numRuns: size(250, 10_000), seed: firstSeed(48) }

describe('R48 any order', { timeout: size(30_000, 300_000) }, () => {
  it('is an invoice that comes to what was paid and passes the checks, or is refused by name', () => {
    const refused = new Map<InvoiceRefusalCode, number>()
    let made = 0
    fc.assert(
      fc.property(anySale, (input) => {
        const result = makeInvoice(input)
        if (!result.ok) {
          for (const { code } of result.refusals) refused.set(code, (refused.get(code) ?? 0) + 1)
          expect(result.refusals.length).toBeGreaterThan(0)
          return
        }
        made += 1
        const xml = invoiceXml(result.document)
        const root = readXml(xml)
        expect(contentErrors(root)).toEqual([])
        const head = at(bodyOf(root), 'DatiGenerali/DatiGeneraliDocumento')
        const paid = input.refund === null ? soldFor(input.order) : new Big(input.refund.amount)
        const charged = linesIn(bodyOf(root)).some(
          (line) => textOf(line, 'Descrizione') === 'Imposta di bollo',
        )
        expect(textOf(head, 'ImportoTotaleDocumento')).toBe(paid.plus(charged ? 2 : 0).toFixed(2))
        expect(stampIsDue(root)).toBe(textOf(at(head, 'DatiBollo'), 'BolloVirtuale') === 'SI')
        expect(xml).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<p:FatturaElettronica /)
        // Nothing empty, nothing outside of Latin-1, no control character, one line.
        expect(xml).not.toMatch(/\/>|<(\w+)><\/\1>|> | <\/|[^\n\x20-\x7e\xa0-\xff]/)
      }),
      runs,
    )
    // These are refused for what they are, and no others.
    const reasons = [...refused.keys()].sort()
    expect(reasons.filter((code) => !expected.has(code))).toEqual([])
    expect(made / runs.numRuns).toBeGreaterThan(0.6)
  })

  it.skipIf(!schemaThere)(`is valid by the official schema${skipNote}`, () => {
    fc.assert(
      fc.property(anySale, (input) => {
        const result = makeInvoice(input)
        if (result.ok) expect(schemaProblem(invoiceXml(result.document))).toBeNull()
      }),
      runs,
    )
  })
})

const odd = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'IT',
    'it',
    'DE',
    'XX',
    'O(',
    '12345',
    '0',
    'RSSMRA80A01H501U',
    '01234567897',
    'a@b.it',
    '🎉',
  ),
  fc.string({ unit: 'binary', maxLength: 300 }),
)

it('R48 whatever a shop sends, no wrong file is made of it', { timeout: size(30_000, 300_000) }, () => {
  const natura = { ...settled({}).natura, 'zero-rate': { natura: 'N4' as const, text: '' } }
  const settings = settled({ natura, oss: 'italian', stampAlso: [] })
  let made = 0
  const party = fc.record({
    fiscal: fc.record({ fiscalCode: odd, vatNumber: odd, pec: odd, sdiCode: odd }),
    billing: fc.record({
      name: odd,
      company: odd,
      street: odd,
      city: odd,
      province: odd,
      postcode: odd,
      country: odd,
    }),
    usual: fc.boolean(),
    refunded: fc.boolean(),
  })
  fc.assert(
    fc.property(anyOrder, party, (order, { fiscal, billing, usual, refunded }) => {
      const changed = { ...order, fiscal, billing: { ...order.billing, ...billing } }
      const known = { ...order, billing: { ...order.billing, name: 'Anna Neri', city: 'Roma' } }
      const [refund = null] = refunded ? order.refunds : []
      const credit = { kind: 'TD04', refund, invoice: { number: '1/W', date: '2026-03-01' } } as const
      const more = refund === null ? { settings } : { ...credit, settings }
      const result = makeInvoice(inputOf(usual ? known : changed, more))
      if (!result.ok) return
      made += 1
      const xml = invoiceXml(result.document)
      expect(contentErrors(readXml(xml))).toEqual([])
      if (schemaThere) expect(schemaProblem(xml)).toBeNull()
    }),
    runs,
  )
  expect(made / runs.numRuns).toBeGreaterThan(0.05)
})

/** More than 77.47 without VAT, but for exports, sales within the EU and other countries' VAT. */
function stampIsDue(root: XmlElement): boolean {
  const body = bodyOf(root)
  const sum = (of: readonly XmlElement[], name: string) =>
    of.reduce((all, one) => all.plus(textOf(one, name)), new Big(0))
  const counted = summariesIn(body).filter((summary) => /^N(2|4)/.test(textOf(summary, 'Natura')))
  const foreign = linesIn(body).filter((line) => textOf(line, 'Descrizione').includes('(OSS)'))
  return sum(counted, 'ImponibileImporto').minus(sum(foreign, 'PrezzoTotale')).gt('77.47')
}

const expected: ReadonlySet<InvoiceRefusalCode> = new Set<InvoiceRefusalCode>([
  'fiscal-code-missing',
  'name-missing',
  'refund-not-explained',
  'nothing-sold',
  'rate-unknown',
])
