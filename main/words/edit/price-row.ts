import { divide, multiply, type Scaled, scaled, toDecimal } from '../decimal.ts'
import type { Charge, Decimal, OrderLine } from '../order.ts'
import { hundred, one } from '../vat-amounts.ts'

/** A row of an order as a person writes it. With VAT included, price and discount are what the customer saw. */
export interface PricedRow {
  readonly quantity: Decimal
  readonly price: Decimal
  readonly discount: Decimal
  /** Percentage; null keeps the share of VAT that the row has had. */
  readonly vatRate: Decimal | null
}

export interface Pricing {
  /** Whether prices hold their VAT: it is then taken out of each row, as the shop does, not put on top. */
  readonly includesVat: boolean
  /** Decimal places of the row's amounts, as the shop prints them. */
  readonly digits: number
}

type Amounts = Pick<OrderLine, 'quantity' | 'unitPrice' | 'vatRate' | 'discount' | 'net' | 'tax'>

/** How a line is written for a person to change it: its price is such that the same amounts come out again. */
export function writeRow(line: Amounts, { includesVat, digits }: Pricing): PricedRow {
  const { quantity, vatRate } = line
  if (!includesVat) return { quantity, price: line.unitPrice, discount: line.discount, vatRate }
  const gross = scaled(line.net) + scaled(line.tax)
  const discount = divide(multiply(scaled(line.discount), hundred + rateOf(line)), hundred, digits) ?? 0n
  const price = divide(gross + discount, scaled(quantity), 6) ?? 0n
  return { quantity, price: toDecimal(price, 2), discount: toDecimal(discount, 2), vatRate }
}

/**
 * The amounts of a row, exact (R24): quantity x price less discount, rounded once, and its VAT rounded once.
 * @param before the row as it was: its share of VAT stands in for a rate that nobody says
 */
export function priceRow(row: PricedRow, before: Amounts | null, { includesVat, digits }: Pricing): Amounts {
  const quantity = scaled(row.quantity)
  const amount = rounded(multiply(quantity, scaled(row.price)) - scaled(row.discount), digits)
  const rate = row.vatRate === null ? (before === null ? 0n : rateOf(before)) : scaled(row.vatRate)
  const taxed = includesVat ? hundred + rate : hundred
  const tax = divide(multiply(amount, rate), taxed, digits) ?? 0n
  const withoutVat = (value: Scaled, places: number) =>
    includesVat ? (divide(multiply(value, hundred), hundred + rate, places) ?? 0n) : value
  return {
    quantity: toDecimal(quantity),
    unitPrice: toDecimal(withoutVat(scaled(row.price), 6), 2),
    vatRate: row.vatRate === null ? null : toDecimal(scaled(row.vatRate)),
    discount: toDecimal(withoutVat(scaled(row.discount), digits), 2),
    net: toDecimal(includesVat ? amount - tax : amount, 2),
    tax: toDecimal(tax, 2),
  }
}

/** Shipping or a fee as a row of one piece. */
export function asRow(charge: Charge): Amounts {
  return { ...charge, quantity: '1', unitPrice: charge.net, discount: '0' }
}

/** How many decimal places the rows of an order are printed with; at least those of its currency. */
export function digitsOf(rows: readonly Pick<Charge, 'net' | 'tax'>[], currencyDigits: number): number {
  const places = rows.flatMap(({ net, tax }) => [net, tax].map((amount) => fraction(amount).length))
  return Math.min(6, Math.max(currencyDigits, ...places))
}

function fraction(amount: Decimal): string {
  return (amount.split('.')[1] ?? '').replace(/0+$/, '')
}

/** The rate, or what the amounts say of it. */
function rateOf({ vatRate, net, tax }: Pick<Amounts, 'vatRate' | 'net' | 'tax'>): Scaled {
  if (vatRate !== null) return scaled(vatRate)
  return divide(multiply(scaled(tax), hundred), scaled(net), 9) ?? 0n
}

function rounded(value: Scaled, digits: number): Scaled {
  return divide(value, one, digits) ?? 0n
}
