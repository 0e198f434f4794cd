import { absolute, type Scaled, scaled, toDecimal } from '../../words/decimal.ts'
import type { Charge, Decimal, Discount, Fee, TaxTotal } from '../../words/order.ts'
import { asFee } from '../order-rows.ts'
import type { Reader } from '../reader.ts'
import { areNear, fittingRate, minus, money, netAndTax, nothing, type Pair, plus } from './amounts.ts'
import type { Settled } from './check-order.ts'
import { giftWrapping } from './customer-words.ts'
import type { Lines } from './map-lines.ts'
import type { Voucher } from './vouchers.ts'
import type { WholeOrder } from './whole-order.ts'

export interface Charges {
  readonly shippingLines: readonly Charge[]
  readonly fees: readonly Fee[]
  readonly discounts: readonly Discount[]
}

interface Charging {
  readonly shopName?: string | undefined
  /** The smallest unit of the order's currency. */
  readonly step: Scaled
  readonly vouchers: readonly Voucher[]
}

/** They go onto Italian invoices, beside the names that the shop itself gives to carriers and vouchers. */
const words = { discount: 'Sconto', wrapping: giftWrapping, fee: 'Commissione' }

/**
 * What is not a product. PrestaShop takes vouchers off the whole order and leaves the lines as they were, so each is
 * a negative fee: lines, shipping and fees then make the total.
 */
export function mapCharges(
  reader: Reader,
  whole: WholeOrder,
  lines: Lines,
  amounts: Settled,
  { shopName = '', step, vouchers }: Charging,
): Charges {
  const { order, carrier } = whole
  const { shipping, wrapping, discount, fee, apart } = amounts
  const discounts = mapDiscounts(vouchers, discount, step)
  const name = carrier === null ? '' : reader.text(carrier, 'name', 'carrier.')
  const ships = carrier !== null || !isZero(shipping)
  const goodsRate = onlyRate(lines)
  const carriage = reader.amount(order, 'carrier_tax_rate', '', '0').value
  const carriageRate = carriage === 0n ? null : toDecimal(carriage)
  // Each of net and gross is rounded by itself; what is of several rows has their roundings.
  const row = (name: string, pair: Pair, rates: readonly (Decimal | null)[], mayBeFree = true) => ({
    name,
    ...netAndTax(pair),
    vatRate: fittingRate(pair, rates, 2n * step + absolute(pair.net) / 100n, mayBeFree),
  })
  const wraps = isZero(wrapping) ? [] : [row(words.wrapping, wrapping, [goodsRate, carriageRate])]
  const mayShipFree = carriageRate === null || lines.sum.net === lines.sum.gross
  const uncounted = apart === null ? undefined : lines.items[apart]
  const feeName =
    `${words.fee} ${reader.text(order, 'payment', '') || reader.text(order, 'module', '')}`.trim()
  return {
    shippingLines: ships
      ? [row(isShop(name, shopName) ? '' : name, shipping, [carriageRate, goodsRate], mayShipFree)]
      : [],
    fees: [
      ...wraps.map((wrap) => asFee(wrap)),
      ...(uncounted === undefined ? [] : [asFee(uncounted)]),
      ...discounts.map(({ code, net, gross }) => {
        // Over goods of several rates one that lies near the carrier's need not be it.
        const isCarriage = areNear({ net, gross }, shipping, step)
        return asFee(row(code, { net: -net, gross: -gross }, [goodsRate, isCarriage ? carriageRate : null]))
      }),
      ...(isZero(fee) ? [] : [asFee(row(feeName, fee, [goodsRate]))]),
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

/** The vouchers used; what they do not account for, or all of it, as one row. */
function mapDiscounts(vouchers: readonly Voucher[], total: Pair, step: Scaled): readonly Voucher[] {
  if (isZero(total)) return []
  const rows = vouchers.map((voucher) => ({ ...voucher, code: voucher.code || words.discount }))
  const last = rows.at(-1)
  const rest = minus(total, rows.reduce<Pair>(plus, nothing))
  const allowed = BigInt(rows.length) * step
  if (last === undefined || absolute(rest.net) > allowed || absolute(rest.gross) > allowed) {
    return [{ code: rows.map((row) => row.code).join(', ') || words.discount, ...total }]
  }
  return [...rows.slice(0, -1), { code: last.code, ...plus(last, rest) }]
}

/** VAT by rate; what belongs to no row with a rate stands by itself. */
export function mapTaxes(
  rows: readonly Pick<Charge, 'tax' | 'vatRate'>[],
  total: Scaled,
): readonly TaxTotal[] {
  const byRate = new Map<Decimal | null, Scaled>()
  const add = (rate: Decimal | null, tax: Scaled) => byRate.set(rate, (byRate.get(rate) ?? 0n) + tax)
  for (const { tax, vatRate } of rows) add(vatRate, scaled(tax))
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

function isZero({ net, gross }: Pair): boolean {
  return net === 0n && gross === 0n
}
