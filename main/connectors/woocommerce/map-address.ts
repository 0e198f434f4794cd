import type { Address } from '../../words/order.ts'
import { plainLine } from '../plain-words.ts'
import type { Fields, Reader } from '../reader.ts'
import { remembered } from '../remembered.ts'
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
  for (const field of Object.keys(fields)) {
    const number = isNumberField(field) ? numberIn(fields[field]) : ''
    if (number !== '') return number
  }
  for (const { key, value } of rowsOf(order.meta_data)) {
    const number = typeof key === 'string' && numberOf(key) === which ? numberIn(value) : ''
    if (number !== '') return number
  }
  return ''
}

function numberIn(value: unknown): string {
  const text =
    typeof value === 'number' ? String(value) : typeof value === 'string' ? value.slice(0, 100) : ''
  return /^\s*\d{1,5}(?!\d).{0,6}$/.test(text) ? plainLine(text) : ''
}

const fieldName = /(^|\/)((house|street)[_-]?number|((numero|nr?)[_-])?civico)$/i
const isNumberField = remembered((field) => field.length <= 100 && fieldName.test(field))

/** Of which address a key says that it keeps the number; `''`: of none. */
const numberOf = remembered((key) => {
  const [place = '', , which = ''] = /^_?(wc_)?(billing|shipping)[_/]/i.exec(key) ?? []
  return place !== '' && isNumberField(key.slice(place.length)) ? which.toLowerCase() : ''
})

/** Whether a street says that number. */
function has(street: string, number: string): boolean {
  const digits = /\d+/.exec(number)?.[0] ?? ''
  return new RegExp(`(?<!\\d)${digits}(?!\\d)`).test(street)
}
