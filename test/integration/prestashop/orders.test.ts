import { afterEach, describe, expect, test } from 'vitest'
import type { Connector, FetchAnswer } from '../../../main/connectors/connector.ts'
import { createFetchPool } from '../../../main/sync/fetch-pool.ts'
import { createPace } from '../../../main/sync/pace.ts'
import type { Order } from '../../../main/words/order.ts'
import {
  type Bundle,
  manyOrders,
  type PrestaServer,
  type PrestaServerOptions,
  type Row,
  recordedBundle,
  startPrestaServer,
  withPaymentAndVoucher,
} from '../../prestashop-server/index.ts'
import { readRecording, recordedTables } from '../../prestashop-server/recordings.ts'
import { collect, failureOf, foundAt, never, type OpenShop, openShop, quickHttp } from './open-shop.ts'
import { sumOf } from './sum-of.ts'

const always = { from: '2010-01-01T00:00:00.000Z', to: null }
const dates = (place: number) => {
  const at = new Date(Date.UTC(2026, 10, 20) + place * 1000).toISOString().slice(0, 19).replace('T', ' ')
  return { date_add: at, date_upd: at }
}
const isList = ({ path, query }: { readonly path: string; readonly query: URLSearchParams }) =>
  path.endsWith('/orders') && query.has('filter[date_upd]')

