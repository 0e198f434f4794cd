import type { Address } from '../../words/order.ts'
import { plainLine } from '../plain-words.ts'
import type { Fields, Reader } from '../reader.ts'
import { rowsOf } from './reader.ts'

/** An order's address. The number of the house may stand in a field of its own that a plugin adds. */
export function mapAddress(reader: Reader, order: Fields, which: 'billing' | 'shipping'): Address {
  const fields = reader.record(order, which, '')
  const text = (field: string) => reader.text(fields, field, `${which}.`)
  const first = text('first_name').trim()
  const last = text('last_name').trim()
  const street = text('address_1')
  const number = street === '' ? '' : houseNumber(order, fields, which)
  return {
    name: first !== '' && last !== '' ? `${first} ${last}` : first || last,
    company: text('company').trim(),
    street: number === '' || has(street, number) ? street : `${street}, ${number}`,
    street2: text('address_2'),
    city: text('city'),
    province: text('state'),
    postcode: text('postcode'),
    country: text('country'),
    phone: text('phone'),
  }
}

function houseNumber(order: Fields, fields: Fields, which: 'billing' | 'shipping'): string {
  const kept = rowsOf(order.meta_data).map(({ key, value }) => [key, value] as const)
  const added = Object.entries(fields).map(([field, value]) => [`${which}_${field}`, value] as const)
  const isNumber = numberKeys[which]
  for (const [key, value] of [...added, ...kept]) {
    if (typeof key !== 'string' || key.length > 100 || !isNumber.test(key)) continue
    const text =
      typeof value === 'number' ? String(value) : typeof value === 'string' ? value.slice(0, 100) : ''
    if (/^\s*\d{1,5}(?!\d).{0,6}$/.test(text)) return plainLine(text)
  }
  return ''
}

const fieldName = '(?:.*/)?(?:(?:house|street)[_-]?number|(?:(?:numero|nr?)[_-])?civico)$'
const numberKeys = {
  billing: new RegExp(`^_?(?:wc_)?billing[_/]${fieldName}`, 'i'),
  shipping: new RegExp(`^_?(?:wc_)?shipping[_/]${fieldName}`, 'i'),
}

/** Whether a street says that number. */
function has(street: string, number: string): boolean {
  const digits = /\d+/.exec(number)?.[0] ?? ''
  return new RegExp(`(?<!\\d)${digits}(?!\\d)`).test(street)
}
