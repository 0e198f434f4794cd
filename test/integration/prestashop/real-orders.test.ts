import { afterEach, describe, expect, test } from 'vitest'
import type { Order } from '../../../main/words/order.ts'
import {
  type Bundle,
  type PrestaServerOptions,
  type Row,
  recordedBundle,
  startPrestaServer,
} from '../../prestashop-server/index.ts'
import { foundAt, never, openShop } from './open-shop.ts'
import { sumOf } from './sum-of.ts'

/** Orders as PrestaShop's own classes wrote them on real servers of 1.6, 1.7, 8.2 and 9.1. */

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function open(options: PrestaServerOptions, rows: Readonly<Record<string, readonly Row[]>> = {}) {
  const server = await startPrestaServer(options)
  closing.push(server.close)
  for (const [resource, some] of Object.entries(rows))
    for (const row of some) server.tables.put(resource, String(row.id), row)
  return { server, shop: openShop({ url: server.url, connection: foundAt(server.url) }) }
}

async function results(options: PrestaServerOptions, rows: Readonly<Record<string, readonly Row[]>> = {}) {
  const { shop, server } = await open(options, rows)
  const ids = (options.orders ?? []).map(({ order }) => String(order.id))
  const { orders } = await shop.fetch(ids, never)
  return { results: orders.map(({ result }) => result), server }
}

async function ordersOf(...given: Parameters<typeof results>): Promise<readonly Order[]> {
  const found = await results(...given)
  return found.results.map((result) =>
    'order' in result ? result.order : expect.fail(JSON.stringify(result)),
  )
}

/** A plain order: one line of 22 %, shipping of 22 %, nothing else. */
function plain(id: number, net: string, gross: string, changes: Row = {}, details: Row = {}): Bundle {
  const { order, details: rows } = recordedBundle(1)
  const none = Object.fromEntries(
    Object.keys(order).flatMap((name) => (/^total_/.test(name) ? [[name, '0.000000']] : [])),
  )
  return {
    order: {
      ...order,
      ...none,
      id,
      reference: `R${id}`,
      carrier_tax_rate: '22.000',
      total_products: net,
      total_products_wt: gross,
      total_paid_tax_excl: net,
      total_paid_tax_incl: gross,
      gift_message: '',
      associations: {},
      ...changes,
    },
    details: [
      {
        ...rows[0],
        id: id * 10,
        id_order: String(id),
        product_quantity: '1',
        reduction_percent: '0.00',
        unit_price_tax_excl: net,
        unit_price_tax_incl: gross,
        total_price_tax_excl: net,
        total_price_tax_incl: gross,
        associations: { taxes: [{ id: '1' }] },
        ...details,
      },
    ],
    payments: [],
    cartRules: [],
    slips: [],
  }
}