describe('R14: the list of a shop that is not to be believed', () => {
  test('goes on behind pages that are shorter than asked for', async () => {
    const { shop, server } = await open({ orders: manyOrders(450, dates) })
    server.setFailure((request) => (answer) => {
      const { orders } = JSON.parse(String(answer.body)) as { orders?: unknown[] }
      return isList(request) && orders !== undefined
        ? { ...answer, body: JSON.stringify({ orders: orders.slice(0, 100) }) }
        : answer
    })
    const pages = await collect(shop.list(always, never))
    expect(pages.flatMap(({ rows }) => rows)).toHaveLength(450)
  })

  test('R7: takes orders that break it for wrong ones, and lists all others', async () => {
    const broken = [1000, 1233, 1234, 1449]
    const { shop, server } = await open({ orders: manyOrders(450, dates) })
    server.setFailure((request) => (answer) => {
      const isLoaded = isList(request) && request.query.has('display')
      const breaks = isLoaded && broken.some((id) => String(answer.body).includes(`"id":${id}`))
      return breaks ? { status: 500, headers: {}, body: '' } : answer
    })
    const pages = await collect(shop.list(always, never))
    const wrong = pages.flatMap((page) => page.wrong ?? [])
    expect(wrong.map(({ shopOrderId }) => Number(shopOrderId))).toEqual(broken)
    const reason = { code: 'shop-cannot-deliver', params: { code: 'server-error' } }
    expect(wrong[0]?.reasons).toEqual([reason])
    expect(pages.flatMap(({ rows }) => rows)).toHaveLength(446)
    // One such order costs some twenty.
    expect(server.requests.length).toBeLessThan(90)
    await shop.list(always, never)[Symbol.asyncIterator]().next()
  })

  test.each([1000, 1009])(
    'R7: the order %i, which breaks whatever loads it, keeps nobody from the others',
    async (broken) => {
      const { shop, server } = await open({ orders: manyOrders(10, dates) })
      server.setFailure(({ path, query }) => (answer) => {
        const isLoaded = path.includes('/orders') && query.has('display')
        return isLoaded && String(answer.body).includes(`"id":${broken}`)
          ? { status: 500, headers: {}, body: '' }
          : answer
      })
      await shop.clock(never)
      const report = await openShop({ url: server.url }).check(never, () => undefined)
      expect(report.steps.filter(({ outcome }) => outcome === 'failed')).toEqual([])
      const pages = await collect(shop.list(always, never))
      expect(pages.flatMap((page) => page.wrong ?? []).map(({ shopOrderId }) => shopOrderId)).toEqual([
        String(broken),
      ])
      expect(pages.flatMap(({ rows }) => rows)).toHaveLength(9)
    },
  )

  test('R39: is not left out whole because the shop once tells no states, or none at all', async () => {
    const { shop, server } = await open({ orders: manyOrders(3, dates) })
    let told = 0
    const none = { status: 200, headers: { 'Content-Type': 'application/json' }, body: '[]' }
    const once = ({ path }: { readonly path: string }) => {
      told += path.endsWith('/order_states') ? 1 : 0
      return path.endsWith('/order_states') && told === 1 ? none : undefined
    }
    server.setFailure(once)
    expect((await shop.wantedStates?.(null, never))?.states).not.toEqual([])
    server.setFailure(({ path }) => (path.endsWith('/order_states') ? none : undefined))
    const other = openShop({ url: server.url, connection: foundAt(server.url) })
    expect(await failureOf(other.wantedStates?.(null, never) ?? expect.fail())).toMatchObject({
      code: 'body-shape',
      params: { expected: 'order_states' },
    })
  })

  test('R22: asks for fewer rows where the shop takes too long, and remembers how many', async () => {
    const http = quickHttp({ timeoutSeconds: 1 })
    const { shop, server } = await open({ orders: manyOrders(30, dates) }, { http })
    const limitOf = ({ query }: { readonly query: URLSearchParams }) =>
      Number(query.get('limit')?.split(',')[1])
    server.setFailure((request) => (isList(request) && limitOf(request) > 40 ? 'stall' : undefined))
    const pages = await collect(shop.list(always, never))
    expect(pages.flatMap(({ rows }) => rows)).toHaveLength(30)
    const listSize = Number(shop.learned?.()?.facts.listSize)
    expect(listSize).toBeLessThanOrEqual(40)
    expect(shop.learned?.()).toBeNull()
    const again = openShop({
      url: server.url,
      connection: foundAt(server.url, { listSize: String(listSize) }),
    })
    const before = server.requests.length
    await collect(again.list(always, never))
    expect(server.requests.slice(before).filter(isList).map(limitOf)[0]).toBe(listSize)
  })

  test('R7: a row that does not say which order it is is one wrong order', async () => {
    const { shop, server } = await open({ orders: manyOrders(3, dates) })
    server.setFailure((request) => (answer) => {
      const json = JSON.parse(String(answer.body)) as { orders?: { id: unknown; reference: unknown }[] }
      const row = json.orders?.find(({ id }) => id === 1001)
      if (!isList(request) || row === undefined) return answer
      row.id = '10.5'
      row.reference = 'ABCDEFGHI'
      return { ...answer, body: JSON.stringify(json) }
    })
    const pages = await collect(shop.list(always, never))
    expect(pages.flatMap(({ rows }) => rows).map(({ shopOrderId }) => shopOrderId)).toEqual(['1000', '1002'])
    const [wrong] = pages.flatMap((page) => page.wrong ?? [])
    expect(wrong).toMatchObject({
      shopOrderId: '?ABCDEFGHI',
      number: 'ABCDEFGHI',
      raw: expect.stringContaining('"10.5"'),
      reasons: [{ code: 'unreadable-field', params: { field: 'id' } }],
    })
  })
})

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function open(
  options: PrestaServerOptions,
  shop: Partial<OpenShop> = {},
): Promise<{ server: PrestaServer; shop: Connector }> {
  const server = await startPrestaServer(options)
  closing.push(server.close)
  return { server, shop: openShop({ url: server.url, connection: foundAt(server.url), ...shop }) }
}

/** Order 126 with other rows. */
async function changed(change: (bundle: Bundle) => Partial<Bundle>, shop: Partial<OpenShop> = {}) {
  const bundle = recordedBundle(126)
  const opened = await open({ orders: [{ ...bundle, ...change(bundle) }] }, shop)
  return resultOf(await opened.shop.fetch(['126'], never))
}

function resultOf({ orders }: FetchAnswer) {
  const [found] = orders
  if (found === undefined) throw new Error('no order')
  return found.result
}

function orderOf(answer: FetchAnswer, id: string): Order {
  const result = answer.orders.find((order) => order.shopOrderId === id)?.result
  if (result === undefined || !('order' in result)) throw new Error(`order ${id}: ${JSON.stringify(result)}`)
  return result.order
}

