/** Why an order is to be looked at, *da controllare* (R42). Pure. */
import { type FieldWarning, warningFor } from './edit/warnings.ts'
import type { Instant, Order } from './order.ts'

/** The gravest first, as far as new ones may not move the others: by this order they are kept as bits (`orders.checks`). */
export const checkReasons = [
  /** Cancelled or failed on the site after the download. */
  'cancelled',
  /** Money was given back after the download. */
  'refunded',
  /** Changed on the site after the download, otherwise than on its way to the customer. */
  'changed',
  /** A wrong order that was taken as it is (R38). */
  'accepted',
  /** The same customer had ordered for the same amount within an hour. */
  'duplicate',
  /** Fiscal data of a company is missing, or any is impossible. */
  'fiscal',
  /** A CAP or a province that there is not. */
  'address',
  /** The customer has written something. */
  'note',
  /** Two desks have changed the same field, or handed it over, neither knowing of the other (R57). */
  'desks',
] as const
export type CheckReason = (typeof checkReasons)[number]

/** What the site has changed since the download: dealt with together. */
export const siteReasons = ['cancelled', 'refunded', 'changed'] as const satisfies readonly CheckReason[]

/** What is found by the order itself, whoever changes it. */
export const contentReasons = ['fiscal', 'address', 'note'] as const satisfies readonly CheckReason[]

export interface FoundCheck {
  readonly reason: CheckReason
  /** What it says: with another content it is to be looked at again. */
  readonly content: string
}

export interface OrderCheck extends FoundCheck {
  readonly at: Instant
  readonly seenAt: Instant | null
}

/** A bit for each. */
export function checkBits(reasons: readonly CheckReason[]): number {
  return reasons.reduce((bits, reason) => bits | (1 << checkReasons.indexOf(reason)), 0)
}

/** What {@link checkBits} made a number of, the gravest first. */
export function checksIn(bits: number): readonly CheckReason[] {
  return checkReasons.filter((_, at) => (bits & (1 << at)) !== 0)
}

/** What two desks have done to one order: `edit UUID` of a change that does not count, `handover UUID UUID` of two. */
export function deskConflictsIn(content: string): { readonly edits: number; readonly handovers: number } {
  const all = JSON.parse(content) as readonly string[]
  const handovers = all.filter((one) => one.startsWith('handover ')).length
  return { edits: all.length - handovers, handovers }
}

/** A field in which something is wrong: its path, what is (a `FieldWarning`, or `missing`), and its value. */
export type WrongField = readonly [path: string, problem: FieldWarning | 'missing', value: string]

/** What is to be looked at by what an order holds; the content of `fiscal` and `address` is JSON of {@link WrongField}s. */
export function contentChecks(order: Order): readonly FoundCheck[] {
  const found: FoundCheck[] = []
  const fiscal = wrongFiscal(order)
  if (fiscal.length > 0) found.push({ reason: 'fiscal', content: JSON.stringify(fiscal) })
  const address = [...wrongAddress(order, 'billing'), ...wrongAddress(order, 'shipping')]
  if (address.length > 0) found.push({ reason: 'address', content: JSON.stringify(address) })
  const note = order.note.trim()
  if (note !== '') found.push({ reason: 'note', content: note })
  return found
}

const fiscalFields = ['fiscalCode', 'vatNumber', 'sdiCode'] as const

function wrongFiscal({ customer, billing, fiscal }: Order): WrongField[] {
  const found: WrongField[] = fiscalFields.flatMap((field) => {
    const path = `fiscal.${field}`
    const warning = warningFor(path, fiscal[field], billing.country)
    return warning === null ? [] : [[path, warning, fiscal[field]] as const]
  })
  // An association has a company's name, and a fiscal code of its own.
  const isBody = /^\d{11}$/.test(fiscal.fiscalCode.trim())
  const company = (billing.company || customer.company).trim()
  if (!isItalian(billing.country) || (company === '' && fiscal.vatNumber === '')) return found
  if (fiscal.vatNumber === '' && !isBody) found.push(['fiscal.vatNumber', 'missing', ''])
  if (fiscal.sdiCode === '' && fiscal.pec === '') found.push(['fiscal.sdiCode', 'missing', ''])
  return found
}

/** One without street and city is none: nothing is sent there. */
function wrongAddress(order: Order, kind: 'billing' | 'shipping'): WrongField[] {
  const { street, city, postcode, province, country } = order[kind]
  if (!isItalian(country) || street + city === '') return []
  const found: WrongField[] = []
  // The lowest is of Rome's province, the highest of Messina.
  const isThere = /^\d{5}$/.test(postcode) && Number(postcode) >= 10 && Number(postcode) <= 98_168
  if (!isThere) found.push([`${kind}.postcode`, postcode === '' ? 'missing' : 'postcode-form', postcode])
  // One that is missing the carrier knows by the CAP.
  const warning = warningFor(`${kind}.province`, province, country)
  if (warning !== null) found.push([`${kind}.province`, warning, province])
  return found
}

function isItalian(country: string): boolean {
  return country === '' || country.toUpperCase() === 'IT'
}