describe('R7: a cart that was split by carrier on 9.1, whose parts carry the whole shipping', () => {
  const shipping = { total_shipping_tax_excl: '18.770000', total_shipping_tax_incl: '22.900000' }
  const part = (id: number, net: string, gross: string, paidNet: string, paidGross: string) =>
    plain(id, net, gross, {
      ...shipping,
      reference: 'SPEZZATO1',
      total_paid_tax_excl: paidNet,
      total_paid_tax_incl: paidGross,
    })
  const parts = [
    part(3931, '100.000000', '122.000000', '106.480000', '129.900000'),
    part(3932, '50.000000', '61.000000', '62.300000', '76.000000'),
  ]

  test('each part has what is left of its total', async () => {
    const found = await ordersOf({ orders: parts })
    expect(found.map(({ shippingLines: [line] }) => [line?.net, line?.tax])).toEqual([
      ['6.48', '1.42'],
      ['12.30', '2.70'],
    ])
    expect(found.map(sumOf)).toEqual(['129.90', '76.00'])
    expect(found.map(({ totals }) => totals.shipping)).toEqual(['6.48', '12.30'])
  })

  test('also where the other part is in another batch', async () => {
    const { shop, server } = await open({ orders: parts })
    const { orders } = await shop.fetch(['3932'], never)
    expect(orders[0]?.result).toMatchObject({ order: { totals: { shipping: '12.30', total: '76.00' } } })
    const asked = server.requests.filter(({ query }) => query.has('filter[reference]'))
    expect(asked).toHaveLength(1)
  })

  test('so is a voucher of the whole cart, and the shipping of a part without a carrier', async () => {
    const voucher = { total_discounts_tax_excl: '20.000000', total_discounts_tax_incl: '24.400000' }
    const paid = { total_paid_tax_excl: '90.000000', total_paid_tax_incl: '109.800000' }
    const over = { total_paid_tax_excl: '120.490000', total_paid_tax_incl: '147.000000' }
    const of = (id: number, reference: string, changes: Row = {}) =>
      plain(id, '100.000000', '122.000000', { reference, ...changes })
    const orders = [
      of(1, 'SPEZZATO4', { ...voucher, ...paid }),
      of(2, 'SPEZZATO4'),
      of(3, 'SPEZZATO5', { ...over, id_carrier: '0' }),
      of(4, 'SPEZZATO5'),
      of(5, 'INTERO', { ...over, id_carrier: '0' }),
    ]
    const { shop, server } = await open({ orders })
    const found = (await shop.fetch(['1', '3', '5'], never)).orders
    expect(found.map(({ result }) => 'order' in result && result.order)).toMatchObject([
      { fees: [{ kind: 'discount', net: '-10.00', tax: '-2.20' }], totals: { total: '109.80' } },
      { fees: [], shippingLines: [{ net: '20.49', tax: '4.51' }] },
      { fees: [{ kind: 'fee', net: '20.49' }], shippingLines: [] },
    ])
    expect(server.requests.filter(({ query }) => query.has('filter[reference]'))).toHaveLength(1)
  })

  test('an order of its own that is as short is wrong', async () => {
    const [only] = parts
    expect((await results({ orders: only ? [only] : [] })).results).toMatchObject([
      { wrong: [{ code: 'totals-mismatch', params: { declared: '129.90', computed: '144.90' } }, {}] },
    ])
  })

  test('one order of several carriers (improved_shipment) has the shipping that its total counts', async () => {
    const [part] = parts
    const order = { ...part?.order, id: 3940, reference: 'CORRIERI1', id_carrier: '0' }
    const details = part?.details.map((row) => ({ ...row, id_order: '3940' })) ?? []
    const bundle = { ...plain(3940, '100.000000', '122.000000'), order, details }
    const [found] = await ordersOf({ orders: [bundle] })
    expect(found).toMatchObject({ totals: { shipping: '6.48', total: '129.90' } })
    expect(found && sumOf(found)).toBe('129.90')
    // Less than its goods is what no shipping explains.
    const less = { total_paid_tax_excl: '80.000000', total_paid_tax_incl: '97.600000' }
    const short = { ...bundle, order: { ...order, ...less } }
    expect((await results({ orders: [short] })).results).toMatchObject([
      { wrong: [{ code: 'totals-mismatch' }, {}] },
    ])
  })

  test('and parts that say nothing wrong are as they say', async () => {
    const free = parts.map((bundle) => {
      const { total_products: net, total_products_wt: gross } = bundle.order
      const none = { total_shipping_tax_excl: '0', total_shipping_tax_incl: '0' }
      const order = { ...bundle.order, ...none, total_paid_tax_excl: net, total_paid_tax_incl: gross }
      return { ...bundle, order }
    })
    expect((await ordersOf({ orders: free })).map(({ totals }) => totals.total)).toEqual(['122.00', '61.00'])
  })
})

describe('R23: what was paid for parts of one cart', () => {
  const paid = (id: number, real: string): Bundle =>
    plain(id, '50.000000', '61.000000', { reference: 'SPEZZATO2', total_paid_real: real })
  const payment = {
    id: 7,
    order_reference: 'SPEZZATO2',
    amount: '122.000000',
    date_add: '2026-11-20 10:00:00',
    transaction_id: 'TX-9',
  }

  test('is all parts’, though PrestaShop writes it at the last alone', async () => {
    const [first, last] = [paid(901626, '0.000000'), paid(901627, '122.000000')]
    const orders = await ordersOf({ orders: [{ ...first, payments: [payment] }, last] })
    const at = '2026-11-20T09:00:00.000Z'
    expect(orders.map(({ paidAt, transactionId }) => [paidAt, transactionId])).toEqual([
      [at, 'TX-9'],
      [at, 'TX-9'],
    ])
  })

  test('is none’s where it does not cover them, or there is none', async () => {
    const [first] = [paid(901626, '0.000000')]
    const few = { ...payment, amount: '10.000000' }
    const [less] = await ordersOf({ orders: [{ ...first, payments: [few] }] })
    const [nothing] = await ordersOf({ orders: [first] })
    expect([less?.paidAt, nothing?.paidAt]).toEqual([null, null])
  })
})

