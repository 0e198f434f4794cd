import { absolute, formatDecimal, type Scaled, unit } from '../../decimal.ts'
import type { Charge, Decimal, Discount, Refund, TaxTotal } from '../../order.ts'
import type { Fields, Reader } from '../reader.ts'
import { minus, money, netAndTax, nothing, type Pair, pair, plus } from './amounts.ts'
import type { Lines } from './map-lines.ts'
import type { WholeOrder } from './related.ts'

export interface Charges {
  readonly shippingLines: readonly Charge[]
  readonly fees: readonly Charge[]
  readonly discounts: readonly Discount[]
  readonly shipping: Pair
  readonly wrapping: Pair
  readonly discount: Pair
}

/** They go onto Italian invoices, beside the names that the shop itself gives to carriers and vouchers. */
const words = { discount: 'Sconto', wrapping: 'Confezione regalo' }
const cent = unit(2)

/**
 * What is not a product. PrestaShop takes vouchers off the whole order and leaves the lines as they were, so each is
 * a negative fee: lines, shipping and fees then make the total.
 */
export function mapCharges(reader: Reader, whole: WholeOrder, lines: Lines): Charges {
  const { order, carrier } = whole
  const shipping = pair(reader, order, 'total_shipping', '')
  const wrapping = pair(reader, order, 'total_wrapping', '')
  const discount = pair(reader, order, 'total_discounts', '')
  const discounts = mapDiscounts(reader, whole, discount)
  const name = carrier === null ? '' : reader.text(carrier, 'name', 'carrier.')
  const ships = carrier !== null || !isZero(shipping)
  const wraps = isZero(wrapping) ? [] : [{ name: words.wrapping, ...netAndTax(wrapping), vatRate: null }]
  const rate = onlyRate(lines)
  return {
    // A carrier called `0` has the shop's name, and is the pick-up at the shop (recording `lookup_carriers`).
    shippingLines: ships
      ? [
          {
            name: name === '0' ? '' : name,
            ...netAndTax(shipping),
            vatRate: shippingRate(reader, order, shipping),
          },
        ]
      : [],
    fees: [
      ...wraps,
      ...discounts.map((row) => ({
        name: row.code,
        ...netAndTax({ net: -row.net, gross: -row.gross }),
        vatRate: rate,
      })),
    ],
    discounts: discounts.map(({ code, net, gross }) => ({ code, ...netAndTax({ net, gross }) })),
    shipping,
    wrapping,
    discount,
  }
}

interface DiscountRow extends Pair {
  readonly code: string
}

/** The vouchers used (`order_cart_rules`); what they do not account for, or all of it, as one row. */
function mapDiscounts(reader: Reader, { cartRules }: WholeOrder, total: Pair): readonly DiscountRow[] {
  if (isZero(total)) return []
  const rows = cartRules
    .filter((rule) => rule.deleted !== '1' && rule.deleted !== 1)
    .map((rule, index): DiscountRow => {
      const path = `order_cart_rules[${index}].`
      const gross = reader.amount(rule, 'value', path, '0').value
      const net =
        rule.value_tax_excl === undefined ? gross : reader.amount(rule, 'value_tax_excl', path, '0').value
      return { code: reader.text(rule, 'name', path) || words.discount, net, gross }
    })
  const last = rows.at(-1)
  const rest = minus(total, rows.reduce<Pair>(plus, nothing))
  const allowed = BigInt(rows.length) * cent
  if (last === undefined || absolute(rest.net) > allowed || absolute(rest.gross) > allowed) {
    return [{ code: rows.map((row) => row.code).join(', ') || words.discount, ...total }]
  }
  return [...rows.slice(0, -1), { code: last.code, ...plus(last, rest) }]
}

/** `order_slip`, in two forms: since 1.6.0.12 with its totals, before that with an amount alone. */
export function mapRefunds(
  reader: Reader,
  slips: readonly Fields[],
): { items: readonly Refund[]; sum: Scaled } {
  let sum = 0n
  const items = slips.map((slip, index): Refund => {
    const path = `order_slips[${index}].`
    const amount = reader.amount(slip, 'amount', path, '0').value
    const products = pair(reader, slip, 'total_products', path)
    const withTotals = slip.total_products_tax_incl !== undefined
    const shipping = withTotals
      ? reader.amount(slip, 'total_shipping_tax_incl', path, '0').value
      : reader.amount(slip, 'shipping_cost_amount', path, '0').value
    // Whoever makes the slip may choose an amount; else it repeats the products' net or gross (OrderSlip::create).
    const chosen = products.gross === 0n || (amount > 0n && amount < products.net - cent)
    const refunded = (chosen ? amount : products.gross) + shipping
    sum += refunded
    return { id: reader.text(slip, 'id', path), reason: '', amount: money(refunded) }
  })
  return { items, sum }
}

/** VAT by rate. What belongs to vouchers and wrapping over lines of several rates stands by itself, without a rate. */
export function mapTaxes(lines: Lines, charges: Charges, total: Scaled): readonly TaxTotal[] {
  const byRate = new Map(lines.byRate)
  const add = (rate: Decimal | null, tax: Scaled) => byRate.set(rate, (byRate.get(rate) ?? 0n) + tax)
  const { shipping, shippingLines } = charges
  add(shippingLines[0]?.vatRate ?? null, shipping.gross - shipping.net)
  const others = minus(charges.wrapping, charges.discount)
  add(onlyRate(lines), others.gross - others.net)
  const known = [...byRate.values()].reduce((sum, tax) => sum + tax, 0n)
  add(null, total - known)
  return [...byRate]
    .filter(([, amount]) => amount !== 0n)
    .map(([rate, amount]) => ({ name: '', rate, amount: money(amount) }))
}

/** The rate of all lines that have VAT; null when there are several. */
function onlyRate({ byRate }: Lines): Decimal | null {
  const rates = [...byRate].filter(([, tax]) => tax !== 0n)
  return rates.length === 1 ? (rates[0]?.[0] ?? null) : null
}

function shippingRate(reader: Reader, order: Fields, { net, gross }: Pair): Decimal | null {
  const rate = reader.amount(order, 'carrier_tax_rate', '', '0').value
  if (rate !== 0n) return formatDecimal(rate)
  return gross === net ? '0' : null
}

function isZero({ net, gross }: Pair): boolean {
  return net === 0n && gross === 0n
}
