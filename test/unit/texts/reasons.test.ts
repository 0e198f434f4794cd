import { describe, expect, it } from 'vitest'
import { textsFor, wrongReasonText } from '../../../main/texts/index.ts'
import { namesOfFields, namesOfOrderFields, namesOfPlaces } from '../../../main/texts/order-fields.ts'
import type { WrongReason } from '../../../main/words/order.ts'
import { platformIds } from '../../../main/words/shop.ts'
import { reasonsOfSpoilt } from '../../support/spoilt-orders.ts'

/** What no operator says: `line_items`, `lineItems`, `[0]`, `a.b`. */
const machineWords = /_|[a-z][A-Z]|\[|\]|[a-z]\.[a-z]|undefined|null|\bobject\b/

describe.each(platformIds)('R9: whatever is wrong with an order of %s', (platform) => {
  const reasons = reasonsOfSpoilt(platform)

  it('is met by spoiling its fields one by one', () => {
    const codes = new Set(reasons.map(({ code }) => code))
    expect(reasons.length).toBeGreaterThan(100)
    expect([...codes]).toEqual(
      expect.arrayContaining(['unreadable-field', 'unknown-currency', 'impossible-date', 'totals-mismatch']),
    )
  })

  it.each(['it', 'en'] as const)('is said in plain words (%s)', (language) => {
    const texts = textsFor(language)
    const technical = reasons
      .map((reason) => [JSON.stringify(reason.params), wrongReasonText(texts, withoutValue(reason)).message])
      .filter(([, message = '']) => machineWords.test(message))
    expect(technical).toEqual([])
  })
})

/** What the shop wrote is shown as it is, if it was a text. */
function withoutValue(reason: WrongReason): WrongReason {
  if (reason.code === 'impossible-date') {
    const value = reason.params.value.replace(/[^[\]]/g, '')
    return { ...reason, params: { ...reason.params, value } }
  }
  return reason.code === 'unknown-currency' ? { ...reason, params: { currency: 'XX' } } : reason
}

describe('R9: a field', () => {
  const said = (field: string) =>
    wrongReasonText(textsFor('it'), { code: 'unreadable-field', params: { field } }).message

  it.each([
    ['line_items[2].quantity', 'quantità, riga 3'],
    ['lineItems[0].taxLines[1].priceSet', 'importo, voce IVA 2, riga 1'],
    ['address_invoice.country.iso_code', 'sigla, paese, indirizzo di fatturazione'],
    ['extension_attributes.shipping_assignments[0].shipping.address', 'indirizzo di spedizione'],
    ['name', 'numero'],
    ['customer.firstname', 'nome, cliente'],
    ['qualcosa_di_nuovo[3].mai_visto', 'qualcosa_di_nuovo[3].mai_visto'],
    ['constructor', 'constructor'],
  ])('%s is called «%s»', (field, words) => {
    expect(said(field)).toContain(`«${words}`)
  })

  it.each([namesOfFields, namesOfOrderFields, namesOfPlaces])('has one meaning', (names) => {
    const all = Object.values(names).flat()
    expect(all).toEqual([...new Set(all)])
  })
})