describe('R7: fees of modules for payment and cash on delivery', () => {
  const total = (net: string, gross: string) => ({ total_paid_tax_excl: net, total_paid_tax_incl: gross })

  test('are what the total is over by, with the rate that fits', async () => {
    const order = plain(1, '209.020000', '255.000000', {
      total_shipping_tax_excl: '8.200000',
      total_shipping_tax_incl: '10.000000',
      payment: 'Pagamento tramite Paypal',
      ...total('225.109344', '274.625000'),
    })
    const [found] = await ordersOf({ orders: [order] })
    expect(found?.fees).toEqual([
      {
        name: 'Commissione Pagamento tramite Paypal',
        kind: 'fee',
        net: '7.889344',
        tax: '1.735656',
        vatRate: '22',
      },
    ])
    expect(found?.totals).toMatchObject({ total: '274.625', fees: '7.889344' })
  })

  test.each([
    ['only the gross total is over', '100.000000', '126.000000'],
    ['only the net total is over', '104.000000', '122.000000'],
    ['the net is over by more than the gross', '110.000000', '126.000000'],
    ['the total is lower', '90.000000', '109.800000'],
    ['the tax is lost', '100.000000', '100.000000'],
    ['the tax is twice there', '122.000000', '122.000000'],
  ])('not where %s: then the order contradicts itself', async (_, net, gross) => {
    const { results: found } = await results({
      orders: [plain(1, '100.000000', '122.000000', total(net, gross))],
    })
    expect(found).toMatchObject([
      {
        wrong: expect.arrayContaining(
          [{ code: 'totals-mismatch' }].map((some) => expect.objectContaining(some)),
        ),
      },
    ])
  })
})

test('R7: vouchers are asked for also where a total is short of something that no discount says', async () => {
  const short = { total_paid_tax_excl: '80.000000', total_paid_tax_incl: '97.600000' }
  const gift = { id: 1, id_order: '1', name: 'Omaggio', value: '24.400000', value_tax_excl: '20.000000' }
  const orders = [{ ...plain(1, '100', '122', short), cartRules: [gift] }, plain(2, '100', '122')]
  const { results: found, server } = await results({ orders })
  expect(found).toMatchObject([{ order: { discounts: [{ code: 'Omaggio', net: '20.00' }] } }, { order: {} }])
  const asked = server.requests.filter(({ path }) => path === '/api/order_cart_rules')
  expect(asked.map(({ query }) => query.get('filter[id_order]'))).toEqual(['[1]'])
})

describe('R7: rounding', () => {
  test.each([
    ['line, round up, twelve rows', 12, '120.000000', '120.050000'],
    ['line, round down, twelve rows', 12, '120.000000', '119.950000'],
  ])('%s', async (_, rows, products, paid) => {
    const order = plain(1, products, products, { total_paid_tax_excl: products, total_paid_tax_incl: paid })
    const details = Array.from({ length: rows }, (_unused, at) => ({
      ...order.details[0],
      id: 10 + at,
      unit_price_tax_excl: '10.000000',
      unit_price_tax_incl: '10.000000',
      total_price_tax_excl: '10.000000',
      total_price_tax_incl: '10.000000',
      associations: {},
    }))
    const [found] = await ordersOf({ orders: [{ ...order, details }] })
    expect(found).toMatchObject({ fees: [] })
  })

  test('an order changed in the back office whose lines’ net totals are of before', async () => {
    // 0.93 was typed, 1.04 / 1.12 kept; the order has 40 x 0.92 (PrestaShop/PrestaShop#27998).
    const order = plain(
      1,
      '36.800000',
      '44.160000',
      {},
      {
        product_quantity: '40',
        unit_price_tax_excl: '0.917000',
        unit_price_tax_incl: '1.104000',
        total_price_tax_excl: '36.680000',
        total_price_tax_incl: '44.160000',
      },
    )
    expect(await ordersOf({ orders: [order] })).toHaveLength(1)
  })

  test('of two rows the one that was changed is read by its price', async () => {
    const order = plain(1, '40.000000', '48.800000')
    const row = (id: number, quantity: string, total: string): Row => ({
      ...order.details[0],
      id,
      product_quantity: quantity,
      unit_price_tax_excl: '10.000000',
      unit_price_tax_incl: '12.200000',
      total_price_tax_excl: `${Number(quantity) * 10}.000000`,
      total_price_tax_incl: total,
    })
    const details = [row(11, '3', '12.200000'), row(12, '1', '12.200000')]
    const [found] = await ordersOf({ orders: [{ ...order, details }] })
    expect(found?.lines.map(({ tax }) => tax)).toEqual(['6.60', '2.20'])
  })
})

