import type { AccountantSettings } from '../words/accountant.ts'
import { contentChecks, type WrongField } from '../words/checks.ts'
import type { Order } from '../words/order.ts'

/**
 * Whether an order asks for an invoice, as far as it tells: shops keep no such wish, but who gives a VAT number, an SDI code or
 * a PEC has one; a fiscal code alone counts where the office says so (many shops ask everybody for it).
 */
export function asksForInvoice({ fiscal }: Order, { fiscalCodeAsks }: AccountantSettings): boolean {
  const { vatNumber, sdiCode, pec, fiscalCode } = fiscal
  const given = [vatNumber, sdiCode, pec, fiscalCodeAsks ? fiscalCode : '']
  return given.some((text) => text.trim() !== '')
}

/** Paths of what an invoice needs and the order does not have, or has wrong. */
export function invoiceProblems(order: Order): readonly string[] {
  const found = contentChecks(order)
    .filter(({ reason }) => reason === 'fiscal' || reason === 'address')
    .flatMap(({ content }) => (JSON.parse(content) as WrongField[]).map(([path]) => path))
    .filter((path) => path.startsWith('fiscal.') || path.startsWith('billing.'))
  const { fiscal, billing } = order
  const isItalian = billing.country === '' || billing.country.toUpperCase() === 'IT'
  // Who is no company needs a fiscal code.
  const isNobody = isItalian && fiscal.vatNumber.trim() === '' && fiscal.fiscalCode.trim() === ''
  const missing = (['street', 'city'] as const).filter((field) => billing[field].trim() === '')
  return [...(isNobody ? ['fiscal.fiscalCode'] : []), ...found, ...missing.map((field) => `billing.${field}`)]
}
