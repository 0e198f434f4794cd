import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { searchTextOf, toOrderRecord } from '../../../main/store/order-record.ts'
import { numberKey, textKey } from '../../../main/store/search-orderings.ts'
import { tagsIn } from '../../../main/words/annotation.ts'
import { parseDecimal } from '../../../main/words/decimal.ts'
import type { Order } from '../../../main/words/order.ts'
import {
  everyOrder,
  newestFirst,
  type OrderFilter,
  type OrderList,
  type OrderSort,
  sortColumns,
} from '../../../main/words/order-search.ts'
import { workStates } from '../../../main/words/work.ts'
import { draftOf, listOf, memoryStore, temporaryStore } from '../../support/archive.ts'
import { storeOrders } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'

const at = '2026-11-20T12:00:00.000Z'

/** An order as the naive filter knows it. */
interface Known {
  readonly id: number
  readonly shopId: number
  readonly runId: number
  readonly order: Order
  readonly downloadedAt: string
  readonly changed: boolean
  /** Its note, or another order of the same customer: the rank of the gravest; 8: none. */
  readonly check: number
  readonly tags: string
  readonly ownNote: string
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
const wordsIn = (text: string) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? []

/** What R26 says, word by word: all that was typed, each the beginning of a word, signs as breaks inside one. */
function hasText(known: Known, text: string): boolean {
  const typed = text.split(/[\s\0]+/).map(wordsIn)
  if (text.trim() === '') return true
  const wanted = typed.filter((words) => words.length > 0)
  if (wanted.length === 0) return false
  const has = wordsIn([searchTextOf(known.order), known.ownNote, known.tags].join('\n'))
  return wanted.every((words) =>
    has.some((_, from) =>
      words.every((word, index) => {
        const other = has[from + index] ?? ''
        return index === words.length - 1 ? other.startsWith(word) : other === word
      }),
    ),
  )
}

/** Whether one of the names is, or was, that of the order's state (R39). */
function hasState({ shopId, order }: Known, names: readonly string[], all: readonly Known[]): boolean {
  const ofShop = all.filter((other) => other.shopId === shopId).map((other) => other.order)
  const chosen = ofShop.filter(({ state }) => names.includes(state)).map(({ stateId }) => stateId)
  const renamed = ofShop.filter(({ stateId }) => stateId !== '' && chosen.includes(stateId))
  return [...names, ...renamed.map(({ state }) => state)].includes(order.state)
}

const countryOf = ({ shipping, billing }: Order) =>
  shipping.country === '' && shipping.city === '' ? billing.country : shipping.country

function fits(known: Known, filter: OrderFilter, all: readonly Known[]): boolean {
  const { order } = known
  const total = Number(order.totals.total)
  return (
    hasText(known, filter.text) &&
    (filter.shopIds === null || filter.shopIds.includes(known.shopId)) &&
    (filter.states === null || hasState(known, filter.states, all)) &&
    (filter.runId === null || filter.runId === known.runId) &&
    (filter.from === null || order.placedAt >= filter.from) &&
    (filter.before === null || order.placedAt < filter.before) &&
    (filter.amountFrom === null || total >= Number(filter.amountFrom)) &&
    (filter.amountTo === null || total <= Number(filter.amountTo)) &&
    (filter.paymentMethods === null || filter.paymentMethods.includes(order.paymentMethod)) &&
    (filter.shippingMethods === null || filter.shippingMethods.includes(order.shippingMethod)) &&
    (filter.countries === null || filter.countries.includes(countryOf(order))) &&
    (filter.downloadedFrom === null || known.downloadedAt >= filter.downloadedFrom) &&
    (filter.downloadedBefore === null || known.downloadedAt < filter.downloadedBefore) &&
    (!filter.changedOnSite || known.changed) &&
    (filter.work === null ||
      filter.work === ((order.stateId || order.state) === 'completed' ? 'done' : 'todo')) &&
    (!filter.check || checkOf(known) < 8) &&
    (filter.tags === null || filter.tags.some((tag) => tagsIn(known.tags).map(fold).includes(fold(tag)))) &&
    (!filter.noted || known.ownNote !== '') &&
    (filter.orderIds === null || filter.orderIds.includes(known.id)) &&
    !filter.edited
  )
}

const isDone = ({ stateId, state }: Order) => (stateId || state) === 'completed'

/** What is to be looked at of an order that is stored beside those (R42). */
function checkOfNew(order: Order, others: readonly Order[]): number {
  if (isDone(order)) return 8
  const same = (other: Order) =>
    Math.abs(Date.parse(other.placedAt) - Date.parse(order.placedAt)) <= 3_600_000 &&
    other.totals.total === order.totals.total &&
    other.currency === order.currency &&
    other.customer.email === order.customer.email &&
    (order.customer.email !== '' ||
      (other.customer.name === order.customer.name && order.customer.name !== ''))
  return Number(order.totals.total) > 0 && others.some(same) ? 4 : order.note === '' ? 8 : 7
}

const checkOf = ({ changed, check }: Known) => (changed ? 2 : check)

function sorted(all: readonly Known[], { by, descending }: OrderSort): Known[] {
  const key = (known: Known): number | string => {
    const { id, shopId, order, tags, ownNote } = known
    switch (by) {
      case 'number':
        return numberKey(order.number)
      case 'placedAt':
        return order.placedAt
      case 'downloadedAt':
        return id
      case 'shop':
        return shopId === 1 ? 'bottega' : 'emporio'
      case 'state':
        return order.state
      case 'work':
        return (order.stateId || order.state) === 'completed' ? 2 : 0
      case 'handover':
        return 0
      case 'check':
        return checkOf(known)
      case 'customer':
        return textKey(order.customer.name)
      case 'email':
        return textKey(order.customer.email)
      case 'city':
        return textKey(order.billing.city)
      case 'paymentMethod':
        return textKey(order.paymentMethod)
      case 'shippingMethod':
        return textKey(order.shippingMethod)
      case 'country':
        return textKey(countryOf(order))
      case 'tags':
        return textKey(tags)
      case 'ownNote':
        return textKey(ownNote)
      case 'total':
        return Number(order.totals.total)
    }
  }
  const compare = (a: number | string, b: number | string) => (a < b ? -1 : a > b ? 1 : 0)
  const newest = (a: Known, b: Known) => compare(b.order.placedAt, a.order.placedAt) || b.id - a.id
  return [...all].sort((a, b) => {
    const difference = compare(key(a), key(b)) * (descending ? -1 : 1)
    if (difference !== 0) return difference
    return by === 'placedAt' && !descending ? a.id - b.id : newest(a, b)
  })
}

const pieces = [
  'Rossi',
  'rò',
  'ros',
  'Bertè',
  'MARIO',
  'gmail',
  '.com',
  '@',
  '-',
  '12',
  '1',
  '"',
  "'",
  '*',
  '(',
  ' ',
] as const
const odd = ['OR', 'AND', 'NOT', 'NEAR(', ':', '^', '🍕', '\t', ';--', 'text', 'Ł', 'é', '\0', '+'] as const
const name = fc.array(fc.constantFrom(...pieces), { maxLength: 5 }).map((parts) => parts.join(''))
const query = fc.oneof(
  { weight: 2, arbitrary: fc.constant('') },
  { weight: 3, arbitrary: name },
  {
    weight: 2,
    arbitrary: fc.array(fc.constantFrom(...pieces, ...odd), { maxLength: 6 }).map((parts) => parts.join('')),
  },
)
const placedAt = fc
  .integer({ min: 0, max: 6 })
  .map((day) => new Date(Date.UTC(2026, 10, 10 + day)).toISOString())
const amount = fc.integer({ min: -50_000, max: 200_000 }).map((cents) => (cents / 100).toFixed(2))
const state = fc.constantFrom('processing', 'completed', 'pending')
const orderPart = fc.record({
  number: fc.oneof(
    fc.integer({ min: 1, max: 2000 }).map(String),
    fc.constantFrom('WC-000123', 'XKBKN', '2026/12', '#1001'),
  ),
  name,
  city: fc.constantFrom('Forlì', 'Roma', '', 'Cantù', 'roma'),
  email: fc.constantFrom('mario.rossi@gmail.com', 'rossi-m@posta.it', ''),
  placedAt,
  total: amount,
  state,
  stateId: fc.constantFrom('', '2', '3'),
  paymentMethod: fc.constantFrom('', 'PayPal', 'Bonifico'),
  shippingMethod: fc.constantFrom('Corriere', 'corriere', 'Ritiro'),
  country: fc.constantFrom('IT', 'DE', ''),
  shippingCity: fc.constantFrom('', 'Berlino'),
  note: fc.constantFrom('', 'citofonare'),
})

function orderFrom(
  id: number,
  part: typeof orderPart extends fc.Arbitrary<infer Part> ? Part : never,
): Order {
  const base = orderOf(id)
  const { number, city, email, paymentMethod, shippingMethod, country, shippingCity } = part
  return {
    ...base,
    number,
    placedAt: part.placedAt,
    state: part.state,
    stateId: part.stateId,
    note: part.note,
    customer: { ...base.customer, name: part.name, email },
    billing: { ...base.billing, name: part.name, city },
    shipping: { ...base.shipping, city: shippingCity, country },
    paymentMethod,
    shippingMethod,
    totals: { ...base.totals, total: part.total },
    currency: id % 5 === 0 ? 'USD' : 'EUR',
  }
}

/** When each step of a test downloads. */
const downloadAt = (step: number) => new Date(Date.UTC(2026, 10, 20 + step)).toISOString()
const stepAt = fc.integer({ min: 0, max: 3 }).map(downloadAt)

const filter: fc.Arbitrary<OrderFilter> = fc.record({
  text: query,
  shopIds: fc.option(fc.subarray([1, 2, 99])),
  states: fc.option(fc.subarray(['processing', 'completed', 'unheard-of'])),
  from: fc.option(placedAt),
  before: fc.option(placedAt),
  amountFrom: fc.option(amount),
  amountTo: fc.option(amount),
  runId: fc.option(fc.integer({ min: 1, max: 3 }), { freq: 4 }),
  changedOnSite: fc.boolean().map((wanted) => wanted),
  edited: fc.constant(false),
  work: fc.option(fc.constantFrom(...workStates), { freq: 2 }),
  unseen: fc.boolean(),
  check: fc.boolean(),
  newFor: fc.constant(null),
  paymentMethods: fc.option(fc.subarray(['', 'PayPal', 'unheard-of']), { freq: 2 }),
  shippingMethods: fc.option(fc.subarray(['Corriere', 'Ritiro']), { freq: 2 }),
  countries: fc.option(fc.subarray(['IT', 'DE', '']), { freq: 2 }),
  downloadedFrom: fc.option(stepAt, { freq: 2 }),
  downloadedBefore: fc.option(stepAt, { freq: 2 }),
  tags: fc.option(fc.subarray(['fràgile', 'Urgente', 'unheard-of'], { minLength: 1 }), { freq: 2 }),
  noted: fc.boolean().map((wanted) => wanted),
  orderIds: fc.option(fc.subarray([1, 2, 3, 5, 8, 9, 13, 21, 99], { minLength: 1 }), { freq: 2 }),
})
const sort: fc.Arbitrary<OrderSort> = fc.record({
  by: fc.constantFrom(...sortColumns),
  descending: fc.boolean(),
})

describe('R26 the orders found', () => {
  it('are those of a naive filter over all of them, in its order, and come to the same', async () => {
    const batch = fc.record({
      shop: fc.integer({ min: 1, max: 2 }),
      orders: fc.array(orderPart, { maxLength: 12 }),
    })
    const looks = fc.array(fc.record({ filter, sort }), { minLength: 1, maxLength: 5 })
    const places = fc.array(fc.nat(30), { maxLength: 3 })
    const annotating = fc.record({
      place: fc.nat(30),
      note: fc.constantFrom('', 'Rossi chiama', 'corriere 12'),
      tags: fc.subarray(['Fragile', 'Urgente', 'Rossi']),
    })
    const steps = fc.array(
      fc.record({ batch, changed: places, annotated: fc.array(annotating, { maxLength: 3 }), looks }),
      {
        minLength: 1,
        maxLength: 3,
      },
    )
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const store = memoryStore()
        await store.saveShop(draftOf())
        await store.saveShop(draftOf({ name: 'Emporio', url: 'https://emporio.example' }))
        let known: Known[] = []
        for (const [nth, step] of all.entries()) {
          const downloadedAt = downloadAt(nth)
          const { id: runId } = await store.beginRun(step.batch.shop, 'manual', at)
          const fresh = step.batch.orders.map((part, index) => orderFrom(known.length + index + 1, part))
          const changed = step.changed.filter((place) => known[place]?.shopId === step.batch.shop)
          await store.savePage(
            runId,
            {
              orders: fresh.map((order, index) => toOrderRecord(order, index)),
              raw: Buffer.from(JSON.stringify(fresh.map(() => ({})))),
              skipped: [],
              wrong: [],
              changed: changed.map((place) => ({
                shopOrderId: known[place]?.order.shopOrderId ?? '',
                number: '',
                modifiedAt: '2027-01-01T00:00:00.000Z',
              })),
              notices: [],
            },
            downloadedAt,
          )
          known = known.map((order, place) => (changed.includes(place) ? { ...order, changed: true } : order))
          const first = known.length
          for (const [index, order] of fresh.entries()) {
            const shopId = step.batch.shop
            const others = known.filter((other) => other.shopId === shopId).map((other) => other.order)
            const check = checkOfNew(order, others)
            const own = { tags: '', ownNote: '' }
            known.push({
              id: first + index + 1,
              shopId,
              runId,
              order,
              downloadedAt,
              changed: false,
              check,
              ...own,
            })
          }
          for (const { place, note, tags } of step.annotated) {
            const one = known[place]
            if (one === undefined) continue
            await store.noteOrder(one.id, note, at)
            await store.tagOrders([one.id], { add: tags, remove: tagsIn(one.tags) }, at)
            known[place] = { ...one, ownNote: note, tags: tags.toSorted().join(', ') }
          }
          for (const look of step.looks) {
            const expected = sorted(
              known.filter((order) => fits(order, look.filter, known)),
              look.sort,
            )
            const list: OrderList = { ...look, upTo: null }
            const page = await store.listOrders(list, 0, 500, expected[3]?.id ?? null)
            expect(page.rows.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
            expect(page.total).toBe(expected.length)
            expect(page.located).toBe(expected.length > 3 ? 3 : null)
            const totals = await store.orderTotals({ ...list, ranges: null })
            const sum = (of: { total: string }[]) =>
              of.reduce((to, { total }) => to + (parseDecimal(total) ?? 0n), 0n)
            expect(totals.count).toBe(expected.length)
            expect(sum([...totals.amounts])).toBe(sum(expected.map(({ order }) => order.totals)))
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('never fail, whatever is typed', async () => {
    const store = memoryStore()
    await storeOrders(store, [orderOf(1), orderOf(2)])
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (text) => {
        expect((await store.listOrders(listOf({ text }), 0, 10)).total).toBeLessThanOrEqual(2)
      }),
      { numRuns: 300 },
    )
    const many = Array.from({ length: 2500 }, (_, index) => `p${index}`).join(' ')
    expect((await store.listOrders(listOf({ text: many }), 0, 10)).total).toBe(0)
  })

  it.each([
    ['1234', ['WC-001234', '1234', '1234/2026']],
    ['wc-001234', ['WC-001234']],
    ['#77', ['#77']],
    ['77', ['#77']],
  ])('by number: %s', async (text, numbers) => {
    const store = memoryStore()
    const all = ['WC-001234', '1234', '1234/2026', '#77', '999']
    await storeOrders(
      store,
      all.map((number, index) => orderOf(index + 1, { number })),
    )
    const { rows } = await store.listOrders(listOf({ text }), 0, 10)
    expect(rows.map(({ number }) => number).sort()).toEqual([...numbers].sort())
  })

  it('keep their places while a download adds others, until the list is asked for anew', async () => {
    const store = await temporaryStore()
    await storeOrders(store, [orderOf(1), orderOf(2), orderOf(3)])
    const first = await store.listOrders(listOf(), 0, 2)
    await storeOrders(store, [orderOf(4)])
    const second = await store.listOrders({ ...listOf(), upTo: first.upTo }, 2, 2)
    expect([...first.rows, ...second.rows].map(({ number }) => number)).toEqual(['N3', 'N2', 'N1'])
    expect((await store.listOrders(listOf(), 0, 10)).rows[0]?.number).toBe('N4')
  })

  it('are sorted by number as people count', async () => {
    const store = memoryStore()
    const numbers = ['1000', '999', '2026/1', '2025/900', 'ABC', 'ABD', '#5']
    await storeOrders(
      store,
      numbers.map((number, index) => orderOf(index + 1, { number })),
    )
    const list = { filter: everyOrder, sort: { by: 'number', descending: false }, upTo: null } as const
    const { rows } = await store.listOrders(list, 0, 10)
    expect(rows.map(({ number }) => number)).toEqual([
      '#5',
      '999',
      '1000',
      '2025/900',
      '2026/1',
      'ABC',
      'ABD',
    ])
  })

  it('R24 come to exact sums, however large', async () => {
    const store = memoryStore()
    const total = '899999999999.99'
    const orders = Array.from({ length: 30 }, (_, index) => {
      const order = orderOf(index + 1)
      return { ...order, totals: { ...order.totals, total } }
    })
    await storeOrders(store, orders)
    expect(await store.orderTotals({ ...listOf(), ranges: null })).toEqual({
      count: 30,
      amounts: [{ currency: 'EUR', count: 30, total: '26999999999999.70' }],
    })
  })

  it('R26 by shop as the shops are called now; the states are those that still occur', async () => {
    const store = memoryStore()
    await storeOrders(store, [orderOf(1, { state: 'spedito' })], 'Alfa')
    await storeOrders(store, [orderOf(2)], 'Beta')
    const list: OrderList = { ...listOf(), sort: { by: 'shop', descending: false } }
    const shopNames = async () => (await store.listOrders(list, 0, 10)).rows.map(({ shopName }) => shopName)
    expect(await shopNames()).toEqual(['Alfa', 'Beta'])
    const [alfa] = await store.listShops()
    await store.saveShop({ ...draftOf({ name: 'Zeta', url: 'https://alfa.example' }), id: alfa?.id ?? null })
    expect(await shopNames()).toEqual(['Beta', 'Zeta'])
    expect(await store.orderStates()).toEqual(expect.arrayContaining(['spedito', 'processing']))
    await store.saveEdits(1, 0, [{ path: 'state', value: 'processing' }], at)
    expect(await store.orderStates()).toEqual(['processing'])
  })

  it('R23 R26 are shown with what only the orders themselves say, where that is asked for', async () => {
    const store = memoryStore()
    const base = orderOf(1)
    const line = base.lines[0] ?? expect.fail()
    const lines = [
      { ...line, name: 'Moka', quantity: '2' },
      { ...line, name: 'Tazzina', quantity: '0.5' },
      { ...line, quantity: '10' },
    ]
    const customer = { ...base.customer, phone: '' }
    const billing = { ...base.billing, phone: '+39 0543 1', province: 'FC' }
    const shipping = { ...billing, phone: '', city: 'Milano', province: 'MI' }
    const none = { ...shipping, city: '', country: '', province: '' }
    await storeOrders(store, [
      { ...base, lines, customer, billing, shipping },
      orderOf(2, { lines: [], billing, shipping: none }),
    ])
    const page = await store.listOrders(listOf(), 0, 10, null, true)
    expect(page.rows.map(({ number, details }) => ({ number, ...details }))).toEqual([
      expect.objectContaining({
        number: 'N2',
        province: 'FC',
        firstProduct: '',
        otherProducts: 0,
        pieces: '0',
      }),
      {
        number: 'N1',
        phone: '+39 0543 1',
        province: 'MI',
        firstProduct: 'Moka',
        otherProducts: 2,
        pieces: '12.5',
      },
    ])
    expect((await store.listOrders(listOf(), 0, 10)).rows.map(({ details }) => details)).toEqual([null, null])
  })

  it('R26 are filtered by the words that orders have, as they are now', async () => {
    const store = memoryStore()
    const orders = ['PayPal', 'Bonifico', 'PayPal', ''].map((paymentMethod, at) =>
      orderOf(at + 1, { paymentMethod }),
    )
    await storeOrders(store, orders)
    const found = async (...paymentMethods: string[]) =>
      (await store.listOrders(listOf({ paymentMethods }), 0, 10)).rows.map(({ number }) => number)
    expect(await found('PayPal')).toEqual(['N3', 'N1'])
    expect(await found('')).toEqual(['N4'])
    expect((await store.orderWords('paymentMethod')).sort()).toEqual(['', 'Bonifico', 'PayPal'])
    await store.saveEdits(2, 0, [{ path: 'paymentMethod', value: 'Contanti' }], at)
    expect(await found('Contanti', 'PayPal')).toEqual(['N3', 'N2', 'N1'])
    await storeOrders(store, [orderOf(5, { paymentMethod: 'Contanti' })])
    expect(await found('Contanti')).toEqual(['N5', 'N2'])
    expect((await store.orderWords('paymentMethod')).sort()).toEqual(['', 'Contanti', 'PayPal'])
    expect(await store.orderWords('country')).toEqual(['IT'])
    const emporio = await storeOrders(store, [orderOf(6, { paymentMethod: 'PayPal' })], 'Emporio')
    expect(await store.orderWordCounts('paymentMethod', 1)).toEqual([
      { name: 'PayPal', orders: 2 },
      { name: 'Contanti', orders: 2 },
    ])
    expect(await store.orderWordCounts('paymentMethod', emporio.id)).toEqual([{ name: 'PayPal', orders: 1 }])
  })

  it('R28 are selected by place, and exported first placed first', async () => {
    const store = memoryStore()
    await storeOrders(
      store,
      Array.from({ length: 10 }, (_, index) => orderOf(index + 1)),
    )
    const selection = {
      ...listOf(),
      sort: newestFirst,
      ranges: [
        [0, 2],
        [8, 100],
        [1, 3],
      ] as [number, number][],
    }
    expect([...(await store.selectedOrders(selection))]).toEqual([1, 2, 8, 9, 10])
    expect((await store.orderTotals(selection)).count).toBe(5)
  })
})
