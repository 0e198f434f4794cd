import { fiscalCodeCheck, vatNumberCheck } from '../check-characters.ts'

/** What looks wrong in a field that somebody filled in; said beside it, and never a reason not to save (R27). */
export type FieldWarning =
  | 'fiscal-code-length'
  | 'fiscal-code-form'
  | 'fiscal-code-check'
  | 'vat-number-form'
  | 'vat-number-check'
  | 'sdi-code-form'
  | 'email-form'
  | 'postcode-form'
  | 'province-unknown'
  | 'country-unknown'

/**
 * Looks at a field of an order by its path; empty fields are fine.
 * @param country of the address that the field belongs to; what is Italian is checked only for Italy
 */
export function warningFor(path: string, value: string, country: string): FieldWarning | null {
  const text = value.trim()
  if (text === '') return null
  const italian = country === '' || country.toUpperCase() === 'IT'
  switch (path) {
    case 'fiscal.fiscalCode':
      return italian ? checkFiscalCode(text.toUpperCase()) : null
    case 'fiscal.vatNumber':
      return checkVatNumber(text.toUpperCase(), italian)
    case 'fiscal.sdiCode':
      // Six characters for public administrations (IPA), seven for everybody else; seven X abroad.
      return /^[A-Z0-9]{6,7}$/.test(text.toUpperCase()) ? null : 'sdi-code-form'
    case 'fiscal.pec':
    case 'customer.email':
      return /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(text) ? null : 'email-form'
    case 'billing.postcode':
    case 'shipping.postcode':
      return !italian || /^\d{5}$/.test(text) ? null : 'postcode-form'
    case 'billing.province':
    case 'shipping.province':
      return !italian || provinces.has(text.toUpperCase()) ? null : 'province-unknown'
    case 'billing.country':
    case 'shipping.country':
      return isCountry(text) ? null : 'country-unknown'
    default:
      return null
  }
}

const digit = '[0-9LMNPQRSTUV]'
const codeForm = new RegExp(`^[A-Z]{6}${digit}{2}[ABCDEHLMPRST]${digit}{2}[A-Z]${digit}{3}[A-Z]$`)

/**
 * A person's code (sixteen characters) or a body's (eleven digits, as a partita IVA). Codes of two people with the
 * same data have letters for digits (omocodia: L M N P Q R S T U V). D.M. 23 December 1976.
 */
function checkFiscalCode(code: string): FieldWarning | null {
  if (/^\d{11}$/.test(code))
    return vatNumberCheck(code.slice(0, 10)) === code.at(10) ? null : 'fiscal-code-check'
  if (code.length !== 16) return 'fiscal-code-length'
  if (!codeForm.test(code)) return 'fiscal-code-form'
  return fiscalCodeCheck(code.slice(0, 15)) === code.at(15) ? null : 'fiscal-code-check'
}

/** Eleven digits, the last by Luhn's rule; with another country's letters before it, it is that country's affair. */
function checkVatNumber(number: string, italian: boolean): FieldWarning | null {
  const bare = /^IT/.test(number) ? number.slice(2) : number
  if (!/^\d{11}$/.test(bare))
    return /^[A-Z]{2}[A-Z0-9+*]{2,13}$/.test(bare) || !italian ? null : 'vat-number-form'
  if (!italian && bare === number) return null
  return vatNumberCheck(bare.slice(0, 10)) === bare.at(10) ? null : 'vat-number-check'
}

function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code)) return false
  return new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code) !== undefined
}

/** The provinces' letters (ISTAT), with those that ended in 2016 and are still written on addresses in Sardinia. */
const provinces: ReadonlySet<string> = new Set(
  `AG AL AN AO AP AQ AR AT AV BA BG BI BL BN BO BR BS BT BZ CA CB CE CH CL CN CO CR CS CT CZ EN FC FE FG FI FM FR GE GO
   GR IM IS KR LC LE LI LO LT LU MB MC ME MI MN MO MS MT NA NO NU OR PA PC PD PE PG PI PN PO PR PT PU PV PZ RA RC RE RG
   RI RM RN RO SA SI SO SP SR SS SU SV TA TE TN TO TP TR TS TV UD VA VB VC VE VI VR VT VV CI OG OT VS`.split(
    /\s+/,
  ),
)
