import { absolute, divide, multiply, type Scaled, toDecimal, unit } from '../../words/decimal.ts'
import type { Instant, OrderLine, Refund, RefundLine } from '../../words/order.ts'
import type { Fields, Reader } from '../reader.ts'
import { allowance } from '../reconcile.ts'
import { minus, money, netAndTax, nothing, type Pair, pair, plus } from './amounts.ts'
import { keyText } from './keys.ts'

export interface Refunding {
  /** The order's lines by the number of their row in `order_details`. */
  readonly lineOf: ReadonlyMap<string, OrderLine>
  /** The name and rate of the order's shipping. */
  readonly shipping: Pick<RefundLine, 'name' | 'vatRate'>
  /** Decimal places that the shop rounds to. */
  readonly digits: number
  /** An instant; null for a date that is none, which makes no order wrong. */
  readonly toInstant: (local: string) => Instant | null
}

const cent = unit(2)
/** `OrderSlip::create`: what the voucher paid is not given back. */
const withoutVoucher = '1'

/** `order_slip`, in two forms: since 1.6.0.12 with its totals, before that with an amount alone. */
export function mapRefunds(
  reader: Reader,
  slips: readonly Fields[],
  refunding: Refunding,
): { readonly items: readonly Refund[]; readonly sum: Scaled } {
  let sum = 0n
  const items = slips.map((slip, index): Refund => {
    const path = `order_slips[${index}].`
    const goods = detailsOf(reader, slip, path)
    const { products, shipping } = amountsOf(reader, slip, path, goods)
    const amount = rounded(products + shipping.gross, refunding.digits)
    sum += amount
    return {
      id: reader.text(slip, 'id', path),
      at: refunding.toInstant(reader.text(slip, 'date_add', path)),
      reason: '',
      amount: money(amount),
      lines: [
        ...goods.map((detail) => goodsLine(detail, shareOf(goods, products), refunding)),
        ...(shipping.gross === 0n || shipping.net === 0n ? [] : [shippingLine(shipping, refunding)]),
      ],
    }
  })
  return { items, sum }
}

interface Detail {
  readonly id: string
  readonly quantity: Scaled
  readonly total: Pair
}

/** `order_slip_details`: rows and pieces that were given back. */
function detailsOf(reader: Reader, slip: Fields, path: string): readonly Detail[] {
  const associations = reader.record(slip, 'associations', path)
  return reader.list(associations, 'order_slip_details', `${path}associations.`).map((row, index) => {
    const at = `${path}associations.order_slip_details[${index}].`
    return {
      id: reader.text(row, 'id_order_detail', at),
      quantity: reader.amount(row, 'product_quantity', at, '0').value,
      total: {
        net: reader.amount(row, 'amount_tax_excl', at, '0').value,
        gross: reader.amount(row, 'amount_tax_incl', at, '0').value,
      },
    }
  })
}

/** What was given back for products, VAT included, and for shipping. */
function amountsOf(
  reader: Reader,
  slip: Fields,
  path: string,
  goods: readonly Detail[],
): { readonly products: Scaled; readonly shipping: Pair } {
  const amount = reader.amount(slip, 'amount', path, '0').value
  if (slip.total_products_tax_incl === undefined) {
    const gross = reader.amount(slip, 'shipping_cost_amount', path, '0').value
    return { products: amount, shipping: { net: 0n, gross } }
  }
  const products = pair(reader, slip, 'total_products', path)
  const own = pair(reader, slip, 'total_shipping', path)
  // Slips of before 1.6.0.12 have their shipping here alone.
  const alone = reader.amount(slip, 'shipping_cost_amount', path, '0').value
  const shipping = own.net === 0n && own.gross === 0n ? { net: 0n, gross: alone } : own
  // Whoever makes the slip may choose an amount; else it repeats the products' net or gross.
  const repeats = [products.net, products.gross].some((total) => absolute(amount - total) <= cent)
  const isWithout = keyText(slip.order_slip_type) === withoutVoucher
  if (goods.length > 0 && (isWithout || repeats)) {
    // The voucher was taken off the gross total, or off the net one where amounts are chosen with VAT
    // (PrestaShop/PrestaShop#18319). With shipping the slip no longer says that it is one without the voucher.
    const voucher = minus(goods.map(({ total }) => total).reduce(plus, nothing), products)
    const pieces = goods.reduce((sum, { quantity }) => sum + absolute(quantity), 0n)
    const rounding = isWithout
      ? cent
      : allowance({ digits: 2, rows: goods.length, pieces, total: products.gross })
    const taken = voucher.gross <= rounding && voucher.net > rounding ? voucher.net : 0n
    return { products: taken < products.gross ? products.gross - taken : 0n, shipping }
  }
  const isChosen = products.gross === 0n || (amount > 0n && !repeats)
  return { products: isChosen ? amount : products.gross, shipping }
}

/** Of what its rows come to, the part that was given back: less where an amount was chosen or a voucher was taken off. */
function shareOf(goods: readonly Detail[], products: Scaled): (value: Scaled) => Scaled {
  const all = goods.reduce((sum, { total }) => sum + total.gross, 0n)
  if (products >= all - cent || all === 0n) return (value) => value
  return (value) => divide(multiply(value, products), all, 6) ?? 0n
}

function goodsLine(
  { id, quantity, total }: Detail,
  share: (value: Scaled) => Scaled,
  { lineOf, digits }: Refunding,
): RefundLine {
  const line = lineOf.get(id)
  const given = { net: rounded(share(total.net), digits), gross: rounded(share(total.gross), digits) }
  return {
    kind: 'goods',
    sku: line?.sku ?? '',
    name: line?.name ?? '',
    quantity: toDecimal(quantity),
    ...netAndTax(given),
    vatRate: line?.vatRate ?? null,
  }
}

function shippingLine(total: Pair, { shipping, digits }: Refunding): RefundLine {
  const given = { net: rounded(total.net, digits), gross: rounded(total.gross, digits) }
  return { kind: 'shipping', sku: '', ...shipping, quantity: '1', ...netAndTax(given) }
}

function rounded(value: Scaled, digits: number): Scaled {
  return divide(value, unit(0), Math.max(2, digits)) ?? value
}

/** The rows of `order_details` that lines were made of, by their numbers. */
export function linesByDetail(
  details: readonly Fields[],
  lines: readonly OrderLine[],
): ReadonlyMap<string, OrderLine> {
  return new Map(lines.map((line, index) => [keyText(details[index]?.id), line]))
}
