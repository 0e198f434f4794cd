import {
  type CartLine,
  type LineAmounts,
  negativeFeeParts,
  type Part,
  priceLines,
  type RateOf,
  taxed,
} from './amounts.ts'
import {
  abroad,
  bankTransfer,
  type Coupon,
  cashOnDelivery,
  coupons,
  freeSample,
  freeShipping,
  onlinePayments,
  type PaymentMethod,
  type Product,
  products,
  type ShippingMethod,
  shippingMethods,
  type Variation,
} from './catalogue.ts'
import type { Kind } from './life-cycle.ts'
import type { Random } from './random.ts'
import { ratesFor } from './tax-rates.ts'

export interface CartItem extends CartLine {
  readonly product: Product
  readonly variation: Variation | undefined
  /** The product is no longer in the shop: the line has lost its number and its code. */
  readonly deleted: boolean
  readonly amounts: LineAmounts
}

export interface CartFee {
  readonly name: string
  readonly cents: number
  readonly parts: readonly Part[]
}

/** What was ordered and what it costs. */
export interface Cart {
  readonly items: readonly CartItem[]
  readonly coupon: Coupon | undefined
  readonly shipping: { readonly method: ShippingMethod; readonly part: Part } | undefined
  readonly fees: readonly CartFee[]
  readonly payment: PaymentMethod | undefined
}

/** Fills the cart of an order of this kind. */
export function makeCart(kind: Kind, country: string, random: Random): Cart {
  const rateOf = ratesFor(country)
  if (kind.name === 'free') {
    return {
      items: priced([{ product: freeSample, quantity: 1 }], undefined, rateOf),
      coupon: undefined,
      shipping: undefined,
      fees: [],
      payment: undefined,
    }
  }
  const chosen = Array.from({ length: random.pick([1, 1, 2, 2, 3, 4]) }, () => choose(random))
  const gone = kind.name === 'deleted-product' ? 0 : -1
  const coupon = random.chance(18) ? random.pick(coupons) : undefined
  const items = priced(chosen, coupon, rateOf, gone)
  const payment = paymentFor(kind, random)
  const method = shippingFor(country, items, random)
  const highest = items
    .map(({ amounts }) => amounts.after.rate)
    .reduce((a, b) => ((b?.rate ?? 0) > (a?.rate ?? 0) ? b : a))
  const fees: CartFee[] = []
  if (payment.id === cashOnDelivery.id)
    fees.push({ name: 'Supplemento contrassegno', cents: 287, parts: [taxed(2_870_000, highest)] })
  if (random.chance(10))
    fees.push({ name: 'Confezione regalo', cents: 300, parts: [taxed(3_000_000, highest)] })
  if (random.chance(8) && items.some(({ amounts }) => amounts.after.net > 8_000_000)) {
    fees.push({
      name: 'Sconto fedeltà',
      cents: -410,
      parts: negativeFeeParts(
        -410,
        items.map(({ amounts }) => amounts),
      ),
    })
  }
  return {
    items,
    coupon,
    shipping: { method, part: taxed(method.netCents * 10_000, highest) },
    fees,
    payment,
  }
}

interface Choice {
  readonly product: Product
  readonly variation?: Variation
  readonly quantity: number
}

function choose(random: Random): Choice {
  const product = random.pick(products)
  const quantity = random.pick([1, 1, 1, 2, 2, 3, 4, 6])
  return product.variations
    ? { product, variation: random.pick(product.variations), quantity }
    : { product, quantity }
}

function priced(
  choices: readonly Choice[],
  coupon: Coupon | undefined,
  rateOf: RateOf,
  gone = -1,
): readonly CartItem[] {
  const lines = choices.map(({ product, variation, quantity }, place) => {
    const { cents, taxClass } = product
    return { product, variation, quantity, cents, taxClass, deleted: place === gone }
  })
  const amounts = priceLines(lines, coupon, rateOf)
  return lines.flatMap((line, place) => {
    const own = amounts[place]
    return own ? [{ ...line, amounts: own }] : []
  })
}

function paymentFor(kind: Kind, random: Random): PaymentMethod {
  if (kind.name === 'bank-transfer') return bankTransfer
  const cash = kind.name === 'private' || kind.name === 'long-note'
  return cash && random.chance(15) ? cashOnDelivery : random.pick(onlinePayments)
}

function shippingFor(country: string, items: readonly CartItem[], random: Random): ShippingMethod {
  if (country !== 'IT') return abroad
  const gross = items.reduce((sum, { amounts }) => sum + amounts.after.net + amounts.after.tax, 0)
  return gross >= 79_000_000 ? freeShipping : random.pick(shippingMethods)
}
