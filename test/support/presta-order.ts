import { expect } from 'vitest'
import { createLocalTime } from '../../main/connectors/prestashop/local-time.ts'
import { mapOrder } from '../../main/connectors/prestashop/map-order.ts'
import type { WholeOrder } from '../../main/connectors/prestashop/whole-order.ts'
import type { Fields } from '../../main/connectors/reader.ts'
import type { Order } from '../../main/words/order.ts'

/** Without VAT and with it. */
type Amounts = readonly [net: number, gross: number]

export interface PrestaPlan {
  /** One piece each; of 22 % unless its row says otherwise. */
  readonly lines?: readonly { readonly of: Amounts; readonly row?: Fields }[]
  readonly products?: Amounts
  readonly shipping?: Amounts
  readonly wrapping?: Amounts
  readonly discount?: Amounts
  readonly paid?: Amounts
  readonly order?: Fields
  readonly rest?: Partial<WholeOrder>
}

const text = (value: number) => value.toFixed(6)
const pair = (name: string, [net, gross]: Amounts) => ({
  [`total_${name}_tax_excl`]: text(net),
  [`total_${name}_tax_incl`]: text(gross),
})

/** An order as PrestaShop's webservice gives it, whose total is what its parts make unless `paid` says otherwise. */
export function prestaOrder(plan: PrestaPlan = {}): WholeOrder {
  const { lines = [{ of: [100, 122] }], shipping = [0, 0], wrapping = [0, 0], discount = [0, 0] } = plan
  const sum = (side: 0 | 1) => lines.reduce((all, { of }) => all + of[side], 0)
  const products = plan.products ?? [sum(0), sum(1)]
  const total = (side: 0 | 1) => products[side] + shipping[side] + wrapping[side] - discount[side]
  return {
    order: {
      id: 7,
      reference: 'ABCDEFGHI',
      id_currency: '1',
      id_customer: '3',
      id_carrier: '2',
      payment: 'Bonifico',
      date_add: '2026-11-20 10:00:00',
      date_upd: '2026-11-20 10:00:00',
      round_type: '2',
      carrier_tax_rate: '22.000',
      total_products: text(products[0]),
      total_products_wt: text(products[1]),
      ...pair('shipping', shipping),
      ...pair('wrapping', wrapping),
      ...pair('discounts', discount),
      ...pair('paid', plan.paid ?? [total(0), total(1)]),
      total_paid_real: '0.000000',
      ...plan.order,
    },
    details: lines.map(({ of, row }, place) => ({
      id: 10 + place,
      product_id: String(100 + place),
      product_name: `Vaso ${place + 1}`,
      product_quantity: '1',
      product_reference: `V${place + 1}`,
      unit_price_tax_excl: text(of[0]),
      unit_price_tax_incl: text(of[1]),
      total_price_tax_excl: text(of[0]),
      total_price_tax_incl: text(of[1]),
      associations: { taxes: [{ id: '22' }] },
      ...row,
    })),
    customer: { id: 3, firstname: 'Anna', lastname: 'Rossi', email: 'anna@posta.example' },
    invoiceAddress: null,
    deliveryAddress: null,
    slips: [],
    cartRules: [],
    payments: [],
    currency: { id: 1, iso_code: 'EUR', precision: '2' },
    carrier: { id: 2, name: 'BRT' },
    countries: [],
    provinces: [],
    taxes: [4, 10, 22].map((rate) => ({ id: rate, rate: `${rate}.000` })),
    ...plan.rest,
  }
}

export function mapPresta(plan: PrestaPlan): ReturnType<typeof mapOrder> {
  return mapOrder(prestaOrder(plan), {
    time: createLocalTime('Europe/Rome'),
    fiscalFields: {},
    state: 'Spedito',
    stateId: '4',
    now: Date.parse('2026-11-23T12:00:00Z'),
  })
}

/** The order that it becomes; a test fails where it is wrong. */
export function mappedPresta(plan: PrestaPlan): Order {
  const result = mapPresta(plan)
  return 'order' in result ? result.order : expect.fail(JSON.stringify(result.wrong))
}