describe('R23, R24: recorded orders, to the cent', () => {
  test('every one adds up and shows the total that the shop shows', async () => {
    const { shop } = await open({ tables: recordedTables() })
    const ids = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '71', '126']
    const answer = await shop.fetch(ids, never)
    for (const id of ids) {
      const { totals } = orderOf(answer, id)
      expect(`${totals.total}0000`).toBe(recordedTables().get('orders', id)?.total_paid_tax_incl)
      expect(sumOf(orderOf(answer, id))).toBe(totals.total)
    }
  })

  test('a company with four rates, a reduction, a voucher and gift wrapping', async () => {
    const { shop } = await open({ tables: recordedTables() })
    const order = orderOf(await shop.fetch(['126'], never), '126')
    expect(order).toMatchObject({
      number: 'ASEOASHSC',
      placedAt: '2026-10-31T22:06:44.000Z',
      modifiedAt: '2026-11-03T00:18:08.000Z',
      paidAt: '2026-10-31T22:06:44.000Z',
      state: 'Consegnato',
      currency: 'EUR',
      customer: { id: '88', name: "José L'Abbate", email: 'joselabbate117@example.it' },
      fiscal: {
        fiscalCode: '01720529831',
        vatNumber: '01720529831',
        pec: 'officinedamico@pec.example',
        sdiCode: 'M5UXCR1',
      },
      billing: {
        company: "Officine D'Amico S.r.l.",
        province: 'AQ',
        country: 'IT',
        phone: '+39 0862 123456',
      },
      shipping: { city: 'Milano', province: 'MI', phone: '3245370962' },
      totals: {
        lines: '781.09',
        discount: '4.41',
        shipping: '0.00',
        fees: '-2.36',
        tax: '104.07',
        total: '882.80',
        refunded: '0.00',
      },
      paymentMethod: 'Carta di credito (Stripe)',
      transactionId: 'pi_f3df5399f7b503d40e91a407',
      shippingMethod: 'BRT Corriere Espresso',
    })
    expect(order.lines[1]).toEqual({
      sku: 'TSH-CITTA-M-BLU',
      name: 'T-shirt «Città Eterna»',
      productId: '4',
      variationId: '17',
      options: [
        { name: 'Taglia', value: 'M' },
        { name: 'Colore', value: 'Blu' },
      ],
      quantity: '2',
      unitPrice: '16.3934',
      vatRate: '22',
      discount: '4.93',
      net: '27.86',
      tax: '6.14',
    })
    expect(order.lines.map((line) => line.vatRate)).toEqual(['22', '22', '4', '10', '22', '22'])
    expect(order.fees).toEqual([
      { name: 'Confezione regalo', kind: 'fee', net: '2.05', tax: '0.45', vatRate: '22' },
      { name: 'Sconto fedeltà 5 €', kind: 'discount', net: '-4.41', tax: '-0.59', vatRate: null },
    ])
    expect(order.discounts).toEqual([{ code: 'Sconto fedeltà 5 €', net: '4.41', tax: '0.59' }])
    expect(order.note).toContain('Buon compleanno 🎂')
  })

  test('a guest abroad with a single row', async () => {
    const { shop } = await open({ tables: recordedTables() })
    const order = orderOf(await shop.fetch(['71'], never), '71')
    expect(order).toMatchObject({
      customer: { id: '', name: 'Niccolò Perù', email: 'niccoloperu71@example.it' },
      billing: { city: 'Stuttgart', country: 'DE', province: '' },
      lines: [{ sku: 'TERR-20', name: 'Sacco terriccio 20 L <bio>', net: '19.65', tax: '4.32' }],
      shippingLines: [{ name: 'BRT Corriere Espresso', net: '6.48', tax: '1.42', vatRate: '22' }],
      taxes: [{ rate: '22', amount: '5.74' }],
      totals: { total: '31.87' },
    })
  })

  test('numbers as numbers, as version 9 gives them, make the same orders', async () => {
    const native = (name: string, root: string) =>
      (JSON.parse(readRecording(name).response.body) as Record<string, Row[]>)[root] ?? []
    const texts = await open({ tables: recordedTables() })
    const tables = recordedTables()
    const orders = native('orders_page10_full_native_types_ps9_like', 'orders')
    for (const row of orders) tables.put('orders', String(row.id), row)
    for (const row of native('order_details_native_types_ps9_like', 'order_details')) {
      tables.put('order_details', String(row.id), row)
    }
    const numbers = await open({ tables })
    const ids = [...orders.map((row) => String(row.id)), '126']
    const [a, b] = [await texts.shop.fetch(ids, never), await numbers.shop.fetch(ids, never)]
    expect(ids).toHaveLength(11)
    for (const id of ids) expect(orderOf(b, id)).toEqual(orderOf(a, id))
  })

  test('the raw data hold everything the shop said of an order, and no password', async () => {
    const { shop, server } = await open({ tables: recordedTables() })
    const { raw, orders } = await shop.fetch(['126'], never)
    const whole = (JSON.parse(Buffer.from(raw).toString()) as Row[])[orders[0]?.rawIndex ?? -1]
    expect(whole).toMatchObject({
      order: { id: 126, note: 'Cliente VIP: chiamare prima\nfascia 9–13' },
      details: [{ id: 311 }, {}, {}, {}, {}, {}],
      customer: { id: 88 },
      invoiceAddress: { id: 216 },
      deliveryAddress: { id: 134 },
      cartRules: [{ id: 31 }],
      payments: [{ id: 113 }],
      carrier: { name: 'BRT Corriere Espresso' },
      state: 'Consegnato',
    })
    expect(Buffer.from(raw).toString()).not.toMatch(/passwd|\$2y\$/)
    expect(
      server.requests.some(
        ({ path, query }) => path.endsWith('customers') && query.get('display') === 'full',
      ),
    ).toBe(false)
  })
})