describe('R49: refunds as OrderSlip::create writes them', () => {
  const slip = (changes: Row): Row => ({
    id: 9,
    id_order: '126',
    date_add: '2026-11-21 10:00:00',
    order_slip_type: '0',
    shipping_cost_amount: '0.000000',
    total_shipping_tax_excl: '0.000000',
    total_shipping_tax_incl: '0.000000',
    associations: {
      order_slip_details: [
        {
          id: '9',
          id_order_detail: '311',
          product_quantity: '2',
          amount_tax_excl: '73.760000',
          amount_tax_incl: '89.990000',
        },
      ],
    },
    total_products_tax_excl: '73.760000',
    total_products_tax_incl: '89.990000',
    ...changes,
  })
  const refundOf = async (row: Row) => {
    const [found] = await ordersOf({ orders: [{ ...recordedBundle(126), slips: [row] }] })
    return { refund: found?.refunds[0], refunded: found?.totals.refunded }
  }

  test.each([
    ['whole, prices without VAT', { amount: '73.760000' }, '89.99'],
    ['whole, prices with VAT', { amount: '89.990000' }, '89.99'],
    ['an amount chosen between net and gross', { amount: '81.880000', order_slip_type: '2' }, '81.88'],
    ['an amount chosen above the gross', { amount: '95.000000', order_slip_type: '2' }, '95.00'],
    ['an amount chosen below the net', { amount: '70.000000', order_slip_type: '2' }, '70.00'],
    [
      'without the voucher, prices with VAT',
      { amount: '89.990000', order_slip_type: '1', total_products_tax_excl: '68.760000' },
      '84.99',
    ],
    [
      'without the voucher, prices without VAT',
      { amount: '73.760000', order_slip_type: '1', total_products_tax_incl: '84.990000' },
      '84.99',
    ],
    [
      'rounded as it is shown',
      { amount: '101.639344', total_products_tax_excl: '101.639344', total_products_tax_incl: '123.999999' },
      '124.00',
    ],
  ])('%s', async (_, changes, amount) => {
    const { refund, refunded } = await refundOf(slip(changes))
    expect(refund?.amount).toBe(amount)
    expect(refunded).toBe(amount)
  })

  test('have their date, and their lines by what the order sold', async () => {
    const { refund } = await refundOf(
      slip({ amount: '89.990000', total_shipping_tax_excl: '4.100000', total_shipping_tax_incl: '5.000000' }),
    )
    expect(refund).toMatchObject({ id: '9', at: '2026-11-21T09:00:00.000Z', amount: '94.99' })
    expect(refund?.lines).toMatchObject([
      {
        kind: 'goods',
        quantity: '2',
        net: '73.76',
        tax: '16.23',
        vatRate: '22',
        sku: expect.stringMatching(/./),
      },
      {
        kind: 'shipping',
        name: 'BRT Corriere Espresso',
        quantity: '1',
        net: '4.10',
        tax: '0.90',
        vatRate: '22',
      },
    ])
  })

  test('have lines that come to no more than the amount that was chosen', async () => {
    const { refund } = await refundOf(slip({ amount: '45.000000', order_slip_type: '2' }))
    expect(refund?.lines).toMatchObject([{ quantity: '2', net: '36.88', tax: '8.12' }])
  })

  test('with a date that is none are refunds all the same', async () => {
    const { refund } = await refundOf(slip({ amount: '89.990000', date_add: '0000-00-00 00:00:00' }))
    expect(refund).toMatchObject({ at: null, amount: '89.99' })
  })
})

