import { warningFor } from '../words/edit/warnings.ts'
import type { InvoiceBuyer } from '../words/invoice.ts'
import type { Order } from '../words/order.ts'
import { vatAreaOf } from '../words/vat-area.ts'
import { fitted } from './latin.ts'
import { type Notes, refuse, warn } from './notes.ts'
import { provinceLetters } from './provinces.ts'

/** Who is invoiced, and how the file reaches him. */
export interface Recipient {
  readonly buyer: InvoiceBuyer
  readonly recipientCode: string
  readonly pec: string
}

/** A foreign consumer has no number: it wants eleven nines. */
const noNumber = '99999999999'
/** San Marino and the Vatican have rules of their own. */
const notMade = ['SM', 'VA']
/** As the schema has it, and a dot in the host. */
const pecForm = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@[\w-]+(\.[\w-]+)+$/

/** The buyer as the schema wants him; what the exchange system would not take is refused. */
export function recipientOf(order: Order, notes: Notes): Recipient {
  const country = order.billing.country.trim().toUpperCase()
  if (country === '') refuse(notes, 'country-missing', {})
  else if (warningFor('billing.country', country, country) !== null)
    refuse(notes, 'country-unknown', { country })
  else if (notMade.includes(country)) refuse(notes, 'country-not-made', { country })
  return country === 'IT' ? italian(order, notes) : foreign(order, country, notes)
}

function italian({ billing, fiscal, customer }: Order, notes: Notes): Recipient {
  const fiscalCode = bare(fiscal.fiscalCode)
  const vatNumber = bare(fiscal.vatNumber).replace(/^IT(?=\d)/, '')
  if (fiscalCode === '' && vatNumber === '') refuse(notes, 'fiscal-code-missing', {})
  checkNumber(vatNumber, 'vat-number-wrong', notes)
  if (fiscalCode.length === 16 || !/^\d{11}$/.test(fiscalCode)) {
    if (warningFor('fiscal.fiscalCode', fiscalCode, 'IT') !== null)
      refuse(notes, 'fiscal-code-wrong', { code: fiscalCode })
  } else if (fiscalCode !== vatNumber) checkNumber(fiscalCode, 'fiscal-code-wrong', notes)
  const postcode = billing.postcode.trim()
  if (!/^\d{5}$/.test(postcode)) refuse(notes, 'postcode-wrong', { postcode })
  const province = provinceLetters(billing.province)
  if (province === null) warn(notes, 'province-dropped', { province: billing.province })
  // A body has a fiscal code of eleven digits, and a name of its own, with or without a VAT number.
  const isPerson = vatNumber === '' && fiscalCode.length === 16
  const company = billing.company.trim() === '' ? customer.company : billing.company
  return {
    buyer: {
      vat: vatNumber === '' ? null : { country: 'IT', code: vatNumber },
      fiscalCode,
      ...nameAndPlace({ billing, customer }, isPerson ? '' : company, notes),
      postcode,
      province: province ?? '',
      country: 'IT',
    },
    ...channelOf(fiscal, notes),
  }
}

function foreign({ billing, fiscal, customer }: Order, country: string, notes: Notes): Recipient {
  const number = bare(fiscal.vatNumber)
  const prefix = [country, ...(country === 'GR' ? ['EL'] : [])].find((one) => number.startsWith(one)) ?? ''
  const code = number.slice(prefix.length)
  if (code !== '' && !/^(?!IT\d{11}$)[A-Z0-9+*]{1,28}$/.test(code)) {
    refuse(notes, 'vat-number-wrong', { number: fiscal.vatNumber })
  }
  const company = billing.company.trim() === '' ? customer.company : billing.company
  return {
    buyer: {
      vat: { country, code: code === '' ? noNumber : code },
      fiscalCode: '',
      // Outside of the EU companies give shops no number.
      ...nameAndPlace(
        { billing, customer },
        number === '' && vatAreaOf(country) === 'eu' ? '' : company,
        notes,
      ),
      postcode: '00000',
      province: '',
      country,
    },
    recipientCode: 'XXXXXXX',
    pec: '',
  }
}

/** The shop has one name of a person, which nobody can part for certain: it stands where a company's does. */
function nameAndPlace(
  { billing, customer }: Pick<Order, 'billing' | 'customer'>,
  company: string,
  notes: Notes,
): Pick<InvoiceBuyer, 'name' | 'street' | 'city'> {
  const called = [company, billing.name, customer.name, billing.company, customer.company]
  const name = fitted(notes, 'name', called.find((text) => text.trim() !== '') ?? '', 80)
  const street = fitted(notes, 'street', `${billing.street} ${billing.street2}`, 60)
  const city = fitted(notes, 'city', billing.city, 60)
  if (name === '') refuse(notes, 'name-missing', {})
  if (street === '') refuse(notes, 'street-missing', {})
  if (city === '') refuse(notes, 'city-missing', {})
  return { name, street, city }
}

/** A code of seven characters, or seven zeros with a PEC, if there is one. */
function channelOf(fiscal: Order['fiscal'], notes: Notes): Pick<Recipient, 'recipientCode' | 'pec'> {
  const code = bare(fiscal.sdiCode)
  if (/^[A-Z0-9]{6}$/.test(code)) refuse(notes, 'public-body', { code })
  // Seven X are for those abroad.
  if (/^[A-Z0-9]{7}$/.test(code) && !/^(0{7}|X{7})$/.test(code)) return { recipientCode: code, pec: '' }
  if (!/^0*$/.test(code)) warn(notes, 'sdi-code-dropped', { code })
  const pec = fiscal.pec.trim()
  if (/^sdi\d+@pec\.fatturapa\.it$/i.test(pec)) refuse(notes, 'pec-of-exchange', { pec })
  const isPec = pecForm.test(pec) && pec.length >= 7 && pec.length <= 256
  if (pec !== '' && !isPec) warn(notes, 'pec-dropped', { pec })
  return { recipientCode: '0000000', pec: isPec ? pec : '' }
}

/** Whether a number of eleven digits is anybody's, only the tax register knows: the official examples have such as cannot be. */
function checkNumber(number: string, refusal: 'vat-number-wrong' | 'fiscal-code-wrong', notes: Notes): void {
  if (number === '') return
  const problem = warningFor('fiscal.vatNumber', number, 'IT')
  if (problem === 'vat-number-check') warn(notes, 'check-digit', { whose: 'buyer', number })
  else if (problem === null && /^\d{11}$/.test(number)) return
  else if (refusal === 'vat-number-wrong') refuse(notes, refusal, { number })
  else refuse(notes, refusal, { code: number })
}

function bare(code: string): string {
  return code.toUpperCase().replace(/[\s.\-/]/g, '')
}