describe('what a shop keeps in other places', () => {
  const slip = {
    id: 9,
    id_order: '126',
    amount: '24.000000',
    shipping_cost_amount: '0.000000',
    total_products_tax_excl: '32.790000',
    total_products_tax_incl: '40.000000',
    total_shipping_tax_excl: '4.100000',
    total_shipping_tax_incl: '5.000000',
  }
  const { amount: _, ...withoutAmount } = slip
  test.each<[string, Row, string]>([
    ['products and shipping', { ...withoutAmount, amount: '32.790000' }, '45.00'],
    ['the amount that was chosen, with shipping', slip, '29.00'],
    [
      'as old versions print it',
      { id: 9, id_order: '126', amount: '12.20', shipping_cost_amount: '5.00' },
      '17.20',
    ],
  ])('a refund: %s', async (_, row, amount) => {
    const result = await changed(() => ({ slips: [row] }))
    expect(result).toMatchObject({
      order: { refunds: [{ id: '9', amount }], totals: { refunded: amount, total: '882.80' } },
    })
  })

  test('payments of a split order belong to the part that they pay, or to none', async () => {
    const payments = (
      JSON.parse(readRecording('order_split_payments_same_reference').response.body) as {
        order_payments: Row[]
      }
    ).order_payments
    const ofReference = payments.map((row) => ({ ...row, order_reference: 'ASEOASHSC' }))
    const paying = (paid: string) =>
      changed(({ order }) => ({ order: { ...order, total_paid_real: paid }, payments: ofReference }))
    expect(await paying('343.990000')).toMatchObject({ order: { transactionId: 'B1C8319836F895590' } })
    expect(await paying('443.890000')).toMatchObject({
      order: { transactionId: 'pi_24e8c99ffd75aaf91937bbf6, B1C8319836F895590' },
    })
    expect(await paying('10.000000')).toMatchObject({ order: { transactionId: '', paidAt: null } })
  })

  test('vouchers that are not told apart are one discount, to the cent', async () => {
    const { shop, server } = await open({ orders: [recordedBundle(126)], without: ['order_cart_rules'] })
    expect(resultOf(await shop.fetch(['126'], never))).toMatchObject({
      order: { fees: [{}, { name: 'Sconto', net: '-4.41', tax: '-0.59' }], totals: { total: '882.80' } },
    })
    // What is not there is not asked for again.
    const before = server.requests.length
    await shop.fetch(['126'], never)
    const again = server.requests.slice(before).map(({ path }) => path)
    expect(again.some((path) => /cart_rules|discounts/.test(path))).toBe(false)
  })

  test('rows alone serve where the details are missing', async () => {
    const result = await changed(() => ({ details: [] }))
    expect(result).toMatchObject({ order: { totals: { total: '882.80' } } })
    if ('order' in result) expect(result.order.lines.map((line) => line.net)[0]).toBe('196.68')
  })

  test('a fiscal field of the shop’s own is found by its name', async () => {
    const bundle = recordedBundle(126)
    const server = await startPrestaServer({ orders: [bundle] })
    closing.push(server.close)
    const address = server.tables.get('addresses', '216')
    server.tables.put('addresses', '216', { ...address, other: '', campo_sdi: 'ABC1234' })
    const shop = openShop({ url: server.url, settings: { fiscalFields: { sdiCode: 'campo_sdi' } } })
    expect(resultOf(await shop.fetch(['126'], never))).toMatchObject({
      order: { fiscal: { sdiCode: 'ABC1234' } },
    })
  })
})

