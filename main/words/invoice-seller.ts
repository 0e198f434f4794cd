import { parseDecimal, toDecimal } from './decimal.ts'
import { warningFor } from './edit/warnings.ts'
import type { SellerField } from './invoice.ts'
import type { Seller } from './invoice-settings.ts'

/** What still has to be entered, or entered otherwise, before any invoice can be made (R48). Codes are in capitals. */
export function missingOfSeller(seller: Seller): readonly SellerField[] {
  const { rea, fiscalCode } = seller
  const isPerson = seller.name === '' && seller.firstName + seller.lastName !== ''
  const isNumber = /^\d{11}$/.test(fiscalCode)
  const isRight: Partial<Record<SellerField, boolean>> = {
    name: seller.name !== '' || (seller.firstName !== '' && seller.lastName !== ''),
    vatNumber: /^\d{11}$/.test(seller.vatNumber),
    // The file is named by it, and a person's is not the VAT number.
    fiscalCode: isPerson
      ? fiscalCode.length === 16 && warningFor('fiscal.fiscalCode', fiscalCode, 'IT') === null
      : isNumber || warningFor('fiscal.fiscalCode', fiscalCode, 'IT') === null,
    regime: seller.regime !== null,
    street: seller.street !== '',
    postcode: /^\d{5}$/.test(seller.postcode),
    city: seller.city !== '',
    province: /^([A-Z]{2})?$/.test(seller.province),
    'rea.office': rea === null || /^[A-Z]{2}$/.test(rea.office),
    'rea.number': rea === null || rea.number !== '',
    'rea.capital': rea === null || /^(\d{1,11}(\.\d{1,2})?)?$/.test(rea.capital),
  }
  return (Object.keys(isRight) as SellerField[]).filter((field) => isRight[field] === false)
}

/** An amount of euro as it is typed: `10.000,00`, `€ 10.000` and `10000` alike, with two decimals; what is none stays as it is. */
export function euroText(text: string): string {
  const bare = text.replace(/[\s€]/g, '')
  const number = /^\d{1,3}(\.\d{3})*(,\d{1,2})?$/.test(bare)
    ? bare.replaceAll('.', '').replace(',', '.')
    : bare.replace(',', '.')
  const value = parseDecimal(number)
  return value === null ? bare : toDecimal(value, 2)
}
