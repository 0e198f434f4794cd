import type { Address } from '../../words/order.ts'
import { plainLine } from '../plain-words.ts'
import { type Fields, isFields, type Reader } from '../reader.ts'

/** `billing_address`, or the one in the shipping assignment. */
export function mapAddress(reader: Reader, fields: Fields, path: string): Address {
  const street = streetOf(reader, fields, path)
  // Customers' addresses have it as an object: `{region_code, region, region_id}`.
  const region = isFields(fields.region) ? fields.region : fields
  return {
    name: fullName(reader, fields, ['firstname', 'middlename', 'lastname'], path),
    company: textOf(reader, fields, 'company', path),
    street: street[0] ?? '',
    street2: street.slice(1).join(', '),
    city: textOf(reader, fields, 'city', path),
    province: textOf(reader, region, 'region_code', path) || textOf(reader, region, 'region', path),
    postcode: textOf(reader, fields, 'postcode', path),
    country: textOf(reader, fields, 'country_id', path),
    phone: textOf(reader, fields, 'telephone', path),
  }
}

/** A person's name from its parts, without those that are empty. */
export function fullName(reader: Reader, fields: Fields, names: readonly string[], path: string): string {
  return names
    .map((name) => textOf(reader, fields, name, path))
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
  // PHP prints a list that lost a row as a map.
  const list: unknown = isFields(street) ? Object.values(street) : street
  const lines = Array.isArray(list)
    ? list.flatMap((line) => (typeof line === 'string' || typeof line === 'number' ? [String(line)] : []))
    : reader.text(fields, 'street', path).split('\n')
  return lines.map(plainLine).filter((line) => line !== '')
}

/** Modules and imports leave entities in names and addresses, too. */
function textOf(reader: Reader, fields: Fields, field: string, path: string): string {
  return plainLine(reader.text(fields, field, path))
}