describe('R7: every reason of a wrong order', () => {
  const order = (changes: Row) => (bundle: Bundle) => ({ order: { ...bundle.order, ...changes } })
  test.each<[string, (bundle: Bundle) => Partial<Bundle>, Row[]]>([
    [
      'no rows',
      ({ order: { associations: _, ...bare } }) => ({ order: bare, details: [] }),
      [{ code: 'no-lines', params: {} }],
    ],
    [
      'nobody who ordered',
      order({ id_customer: '0', id_address_invoice: '0', id_address_delivery: '0' }),
      [{ code: 'no-customer', params: {} }],
    ],
    [
      'a currency that is gone',
      order({ id_currency: '77' }),
      [{ code: 'unknown-currency', params: { currency: '77' } }],
    ],
    [
      'a date that does not exist',
      order({ date_add: '2026-02-30 10:00:00' }),
      [{ code: 'impossible-date', params: { field: 'date_add', value: '2026-02-30 10:00:00' } }],
    ],
    [
      'no date at all',
      order({ date_add: '0000-00-00 00:00:00' }),
      [{ code: 'unreadable-field', params: { field: 'date_add' } }],
    ],
    [
      'an amount that is no number',
      order({ total_paid_tax_incl: '882,80' }),
      [{ code: 'unreadable-field', params: { field: 'total_paid_tax_incl' } }],
    ],
    [
      'a total that does not add up',
      order({ total_paid_tax_incl: '883.800000' }),
      [
        {
          code: 'totals-mismatch',
          params: { field: 'total_paid_tax_incl', declared: '883.80', computed: '882.80' },
        },
      ],
    ],
    [
      'a row that is missing',
      ({ details }) => ({ details: details.slice(1) }),
      [
        {
          code: 'totals-mismatch',
          params: { field: 'total_products', declared: '781.09', computed: '584.41' },
        },
        {
          code: 'totals-mismatch',
          params: { field: 'total_products_wt', declared: '885.30', computed: '645.30' },
        },
      ],
    ],
    [
      'no state',
      order({ current_state: null }),
      [{ code: 'unreadable-field', params: { field: 'current_state' } }],
    ],
  ])('%s', async (_, change, wrong) => {
    expect(await changed(change)).toMatchObject({ wrong })
  })

  test('a cent of rounding is no reason', async () => {
    expect(await changed(order({ total_paid_tax_incl: '882.810000' }))).toHaveProperty('order')
  })

  test('a voucher worth more than the order leaves nothing to pay', async () => {
    const free = {
      total_discounts: '1000.000000',
      total_discounts_tax_incl: '1000.000000',
      total_discounts_tax_excl: '900.000000',
      total_paid: '0.000000',
      total_paid_tax_incl: '0.000000',
      total_paid_tax_excl: '0.000000',
    }
    expect(await changed(order(free))).toMatchObject({ order: { totals: { total: '0.00' } } })
  })
})

