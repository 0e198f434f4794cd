import { parseDecimal } from '../../main/decimal.ts'
import { applyChanges, type Change, type KeyedOrder } from '../../main/edit/changes.ts'
import type { Json, ListName } from '../../main/edit/fields.ts'
import {
  asRow,
  digitsOf,
  type PricedRow,
  type Pricing,
  priceRow,
  writeRow,
} from '../../main/edit/price-row.ts'
import type { Charge, Order, OrderLine } from '../../main/order.ts'
import type { OrderDetail } from '../../preload/contract.ts'

/** A line, shipping or a fee, as it stands in the form: what was typed. */
export interface DraftRow {
  readonly list: 'lines' | 'shippingLines' | 'fees'
  /** Null for a row that is not saved yet. */
  readonly key: string | null
  /** Tells rows apart while they are edited. */
  readonly id: string
  readonly name: string
  readonly sku: string
  readonly quantity: string
  readonly price: string
  readonly discount: string
  readonly vatRate: string
}

/** What the form holds: single fields by their paths, and the rows that make the totals. */
export interface Draft {
  readonly fields: Readonly<Record<string, string>>
  readonly rows: readonly DraftRow[]
}

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
  'state',
  ...['name', 'company', 'email', 'phone'].map((name) => `customer.${name}`),
  ...['fiscalCode', 'vatNumber', 'pec', 'sdiCode'].map((name) => `fiscal.${name}`),
  ...addressFields.map((name) => `billing.${name}`),
  ...addressFields.map((name) => `shipping.${name}`),
  'paymentMethod',
  'transactionId',
  'shippingMethod',
  'note',
]

export function draftOf({ order, keys }: KeyedOrder): Draft {
  const pricing = pricingOf(order)
  const rowOf = (list: DraftRow['list'], element: OrderLine | Charge, index: number): DraftRow => {
    const key = keys[list][index] ?? ''
    const line = 'quantity' in element ? element : asRow(element)
    const { quantity, price, discount, vatRate } = writeRow(line, pricing)
    return {
      list,
      key,
      id: `${list}.${key}`,
      name: element.name,
      sku: 'sku' in element ? element.sku : '',
      quantity: written(quantity),
      price: written(price),
      discount: written(discount),
      vatRate: vatRate === null ? '' : written(vatRate),
    }
  }
  const lists = ['lines', 'shippingLines', 'fees'] as const
  return {
    fields: Object.fromEntries(fieldPaths.map((path) => [path, fieldOf(order, path)])),
    rows: lists.flatMap((list) => order[list].map((element, index) => rowOf(list, element, index))),
  }
}

/** A new row at the end of its list. */
export function newRow(
  list: DraftRow['list'],
  id: string,
  name: string,
  price: string,
  vatRate: string,
): DraftRow {
  return { list, key: null, id, name, sku: '', quantity: '1', price, discount: '0', vatRate }
}