describe('R23: what the customer wrote and asked for', () => {
  const mug = (id: number, customization: string) =>
    plain(
      id,
      '10.000000',
      '12.200000',
      { associations: { order_rows: [{ id: String(id * 10), id_customization: customization }] } },
      { product_name: 'Te&#039; verde &amp; zenzero' },
    )
  const customization = (id: number, texts: readonly Row[]) => ({
    id,
    id_cart: '1',
    associations: { customized_data_text_fields: texts },
  })
  const text = (field: string, value: string) => ({ id_customization_field: field, value })

  test('texts of customized products, under the names of their fields', async () => {
    const [found] = await ordersOf(
      { orders: [mug(1, '7')] },
      {
        customizations: [customization(7, [text('3', 'Famiglia &amp; Rossi'), text('4', '  ')])],
        product_customization_fields: [
          { id: 3, id_product: '1', type: '1', required: '0', name: [{ id: '1', value: 'Incisione' }] },
        ],
      },
    )
    expect(found?.lines[0]).toMatchObject({
      name: "Te' verde & zenzero",
      options: [{ name: 'Incisione', value: 'Famiglia & Rossi' }],
    })
  })

  test('not those of other customers, which old versions mix in', async () => {
    const [found] = await ordersOf(
      { orders: [mug(1, '7')] },
      { customizations: [customization(7, [text('3', 'Anna'), text('3', 'Bruno')])] },
    )
    expect(found?.lines[0]?.options).toEqual([])
  })

  test('are asked for only where a line is customised, once for all orders', async () => {
    const some = await results({ orders: [mug(1, '7'), mug(2, '8'), mug(3, '0')] })
    const asked = (server: { requests: readonly { path: string }[] }, resource: string) =>
      server.requests.filter(({ path }) => path === `/api/${resource}`).length
    expect(asked(some.server, 'customizations')).toBe(1)
    expect(asked(some.server, 'messages')).toBe(1)
    const none = await results({ orders: [mug(1, '0')] })
    expect(asked(none.server, 'customizations')).toBe(0)
  })

  const message = (id: number, words: string, changes: Row = {}) => ({
    id,
    id_order: '1',
    id_employee: '0',
    private: '0',
    message: words,
    ...changes,
  })

  test('the message of the checkout before that of the gift; not what the shop’s people or modules wrote', async () => {
    const [found] = await ordersOf(
      { orders: [plain(1, '10', '12.2', { gift_message: 'Auguri!\nZia', note: 'Cliente VIP' })] },
      {
        messages: [
          message(1, 'Citofonare &quot;Rossi&quot;\nscala B'),
          message(2, 'Pagato alla cassa', { private: '1' }),
          message(3, 'Le spediamo domani', { id_employee: '4' }),
        ],
      },
    )
    expect(found?.note).toBe('Citofonare "Rossi"\nscala B\nAuguri!\nZia')
    expect(found?.shopNote).toBe('Cliente VIP')
  })

  test('of a split cart, whose message PrestaShop keeps at one part, at all of them', async () => {
    const parts = [1, 2].map((id) => plain(id, '10', '12.2', { reference: 'SPEZZATO3' }))
    const found = await ordersOf(
      { orders: parts },
      { messages: [message(1, 'Dopo le 18', { id_order: '2' })] },
    )
    expect(found.map(({ note }) => note)).toEqual(['Dopo le 18', 'Dopo le 18'])
  })

  test('not of another shop’s order, to which a module gave the same number', async () => {
    // PrestaShop/PrestaShop#4418
    const of = (id: number, changes: Row) => plain(id, '100', '122', { reference: '1001', ...changes })
    const paid = { id: 9, order_reference: '1001', amount: '122.000000', date_add: '2026-11-20 10:00:00' }
    const orders = [
      { ...of(1, { id_cart: '11', total_paid_real: '122.000000' }), payments: [paid] },
      of(2, { id_cart: '12', total_paid_real: '0.000000' }),
    ]
    const found = await ordersOf({ orders }, { messages: [message(1, 'Dopo le 18')] })
    expect(found.map(({ note, paidAt }) => [note, paidAt !== null])).toEqual([
      ['Dopo le 18', true],
      ['', false],
    ])
  })

  test('where the version or the key has no messages, those of the customer service', async () => {
    const rows = {
      customer_threads: [{ id: 5, id_order: '1', id_customer: '1' }],
      customer_messages: [
        { id: 8, id_customer_thread: '5', id_employee: '0', private: '1', message: 'Dopo le 18' },
        { id: 9, id_customer_thread: '5', id_employee: '3', private: '0', message: 'Va bene' },
      ],
    }
    const [found] = await ordersOf({ orders: [plain(1, '10', '12.2')], version: '1.6' }, rows)
    expect(found?.note).toBe('Dopo le 18')
  })

  test('a key without these permissions works as before', async () => {
    const resources =
      'orders,order_details,order_states,order_slip,customers,addresses,countries,currencies,taxes'.split(',')
    const { shop } = await (async () => {
      const server = await startPrestaServer({
        orders: [mug(1, '7')],
        keys: [{ key: 'WSKEYREADORDERS00000000000000001', resources }],
      })
      closing.push(server.close)
      return { shop: openShop({ url: server.url, connection: foundAt(server.url) }) }
    })()
    const { orders } = await shop.fetch(['1'], never)
    expect(orders[0]?.result).toMatchObject({ order: { note: '', lines: [{ options: [] }] } })
  })
})

