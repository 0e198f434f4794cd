import { toDecimal } from '../words/decimal.ts'
import { warningFor } from '../words/edit/warnings.ts'
import type { SellerField } from '../words/invoice.ts'
import type { Seller } from '../words/invoice-settings.ts'
import { scaled } from './exact.ts'
import { ascii, fitted } from './latin.ts'
import { type Notes, refuse, warn } from './notes.ts'

/** The seller as the schema wants him; what is missing in the settings is named, all of it. */
export function sellerOf(entered: Seller, notes: Notes): Seller {
  const seller = cleaned(entered, notes)
  const fields = missingOfSeller(seller)
  if (fields.length > 0) refuse(notes, 'seller-incomplete', { fields })
  const { vatNumber } = seller
  if (warningFor('fiscal.vatNumber', vatNumber, 'IT') === 'vat-number-check') {
    warn(notes, 'check-digit', { whose: 'seller', number: vatNumber })
  }
  return seller
}

/** What still has to be entered, or entered otherwise, before any invoice can be made. */
function missingOfSeller(seller: Seller): readonly SellerField[] {
  const { rea } = seller
  const isPerson = seller.name === ''
  const fiscalProblem = warningFor('fiscal.fiscalCode', seller.fiscalCode, 'IT')
  const isRight: Partial<Record<SellerField, boolean>> = {
    name: !isPerson || (seller.firstName !== '' && seller.lastName !== ''),
    vatNumber: /^\d{11}$/.test(seller.vatNumber),
    // The file is named by it, and a person's is not the VAT number.
    fiscalCode:
      /^\d{11}$/.test(seller.fiscalCode) ||
      (fiscalProblem === null && !(isPerson && seller.fiscalCode === '')),
    regime: seller.regime !== null,
    street: seller.street !== '',
    postcode: /^\d{5}$/.test(seller.postcode),
    city: seller.city !== '',
    province: /^[A-Z]{2}$/.test(seller.province),
    'rea.office': rea === null || /^[A-Z]{2}$/.test(rea.office),
    'rea.number': rea === null || rea.number !== '',
  }
  return (Object.keys(isRight) as SellerField[]).filter((field) => isRight[field] === false)
}

function cleaned(seller: Seller, notes: Notes): Seller {
  const { rea } = seller
  return {
    name: fitted(notes, 'sellerName', seller.name, 80),
    firstName: fitted(notes, 'sellerName', seller.firstName, 60),
    lastName: fitted(notes, 'sellerName', seller.lastName, 60),
    vatNumber: bare(seller.vatNumber).replace(/^IT(?=\d)/, ''),
    fiscalCode: bare(seller.fiscalCode),
    regime: seller.regime,
    street: fitted(notes, 'sellerStreet', seller.street, 60),
    postcode: seller.postcode.trim(),
    city: fitted(notes, 'sellerCity', seller.city, 60),
    province: bare(seller.province),
    rea: rea && {
      ...rea,
      office: bare(rea.office),
      number: ascii(rea.number).slice(0, 20).trim(),
      capital: rea.capital.trim() === '' ? '' : toDecimal(scaled(rea.capital.trim().replace(',', '.')), 2),
    },
  }
}

function bare(code: string): string {
  return code.toUpperCase().replace(/\s/g, '')
}
