import { vatNumberCheck } from '../words/check-characters.ts'
import { fiscalCode } from './fiscal-codes.ts'
import type { Kind } from './life-cycle.ts'
import {
  companies,
  foreigners,
  lastNames,
  men,
  secondLines,
  streets,
  towns,
  type WooAddress,
  women,
} from './people.ts'
import type { Random } from './random.ts'

export interface Customer {
  /** 0 for a guest. */
  readonly id: number
  readonly address: WooAddress
  readonly email: string
  readonly phone: string
  /** Fiscal data under the keys of one of the known invoicing plugins. */
  readonly meta: Readonly<Record<string, string>>
}

/** The customer of an order of this kind. */
export function makeCustomer(kind: Kind, random: Random): Customer {
  if (kind.name === 'foreign') return foreignCustomer(random)
  const woman = random.chance(50)
  const firstName = woman ? random.pick(women) : random.pick(men)
  const lastName = random.pick(lastNames)
  const town = random.pick(towns)
  const business = kind.name === 'company' || random.chance(12)
  const address: WooAddress = {
    first_name: firstName,
    last_name: lastName,
    company: business ? random.pick(companies) : '',
    address_1: random.pick(streets),
    address_2: random.pick(secondLines),
    city: town.name,
    state: town.province,
    postcode: town.postcode,
    country: 'IT',
  }
  const code = fiscalCode(firstName, lastName, {
    year: random.between(1948, 2004),
    month: random.between(1, 12),
    day: random.between(1, 28),
    woman,
    town: random.pick(towns).code,
  })
  return {
    id: random.chance(35) ? random.between(2, 60) : 0,
    address,
    email: mailbox(firstName, lastName, random),
    phone: `+39 02 555${random.text(4, '0123456789')}`,
    meta: business ? businessMeta(code, mailName(address.company), random) : personMeta(code, random),
  }
}

function foreignCustomer(random: Random): Customer {
  const { phone, ...address } = random.pick(foreigners)
  return {
    id: random.chance(20) ? random.between(61, 80) : 0,
    address,
    email: mailbox(address.first_name, address.last_name, random),
    phone,
    meta: {},
  }
}

/** Private persons: each plugin has its own key, and not every customer fills it in tidily. */
function personMeta(code: string, random: Random): Record<string, string> {
  return random.pick<Record<string, string>>([
    { _billing_cf: code },
    { _billing_cf: `${code.toLowerCase()} `, _billing_customer_type: 'individual' },
    { _billing_codice_fiscale: code },
    { _billing_fiscal_code: code },
    { _billing_wc_piva_cf_cf: code },
    { _cf: code },
    { _billing_cf_aruba_fe: code },
    {},
    {},
  ])
}

function businessMeta(code: string, name: string, random: Random): Record<string, string> {
  // Office 999 and a leading 9 keep the numbers away from those of real companies; the check digit is right.
  const first10 = `9${random.text(6, '0123456789')}999`
  const vat = first10 + vatNumberCheck(first10)
  const pec = `${name}@pec.example`
  const sdi = random.chance(20) ? '0000000' : random.text(7, 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789')
  return random.pick<Record<string, string>>([
    { _billing_piva: vat, _billing_sdi: sdi, _billing_pec: pec },
    { _billing_vat: `IT${vat}`, _billing_receiver_id: sdi, _billing_invoice_type: 'invoice' },
    { _billing_partita_iva: vat, _billing_codice_fiscale: code, _billing_pec: ` ${pec.toUpperCase()}` },
    { _billing_cf: code, _billing_piva: vat, _billing_pec: pec, _billing_receiver_id: sdi },
    {
      _billing_piva_aruba_fe: vat,
      _billing_cf_aruba_fe: code,
      _billing_pec_aruba_fe: pec,
      _billing_sdi_aruba_fe: sdi,
    },
    { _billing_partita_iva: vat, _billing_sdi: sdi.toLowerCase(), _billing_pec: pec },
  ])
}

function mailbox(firstName: string, lastName: string, random: Random): string {
  return `${mailName(firstName)}.${mailName(lastName)}${random.between(1, 99)}@posta.example`
}

function mailName(name: string): string {
  const plain = name
    .replace('ß', 'ss')
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
  return plain.slice(0, 20)
}
