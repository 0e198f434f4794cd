import { type Order, unknownToMost } from '../../main/words/order.ts'

/** A plausible order; `id` makes it one of many. */
export function orderOf(id: number, changes: Partial<Order> = {}): Order {
  const placedAt = new Date(Date.UTC(2026, 10, 20, 10, 0, id)).toISOString()
  const address = {
    name: 'Nicolò Bertè',
    company: '',
    street: 'Via Roma 1',
    street2: '',
    city: 'Forlì',
    province: 'FC',
    postcode: '47121',
    country: 'IT',
    phone: '',
  }
  return {
    ...unknownToMost,
    shopOrderId: String(id),
    number: `N${id}`,
    placedAt,
    modifiedAt: placedAt,
    paidAt: placedAt,
    state: 'processing',
    stateId: changes.state ?? 'processing',
    currency: 'EUR',
    customer: { id: '', name: 'Nicolò Bertè', company: '', email: `cliente${id}@posta.example`, phone: '' },
    fiscal: { fiscalCode: 'RSSMRA80A01H501U', vatNumber: '', pec: '', sdiCode: '' },
    billing: address,
    shipping: address,
    lines: [
      {
        sku: 'CAF-1KG',
        name: 'Caffè in grani 1kg',
        productId: '10',
        variationId: '',
        options: [],
        quantity: '1',
        unitPrice: '10.00',
        vatRate: '22',
        discount: '0.00',
        net: '10.00',
        tax: '2.20',
      },
    ],
    shippingLines: [],
    fees: [],
    discounts: [],
    refunds: [],
    taxes: [{ name: 'IVA 22%', rate: '22', amount: '2.20' }],
    totals: {
      lines: '10.00',
      discount: '0.00',
      shipping: '0.00',
      fees: '0.00',
      tax: '2.20',
      total: '12.20',
      refunded: '0.00',
    },
    pricesIncludeTax: true,
    paymentMethod: 'Bonifico bancario',
    transactionId: '',
    shippingMethod: '',
    note: '',
    ...changes,
  }
}

/** An order on which there is no VAT. */
export function untaxedOrder(id: number, country: string, changes: Partial<Order> = {}): Order {
  const { billing, lines, totals } = orderOf(id)
  const address = { ...billing, country }
  return orderOf(id, {
    billing: address,
    shipping: address,
    lines: lines.map((line) => ({ ...line, tax: '0.00', vatRate: '0' })),
    taxes: [],
    totals: { ...totals, tax: '0.00', total: '10.00' },
    ...changes,
  })
}

/** An order of so many lines, each of an article of its own. */
export function longOrder(count: number): Order {
  const [line] = orderOf(1).lines
  if (!line) throw new Error('an order without lines')
  return orderOf(1, {
    lines: Array.from({ length: count }, (_, at) => ({ ...line, sku: `SKU-${at}`, name: `Articolo ${at}` })),
  })
}