describe('few requests', () => {
  const times = () => ({ date_add: '2026-11-20 10:00:00', date_upd: '2026-11-20 11:00:00' })

  test('at most ten a hundred orders, everything included', async () => {
    const { shop, server } = await open({ orders: manyOrders(1000, times) })
    await shop.clock(never)
    const ids: string[] = []
    for (const page of await collect(shop.list({ from: '2026-11-01T00:00:00.000Z', to: null }, never))) {
      ids.push(...page.rows.map((row) => row.shopOrderId))
    }
    expect(ids).toHaveLength(1000)
    const answers: FetchAnswer[] = []
    for (let start = 0; start < 1000; start += shop.maxBatch) {
      answers.push(await shop.fetch(ids.slice(start, start + shop.maxBatch), never))
    }
    expect(answers.flatMap(({ orders }) => orders).filter(({ result }) => 'order' in result)).toHaveLength(
      1000,
    )
    expect(server.requests.length / 10).toBeLessThanOrEqual(10)
    // The longest address stays within what web servers take.
    const longest = Math.max(
      ...server.requests.map(({ path, query }) => path.length + query.toString().length),
    )
    expect(longest).toBeLessThan(8000)
  })

  test('eight for a hundred orders once the names are known, two at a time', async () => {
    const { shop, server } = await open({ orders: manyOrders(200, times) })
    const ids = Array.from({ length: 200 }, (_, place) => String(1000 + place))
    await shop.fetch(ids.slice(0, 100), never)
    const before = server.requests.length
    await shop.fetch(ids.slice(100), never)
    // With the messages.
    expect(server.requests.length - before).toBe(8)
  })

  test('batches at once ask for the names once', async () => {
    const { shop, server } = await open({ orders: manyOrders(200, times) })
    const ids = Array.from({ length: 200 }, (_, place) => String(1000 + place))
    await Promise.all([0, 50, 100, 150].map((start) => shop.fetch(ids.slice(start, start + 50), never)))
    for (const resource of ['currencies', 'taxes', 'order_states']) {
      expect(server.requests.filter(({ path }) => path === `/api/${resource}`)).toHaveLength(1)
    }
  })

  test('what one run has learned the next does not ask for', async () => {
    const { shop, server } = await open({ orders: manyOrders(100, times).map(withPaymentAndVoucher) })
    const ids = Array.from({ length: 100 }, (_, place) => String(1000 + place))
    const first = await shop.fetch(ids, never)
    const connection = shop.learned?.() ?? expect.fail('nothing was learned')
    expect(shop.learned?.()).toBeNull()

    const asked = async (names: string) => {
      const again = openShop({ url: server.url, connection: foundAt(server.url, { names }) })
      const before = server.requests.length
      expect((await again.fetch(ids, never)).orders).toEqual(first.orders)
      return server.requests.slice(before).map(({ path }) => path.replace('/api/', ''))
    }
    const lookups = ['currencies', 'carriers', 'countries', 'states', 'taxes']
    const known = await asked(connection.facts.names ?? '')
    expect(known.filter((resource) => lookups.includes(resource))).toEqual([])
    // The states of orders, and eight for the orders.
    expect(known).toHaveLength(9)
    for (const damaged of ['{', '[]', '{"taxes":7}', '{"taxes":[null]}']) {
      expect(await asked(damaged)).toEqual(expect.arrayContaining(lookups))
    }

    // A province that the shop was given since is found, with its country, by asking once.
    const address = server.tables.get('orders', '1000')?.id_address_invoice
    server.tables.put('states', '9999', { id: 9999, id_country: '10', iso_code: 'XX', name: 'Nuova' })
    server.tables.put('addresses', String(address), {
      ...server.tables.get('addresses', String(address)),
      id_country: '10',
      id_state: '9999',
    })
    const later = openShop({ url: server.url, connection: foundAt(server.url, connection.facts) })
    const before = server.requests.length
    expect(orderOf(await later.fetch(ids, never), '1000').billing.province).toBe('XX')
    await later.fetch(ids, never)
    const provinces = server.requests.slice(before).filter(({ path }) => path === '/api/states')
    expect(provinces).toHaveLength(1)
  })
})

