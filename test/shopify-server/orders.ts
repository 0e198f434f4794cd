import { divide, multiply, parseDecimal, type Scaled, toDecimal, unit } from '../../main/words/decimal.ts'
import type { Json, ServedOrder } from './order-list.ts'

/** What an order for tests is made from; all prices as the customer sees them. */
export interface OrderPlan {
  readonly id: number
  readonly createdAt?: string
  readonly updatedAt?: string
  readonly taxesIncluded?: boolean
  readonly lines?: readonly LinePlan[]
  /** What shipping costs; `'0'` for none. */
  readonly shipping?: string
  /** Fields as they are, over what is made. */
  readonly fields?: Json
}

export interface LinePlan {
  readonly name?: string
  readonly price: string
  readonly quantity?: number
  /** VAT per cent; null for no tax line. */
  readonly rate?: number | null
  /** Taken off the whole line by a code. */
  readonly discount?: string
}

const hundred = 100n * unit(0)

export function moneyBag(value: Scaled): Json {
  // Amounts in the customer's currency beside them must never be taken.
  return {
    // As Shopify prints them: "30.5", "10.0".
    shopMoney: { amount: toDecimal(value, 1), currencyCode: 'EUR' },
    presentmentMoney: { amount: '999999.99', currencyCode: 'USD' },
  }
}

/** A whole, right order: paid, of an Italian customer. */
export function makeOrder(plan: OrderPlan): ServedOrder {
  const { id, createdAt = '2026-11-20T09:00:00Z', taxesIncluded = true } = plan
  const lines = plan.lines ?? [{ price: '12.20', quantity: 2 }]
  const shipping = amount(plan.shipping ?? '6.10')
  const shippingTax = taxOf(shipping, 22, taxesIncluded)
  const made = lines.map((line, index) => makeLine(line, index, taxesIncluded))
  const sum = (values: readonly Scaled[]) => values.reduce((total, value) => total + value, 0n)
  const subtotal = sum(made.map((line) => line.charged))
  const tax = sum(made.map((line) => line.tax)) + shippingTax
  const total = subtotal + shipping + (taxesIncluded ? 0n : tax)
  const address = {
    firstName: 'Anna',
    lastName: 'Rossi',
    company: null,
    address1: 'Via Roma 1',
    address2: '',
    city: 'Forlì',
    provinceCode: 'FC',
    province: 'Forlì-Cesena',
    zip: '47121',
    countryCodeV2: 'IT',
    phone: '+39 333 1234567',
  }
  return {
    id: `gid://shopify/Order/${id}`,
    legacyResourceId: String(id),
    name: `#${id}`,
    test: false,
    createdAt,
    updatedAt: plan.updatedAt ?? createdAt,
    cancelledAt: null,
    displayFinancialStatus: 'PAID',
    displayFulfillmentStatus: 'UNFULFILLED',
    fullyPaid: true,
    edited: false,
    currencyCode: 'EUR',
    presentmentCurrencyCode: 'USD',
    taxesIncluded,
    dutiesIncluded: false,
    email: 'anna@example.it',
    note: 'Citofonare Rossi',
    sourceName: 'web',
    tags: [],
    paymentGatewayNames: ['shopify_payments'],
    customAttributes: [],
    customer: { id: 'gid://shopify/Customer/77', displayName: 'Anna Rossi' },
    billingAddress: address,
    shippingAddress: address,
    totalPriceSet: moneyBag(total),
    totalTaxSet: moneyBag(tax),
    totalRefundedSet: moneyBag(0n),
    totalTipReceivedSet: moneyBag(0n),
    currentTotalPriceSet: moneyBag(total),
    currentTotalTaxSet: moneyBag(tax),
    additionalFees: [],
    localizedFields: [],
    metafields: [],
    shippingLines:
      shipping === 0n
        ? []
        : [
            {
              title: 'Corriere',
              originalPriceSet: moneyBag(shipping),
              discountedPriceSet: moneyBag(shipping),
              taxLines: [taxLine(22, shippingTax)],
            },
          ],
    refunds: [],
    transactions: [{ kind: 'SALE', status: 'SUCCESS', processedAt: createdAt, paymentId: `r${id}.1` }],
    lineItems: made.map((line) => line.row),
    ...plan.fields,
  }
}

/** So many orders, a minute apart, by ascending id. */
export function manyOrders(count: number, firstId = 5_000_000_000_001): ServedOrder[] {
  const start = Date.parse('2026-11-01T08:00:00Z')
  return Array.from({ length: count }, (_, place) => {
    const at = new Date(start + place * 60_000).toISOString().replace('.000Z', 'Z')
    return makeOrder({ id: firstId + place, createdAt: at })
  })
}

function makeLine(plan: LinePlan, index: number, taxesIncluded: boolean) {
  const { name = `Articolo ${index + 1}`, quantity = 1, rate = 22 } = plan
  const original = amount(plan.price) * BigInt(quantity)
  const discount = amount(plan.discount ?? '0')
  const charged = original - discount
  const tax = rate === null ? 0n : taxOf(charged, rate, taxesIncluded)
  const row: Json = {
    id: `gid://shopify/LineItem/${9000 + index}`,
    sku: `SKU-${index + 1}`,
    name,
    quantity,
    currentQuantity: quantity,
    customAttributes: [],
    product: { id: `gid://shopify/Product/${100 + index}` },
    variant: { id: `gid://shopify/ProductVariant/${200 + index}` },
    originalTotalSet: moneyBag(original),
    discountAllocations:
      discount === 0n
        ? []
        : [{ allocatedAmountSet: moneyBag(discount), discountApplication: { code: 'SCONTO' } }],
    taxLines: rate === null ? [] : [taxLine(rate, tax)],
  }
  return { row, charged, tax }
}

function taxLine(rate: number, tax: Scaled): Json {
  return { title: 'IT IVA', ratePercentage: rate, priceSet: moneyBag(tax) }
}

function taxOf(price: Scaled, rate: number, included: boolean): Scaled {
  const percent = amount(String(rate))
  return divide(multiply(price, percent), included ? hundred + percent : hundred, 2) ?? 0n
}

function amount(text: string): Scaled {
  const value = parseDecimal(text)
  if (value === null) throw new Error(`no amount: ${text}`)
  return value
}
