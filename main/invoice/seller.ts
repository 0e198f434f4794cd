import { warningFor } from '../words/edit/warnings.ts'
import { euroText, missingOfSeller } from '../words/invoice-seller.ts'
import type { Seller } from '../words/invoice-settings.ts'
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
      capital: euroText(rea.capital),
    },
  }
}

function bare(code: string): string {
  return code.toUpperCase().replace(/\s/g, '')
}
