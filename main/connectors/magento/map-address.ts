import type { Address } from '../../words/order.ts'
import type { Fields, Reader } from '../reader.ts'

/** `billing_address`, or the one in the shipping assignment. */
export function mapAddress(reader: Reader, fields: Fields, path: string): Address {
  const street = streetOf(reader, fields, path)
  return {
    name: fullName(reader, fields, ['firstname', 'middlename', 'lastname'], path),
    company: reader.text(fields, 'company', path).trim(),
    street: street[0] ?? '',
    street2: street.slice(1).join(', '),
    city: reader.text(fields, 'city', path),
    province: reader.text(fields, 'region_code', path) || reader.text(fields, 'region', path),
    postcode: reader.text(fields, 'postcode', path),
    country: reader.text(fields, 'country_id', path),
    phone: reader.text(fields, 'telephone', path),
  }
}

/** A person's name from its parts, without those that are empty. */
export function fullName(reader: Reader, fields: Fields, names: readonly string[], path: string): string {
  return names
    .map((name) => reader.text(fields, name, path).trim())
    .filter((part) => part !== '')
    .join(' ')
}

/** Where the goods go: in the first shipping assignment; nothing for goods that are not shipped. */
export function shippingAddress(reader: Reader, extension: Fields): Fields {
  const [assignment = {}] = reader.list(extension, 'shipping_assignments', 'extension_attributes.')
  const path = 'extension_attributes.shipping_assignments[0].'
  const shipping = reader.record(assignment, 'shipping', path)
  return reader.record(shipping, 'address', `${path}shipping.`)
}

/** A list of lines; one text with line ends where a module made it so. */
function streetOf(reader: Reader, fields: Fields, path: string): readonly string[] {
  const { street } = fields
  const lines = Array.isArray(street)
    ? street.filter((line) => typeof line === 'string')
    : reader.text(fields, 'street', path).split('\n')
  return lines.map((line) => line.trim()).filter((line) => line !== '')
}