test('a server that takes only short addresses is asked for fewer orders at a time', async () => {
  const times = () => ({ date_add: '2026-11-20 10:00:00', date_upd: '2026-11-20 11:00:00' })
  const { shop, server } = await open({ orders: manyOrders(100, times) })
  server.setFailure(({ query }) => (query.toString().length > 600 ? { status: 414 } : undefined))
  const fetched: number[] = []
  const pool = createFetchPool({
    fetch: (ids) => shop.fetch(ids, never),
    isGone: (id) => shop.isGone(id, never),
    probe: async () => void (await shop.clock(never)),
    maxBatch: shop.maxBatch,
    onBatch: async ({ orders }) => void fetched.push(orders.length),
    onFailure: () => undefined,
    pace: createPace(),
    now: Date.now,
  })
  await pool.add(Array.from({ length: 100 }, (_, place) => String(1000 + place)))
  await pool.finish()
  expect(fetched.reduce((sum, count) => sum + count, 0)).toBe(100)
  expect(Math.max(...fetched)).toBeLessThan(100)
})

test('R17 R39: an order whose last change is the zero date is in no window, and found by its creation', async () => {
  const placed = '2026-11-20 10:00:00'
  const old = { ...recordedBundle(126).order, date_add: placed, date_upd: '0000-00-00 00:00:00' }
  const { shop } = await open({ orders: [{ ...recordedBundle(126), order: old }] })
  const idsIn = async (window: Parameters<typeof shop.list>[0]) =>
    (await collect(shop.list(window, never))).flatMap(({ rows }) => rows.map((row) => row.shopOrderId))
  expect(await idsIn(always)).toEqual([])
  expect(await idsIn({ ...always, by: 'created' })).toEqual(['126'])
  const at = '2026-11-20T09:00:00.000Z'
  expect(orderOf(await shop.fetch(['126'], never), '126')).toMatchObject({ placedAt: at, modifiedAt: at })
})

test('vouchers of an order are found where PrestaShop 1.6 has them', async () => {
  const bundle = recordedBundle(126)
  const { shop, server } = await open({ orders: [bundle], version: '1.6' })
  const { fees } = orderOf(await shop.fetch(['126'], never), '126')
  expect(fees.map(({ name }) => name)).toEqual(
    expect.arrayContaining(bundle.cartRules.map(({ name }) => name)),
  )
  expect(server.requests.some(({ path, status }) => path === '/api/order_discounts' && status === 200)).toBe(
    true,
  )
})

test('R31: a currency that one answer lacks is asked for again before its orders count as wrong', async () => {
  const { shop, server } = await open({ orders: [recordedBundle(126)] })
  let empty = 0
  server.setFailure(({ path }) => {
    if (!path.endsWith('/currencies') || empty > 0) return undefined
    empty += 1
    return { status: 200, headers: { 'Content-Type': 'application/json' }, body: '[]' }
  })
  expect(resultOf(await shop.fetch(['126'], never))).toMatchObject({ order: { currency: 'EUR' } })
  expect(empty).toBe(1)
})

test('R31: a row that breaks the list of all currencies stops no order that has another', async () => {
  const { shop, server } = await open({ orders: [recordedBundle(126)] })
  server.setFailure(({ path, query }) =>
    path.endsWith('/currencies') && !query.has('filter[id]')
      ? { status: 500, headers: { 'Content-Type': 'text/html' }, body: '' }
      : undefined,
  )
  expect(resultOf(await shop.fetch(['126'], never))).toMatchObject({ order: { currency: 'EUR' } })
})

test.each(['customers', 'addresses'])(
  'R31: %s that one answer lacks are asked for once more',
  async (resource) => {
    const { shop, server } = await open({ orders: [recordedBundle(126), recordedBundle(1)] })
    const whole = orderOf(await shop.fetch(['1', '126'], never), '126')
    let asked = 0
    // As meant for a batch that has the first of them only.
    server.setFailure(({ path }) => (answer) => {
      if (!path.endsWith(`/${resource}`)) return answer
      asked += 1
      if (asked > 1) return answer
      const { [resource]: rows } = JSON.parse(String(answer.body)) as Record<string, unknown[]>
      return { ...answer, body: JSON.stringify({ [resource]: rows?.slice(0, 1) }) }
    })
    const other = openShop({ url: server.url, connection: foundAt(server.url) })
    expect(orderOf(await other.fetch(['1', '126'], never), '126')).toEqual(whole)
    expect(asked).toBe(2)
  },
)