/** What was typed as a decimal: `1.234,50`, `1234.5`, `-3`; null when it is none. */
export function decimalOf(typed: string): string | null {
  let text = typed.replace(/[\s\u00a0'€]/g, '')
  const comma = text.lastIndexOf(',')
  const dot = text.lastIndexOf('.')
  if (comma > dot) text = text.replaceAll('.', '').replace(',', '.')
  else if (comma !== -1) text = text.replaceAll(',', '')
  else if (dot !== text.indexOf('.')) text = text.replaceAll('.', '')
  return /^-?\d{1,9}(\.\d{1,6})?$/.test(text) && parseDecimal(text) !== null ? text : null
}

/** Which cells of the rows are no numbers: `lines.0 price`. These must be mended before anything can be saved. */
export function wrongCells({ rows }: Draft): ReadonlySet<string> {
  const wrong = new Set<string>()
  for (const row of rows) {
    for (const cell of ['quantity', 'price', 'discount'] as const) {
      if (decimalOf(row[cell]) === null) wrong.add(`${row.id} ${cell}`)
    }
    const rate = decimalOf(row.vatRate)
    const mayBeEmpty = row.vatRate.trim() === ''
    if (
      !mayBeEmpty &&
      (rate === null || rate.startsWith('-') || (parseDecimal(rate) ?? 0n) > hundredPercent)
    ) {
      wrong.add(`${row.id} vatRate`)
    }
  }
  return wrong
}

const hundredPercent = parseDecimal('100') ?? 0n

/** What the draft changes; cells that are no numbers count as unchanged. */
export function changesOf(
  detail: KeyedOrder & Pick<OrderDetail, 'version'>,
  draft: Draft,
): readonly Change[] {
  const base = draftOf(detail)
  const pricing = pricingOf(detail.order)
  const wrong = wrongCells(draft)
  const changes: Change[] = []
  for (const path of fieldPaths) {
    const value = draft.fields[path] ?? ''
    if (value !== base.fields[path]) changes.push({ path, value: path === 'note' ? value : value.trim() })
  }
  const last: Record<DraftRow['list'], string | null> = { lines: null, shippingLines: null, fees: null }
  for (const before of base.rows) {
    if (!draft.rows.some(({ id }) => id === before.id)) changes.push({ path: before.id, value: null })
    last[before.list] = before.key
  }
  let added = 0
  for (const row of draft.rows) {
    const before = base.rows.find(({ id }) => id === row.id)
    const isWrong = (['quantity', 'price', 'discount', 'vatRate'] as const).some((cell) =>
      wrong.has(`${row.id} ${cell}`),
    )
    if (before === undefined || row.key === null) {
      if (isWrong) continue
      added += 1
      const key = `h${detail.version}-${added}`
      const element = elementOf(row, pricing) as unknown as Json
      changes.push({ path: `${row.list}.${key}`, value: { after: last[row.list], element } })
      last[row.list] = key
      continue
    }
    if (row.name !== before.name) changes.push({ path: `${row.id}.name`, value: row.name })
    if (row.sku !== before.sku) changes.push({ path: `${row.id}.sku`, value: row.sku })
    const same = (['quantity', 'price', 'discount', 'vatRate'] as const).every(
      (cell) => row[cell] === before[cell],
    )
    if (same || isWrong) continue
    changes.push({ path: `${row.id}.amounts`, value: amountsOf(row, elementAt(detail, row), pricing) })
  }
  return changes
}

/** The order as it will be once the draft is saved. */
export function previewOf(detail: KeyedOrder, changes: readonly Change[]): Order {
  // Keys are those of the order as it is now, so they are put in the places that the order's own elements have.
  const places = (list: ListName) => new Map(detail.keys[list].map((key, index) => [key, String(index)]))
  const byList = { lines: places('lines'), shippingLines: places('shippingLines'), fees: places('fees') }
  const moved = changes.map(({ path, value }): Change => {
    const [list, key, ...rest] = path.split('.')
    if (list !== 'lines' && list !== 'shippingLines' && list !== 'fees') return { path, value }
    const place = (of: string) => byList[list].get(of) ?? `n-${of}`
    const target = [list, place(key ?? ''), ...rest].join('.')
    const isAdded = value !== null && typeof value === 'object' && !Array.isArray(value) && 'after' in value
    if (!isAdded || typeof value.after !== 'string') return { path: target, value }
    return { path: target, value: { ...value, after: place(value.after) } }
  })
  return applyChanges(detail.order, moved).order
}

function elementAt({ order, keys }: KeyedOrder, row: DraftRow): OrderLine | Charge | null {
  return order[row.list][keys[row.list].indexOf(row.key ?? '')] ?? null
}

function pricedRow(row: DraftRow): PricedRow {
  return {
    quantity: decimalOf(row.quantity) ?? '0',
    price: decimalOf(row.price) ?? '0',
    discount: decimalOf(row.discount) ?? '0',
    vatRate: row.vatRate.trim() === '' ? null : decimalOf(row.vatRate),
  }
}

function amountsOf(row: DraftRow, before: OrderLine | Charge | null, pricing: Pricing): Json {
  const line = before === null ? null : 'quantity' in before ? before : asRow(before)
  const amounts = priceRow(pricedRow(row), line, pricing)
  if (row.list === 'lines') return { ...amounts }
  return { net: amounts.net, tax: amounts.tax, vatRate: amounts.vatRate }
}

function elementOf(row: DraftRow, pricing: Pricing): OrderLine | Charge {
  const amounts = priceRow(pricedRow(row), null, pricing)
  if (row.list !== 'lines') {
    return { name: row.name, net: amounts.net, tax: amounts.tax, vatRate: amounts.vatRate }
  }
  return { sku: row.sku, name: row.name, productId: '', variationId: '', options: [], ...amounts }
}

/** Amounts are rounded as the shop's own rows are. */
function pricingOf({ lines, shippingLines, fees, currency, pricesIncludeTax }: Order): Pricing {
  return {
    includesVat: pricesIncludeTax,
    digits: digitsOf([...lines, ...shippingLines, ...fees], currencyDigits(currency)),
  }
}

function currencyDigits(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) return 2
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}

function fieldOf(order: Order, path: string): string {
  let value: unknown = order
  for (const name of path.split('.')) value = (value as Readonly<Record<string, unknown>>)[name]
  return String(value)
}

/** A decimal as a person writes it, without superfluous zeros beyond the second place. */
function written(amount: string): string {
  const [whole = '', fraction = ''] = amount.split('.')
  const kept = fraction.replace(/0+$/, '')
  if (kept === '') return /^0*$/.test(fraction) && fraction !== '' ? `${whole},00` : whole
  return `${whole},${kept.padEnd(2, '0')}`
}
