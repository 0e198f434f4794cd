import { absolute, multiply, parseDecimal, type Scaled, toDecimal, unit } from '../../words/decimal.ts'
import type { Charge, Decimal, Discount, Fee, TaxTotal } from '../../words/order.ts'
import { asFee } from '../order-rows.ts'
import type { Fields, Reader } from '../reader.ts'
import { minus, money, netAndTax, nothing, type Pair, plus } from './amounts.ts'
import type { Settled } from './check-order.ts'
import { isYes } from './keys.ts'
import type { Lines } from './map-lines.ts'
import type { WholeOrder } from './whole-order.ts'

export interface Charges {
  readonly shippingLines: readonly Charge[]
  readonly fees: readonly Fee[]
  readonly discounts: readonly Discount[]
}

/** They go onto Italian invoices, beside the names that the shop itself gives to carriers and vouchers. */
const words = { discount: 'Sconto', wrapping: 'Confezione regalo', fee: 'Commissione' }
const cent = unit(2)

/**
 * What is not a product. PrestaShop takes vouchers off the whole order and leaves the lines as they were, so each is
 * a negative fee: lines, shipping and fees then make the total.
 */
export function mapCharges(
  reader: Reader,
  whole: WholeOrder,
  lines: Lines,
  amounts: Settled,
  shopName: string,
): Charges {
  const { order, carrier } = whole
  const { shipping, wrapping, discount, fee } = amounts
  const discounts = mapDiscounts(reader, whole, discount)
  const name = carrier === null ? '' : reader.text(carrier, 'name', 'carrier.')
  const ships = carrier !== null || !isZero(shipping)
  const wraps = isZero(wrapping) ? [] : [{ name: words.wrapping, ...netAndTax(wrapping), vatRate: null }]
  const rate = onlyRate(lines)
  const feeName =
    `${words.fee} ${reader.text(order, 'payment', '') || reader.text(order, 'module', '')}`.trim()
  return {
    shippingLines: ships
      ? [
          {
            name: isShop(name, shopName) ? '' : name,
            ...netAndTax(shipping),
            vatRate: shippingRate(reader, order, shipping),
          },
        ]
      : [],
    fees: [
      ...wraps.map((row) => asFee(row)),
      ...discounts.map((row) =>
        asFee({ name: row.code, ...netAndTax({ net: -row.net, gross: -row.gross }), vatRate: rate }),
      ),
      ...(isZero(fee) ? [] : [asFee({ name: feeName, ...netAndTax(fee), vatRate: feeRate(fee, rate) })]),
    ],
    discounts: discounts.map(({ code, net, gross }) => ({ code, ...netAndTax({ net, gross }) })),
  }
}

/**
 * A carrier called `0` is the pick-up at the shop (recording `lookup_carriers`); up to 1.7 it comes under the shop's
 * name, without some signs (`Carrier::getCarrierNameFromShopName`).
 */
function isShop(carrier: string, shopName: string): boolean {
  return carrier === '0' || (shopName !== '' && carrier === shopName.replace(/[#;]/g, ''))
}

/** Modules for payment and cash on delivery say nothing of their fee's rate: it is the lines' where the amounts agree. */
function feeRate({ net, gross }: Pair, rate: Decimal | null): Decimal | null {
  if (gross === net) return '0'
  const expected = multiply(net, parseDecimal(rate ?? '') ?? 0n) / 100n
  return absolute(expected - (gross - net)) <= cent ? rate : null
}

interface DiscountRow extends Pair {
  readonly code: string
}

/** The vouchers used (`order_cart_rules`); what they do not account for, or all of it, as one row. */
function mapDiscounts(reader: Reader, { cartRules }: WholeOrder, total: Pair): readonly DiscountRow[] {
  if (isZero(total)) return []
  const rows = cartRules
    .filter((rule) => !isYes(rule.deleted))
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

/** VAT by rate. What belongs to vouchers and wrapping over lines of several rates stands by itself, without a rate. */
export function mapTaxes(
  lines: Lines,
  { shippingLines }: Charges,
  { shipping, wrapping, discount }: Settled,
  total: Scaled,
): readonly TaxTotal[] {
  const byRate = new Map(lines.byRate)
  const add = (rate: Decimal | null, tax: Scaled) => byRate.set(rate, (byRate.get(rate) ?? 0n) + tax)
  add(shippingLines[0]?.vatRate ?? null, shipping.gross - shipping.net)
  const others = minus(wrapping, discount)
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
  if (rate !== 0n) return toDecimal(rate)
  return gross === net ? '0' : null
}

function isZero({ net, gross }: Pair): boolean {
  return net === 0n && gross === 0n
}