describe('R7: what orders can do without', () => {
  const failing =
    (isFailing: (request: { readonly path: string; readonly query: URLSearchParams }) => boolean) =>
    (request: { readonly path: string; readonly query: URLSearchParams }) =>
      isFailing(request) ? { status: 500, body: '<html></html>' } : undefined

  test.each(['messages', 'carriers', 'order_payments', 'order_cart_rules', 'states'])(
    '%s: where a module has broken it, keeps no order from coming, and is told',
    async (resource) => {
      const { shop, server } = await open({ orders: [recordedBundle(126), recordedBundle(1)] })
      server.setFailure(failing(({ path }) => path.endsWith(`/${resource}`)))
      const answer = await shop.fetch(['1', '126'], never)
      expect(orderOf(answer, '126').totals.total).toBe('882.80')
      expect(answer.orders).toHaveLength(2)
      expect(answer.notices).toEqual([{ code: 'resource-broken', params: { resource } }])
      const asked = server.requests.length
      expect((await shop.fetch(['1', '126'], never)).notices).toEqual([])
      const again = server.requests.slice(asked)
      expect(again.some(({ path }) => path.endsWith(`/${resource}`))).toBe(false)
    },
  )

  test('is not done without where only some rows break it, or the shop is away', async () => {
    const { shop, server } = await open({ orders: [recordedBundle(126), recordedBundle(1)] })
    const isMessages = (path: string) => path.endsWith('/messages')
    server.setFailure(
      failing(({ path, query }) => isMessages(path) && (query.get('filter[id_order]') ?? '').includes('126')),
    )
    expect(await failureOf(shop.fetch(['1', '126'], never))).toMatchObject({ code: 'server-error' })
    expect((await shop.fetch(['1'], never)).orders).toHaveLength(1)
    let away = false
    server.setFailure(
      failing(({ path }) => {
        away ||= isMessages(path)
        return away
      }),
    )
    const other = openShop({ url: server.url, connection: foundAt(server.url) })
    expect(await failureOf(other.fetch(['1', '126'], never))).toMatchObject({ code: 'server-error' })
  })
})

describe('R31: an empty answer where an order speaks of rows', () => {
  test.each(['order_cart_rules', 'order_payments'])(
    '%s: is asked for once more, in the first batch too',
    async (resource) => {
      const { shop, server } = await open({ orders: [recordedBundle(126)] })
      const whole = orderOf(await shop.fetch(['126'], never), '126')
      const { shop: other, asked } = emptied(server, resource, 1)
      expect(orderOf(await other.fetch(['126'], never), '126')).toEqual(whole)
      expect(asked()).toBe(2)
    },
  )

  test.each(['order_cart_rules', 'order_payments'])(
    '%s: is believed the second time, by the whole run',
    async (resource) => {
      const { server } = await open({ orders: [recordedBundle(126)] })
      const { shop, asked } = emptied(server, resource, 9)
      const { totals } = orderOf(await shop.fetch(['126'], never), '126')
      expect(totals.total).toBe('882.80')
      expect(asked()).toBe(2)
      await shop.fetch(['126'], never)
      expect(asked()).toBe(3)
    },
  )

  function emptied(server: Awaited<ReturnType<typeof open>>['server'], resource: string, times: number) {
    let asked = 0
    server.setFailure(({ path }) => {
      if (!path.endsWith(`/${resource}`)) return undefined
      asked += 1
      if (asked > times) return undefined
      return { status: 200, headers: { 'Content-Type': 'application/json' }, body: '[]' }
    })
    const shop = openShop({ url: server.url, connection: foundAt(server.url) })
    return { shop, asked: () => asked }
  }
})