test('R23: the pick-up at the shop, which old versions show under the shop’s name, is no carrier', async () => {
  const { server, shop } = await open({ orders: [plain(1, '10', '12.2')] })
  const carrier = server.tables.get('orders', '1')?.id_carrier
  server.tables.put('carriers', String(carrier), { id: Number(carrier), name: 'Bottega; Perù #1' })
  const named = openShop({ url: server.url, connection: foundAt(server.url, { name: 'Bottega; Perù #1' }) })
  server.tables.put('carriers', String(carrier), { id: Number(carrier), name: 'Bottega Perù 1' })
  expect((await named.fetch(['1'], never)).orders[0]?.result).toMatchObject({ order: { shippingMethod: '' } })
  expect((await shop.fetch(['1'], never)).orders[0]?.result).toMatchObject({
    order: { shippingMethod: 'Bottega Perù 1' },
  })
})

describe('R25: fields that a module has added to customers', () => {
  const bundle = plain(1, '10', '12.2')
  const customer = String(bundle.order.id_customer)

  test('are asked for by name, and never the password', async () => {
    const { server } = await open({ orders: [bundle] })
    const shop = openShop({ url: server.url, connection: foundAt(server.url, { readAt: '' }) })
    const row = server.tables.get('customers', customer)
    server.tables.put('customers', customer, { ...row, passwd: '$2y$10$x', codice_destinatario: 'KRRH6B9' })
    const { orders, raw } = await shop.fetch(['1'], never)
    expect(orders[0]?.result).toMatchObject({ order: { fiscal: { sdiCode: 'KRRH6B9' } } })
    expect(Buffer.from(raw).toString()).not.toMatch(/passwd|\$2y\$/)
    const learned = shop.learned?.() ?? expect.fail('nothing was learned')
    expect(learned.facts.customerFields).toBe('codice_destinatario')
    // Known now: not asked for again.
    const before = server.requests.length
    await openShop({ url: server.url, connection: learned }).fetch(['1'], never)
    expect(server.requests.slice(before).some(({ query }) => query.has('schema'))).toBe(false)
  })

  test('that have gone with their module stop nothing', async () => {
    const { server } = await open({ orders: [bundle] })
    const connection = foundAt(server.url, {
      customerFields: 'pec,sparito',
      readAt: new Date().toISOString(),
    })
    const shop = openShop({ url: server.url, connection })
    expect((await shop.fetch(['1'], never)).orders[0]?.result).toHaveProperty('order')
    expect(shop.learned?.()?.facts.customerFields).toBe('')
  })
})

test('R7: a shop that fails to say what it is gives its orders by what it said before', async () => {
  const { server } = await open({ orders: [plain(1, '10', '12.2', { date_add: '2026-11-20 10:00:00' })] })
  server.setFailure(({ path }) => (path.endsWith('/configurations') ? { status: 500, body: '' } : undefined))
  const shop = openShop({ url: server.url, connection: foundAt(server.url, { readAt: '' }) })
  const [found] = (await shop.fetch(['1'], never)).orders
  expect(found?.result).toMatchObject({ order: { placedAt: '2026-11-20T09:00:00.000Z' } })
  const asked = server.requests.length
  await shop.fetch(['1'], never)
  expect(server.requests.slice(asked).some(({ path }) => path.endsWith('/configurations'))).toBe(false)
})

test('R12: the shop’s zone is asked for anew after a day', async () => {
  const { server } = await open({ orders: [plain(1, '10', '12.2', { date_add: '2026-11-20 10:00:00' })] })
  const [row] = [...server.tables.all('configurations')].filter(({ name }) => name === 'PS_TIMEZONE')
  server.tables.put('configurations', 'PS_TIMEZONE', { ...row, value: 'America/New_York' })
  const placedAt = async (readAt: string) => {
    const shop = openShop({ url: server.url, connection: foundAt(server.url, { readAt }) })
    const [found] = (await shop.fetch(['1'], never)).orders
    return found && 'order' in found.result ? found.result.order.placedAt : null
  }
  const hour = 60 * 60 * 1000
  expect(await placedAt(new Date(Date.now() - 23 * hour).toISOString())).toBe('2026-11-20T09:00:00.000Z')
  expect(await placedAt(new Date(Date.now() - 25 * hour).toISOString())).toBe('2026-11-20T15:00:00.000Z')
  expect(await placedAt('')).toBe('2026-11-20T15:00:00.000Z')
})
