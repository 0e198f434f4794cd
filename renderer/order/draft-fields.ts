import type { Json } from '../../main/words/edit/fields.ts'
import { formatInstant } from '../../main/words/format.ts'
import type { Order } from '../../main/words/order.ts'

const addressFields = [
  'name',
  'company',
  'street',
  'street2',
  'postcode',
  'city',
  'province',
  'country',
  'phone',
]

/** The single fields that may be changed by hand. */
export const fieldPaths: readonly string[] = [
  ...['number', 'placedAt', 'state', 'currency'],
  ...['name', 'company', 'email', 'phone'].map((name) => `customer.${name}`),
  ...['fiscalCode', 'vatNumber', 'pec', 'sdiCode'].map((name) => `fiscal.${name}`),
  ...addressFields.map((name) => `billing.${name}`),
  ...addressFields.map((name) => `shipping.${name}`),
  ...['paymentMethod', 'paidAt', 'transactionId', 'shippingMethod', 'trackingNumber', 'fulfilment'],
  'note',
]

/** A field as it stands in the form. Times are local, as everywhere (R12). */
export function writtenField(order: Order, path: string): string {
  if (path === 'placedAt') return formatInstant(order.placedAt, 'it')
  if (path === 'paidAt') return order.paidAt === null ? '' : formatInstant(order.paidAt, 'it')
  let value: unknown = order
  for (const name of path.split('.')) value = (value as Readonly<Record<string, unknown>>)[name]
  return String(value ?? '')
}

/** What was typed, as the field's value; undefined when it can be none. */
export function readField(path: string, typed: string): Json | undefined {
  const text = typed.trim()
  switch (path) {
    case 'placedAt':
      return instantOf(text)
    case 'paidAt':
      return text === '' ? null : instantOf(text)
    case 'currency':
      return isCurrency(text.toUpperCase()) ? text.toUpperCase() : undefined
    case 'number':
      return text === '' ? undefined : text
    case 'note':
      return typed
    default:
      return text
  }
}

/** `23/11/2026 10:32`, `23.11.2026 10.32` or only the day, by this computer's clock; undefined for what is no time. */
export function instantOf(typed: string): string | undefined {
  const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ ,]+(\d{1,2})[:.](\d{2}))?$/.exec(typed.trim())
  if (parts === null) return undefined
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0] = parts.slice(1).map((part) => Number(part ?? 0))
  const date = new Date(year, month - 1, day, hour, minute)
  // 31/02 would be the third of March.
  const isSame = date.getFullYear() === year && date.getMonth() === month - 1 && date.getDate() === day
  return isSame && hour < 24 && minute < 60 && year >= 1970 ? date.toISOString() : undefined
}

let currencies: ReadonlySet<string> | null = null

function isCurrency(code: string): boolean {
  currencies ??= new Set(Intl.supportedValuesOf('currency'))
  return currencies.has(code)
}
