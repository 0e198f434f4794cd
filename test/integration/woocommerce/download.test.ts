import { expect, onTestFinished, test } from 'vitest'
import { woocommerce } from '../../../main/connectors/woocommerce/index.ts'
import { download } from '../../../main/sync/engine.ts'
import { textsFor } from '../../../main/texts/index.ts'
import type { RunProgress } from '../../../main/words/run.ts'
import { retryWords } from '../../../renderer/download/retry-words.ts'
import { draftOf, refreshed, temporaryStore } from '../../support/archive.ts'
import { manyOrders, startWooServer, type WooServerOptions } from '../../woo-server/index.ts'
import { openShop, quickHttp } from './open-shop.ts'

/** So many, the last of them a few minutes old. */
const recent = (count: number) =>
  manyOrders(count, { until: new Date(Date.now() - 300_000), everySeconds: 10 })

/** A shop, an archive, and the button between them. */
async function bench(options: WooServerOptions) {
  const server = await startWooServer(options)
  onTestFinished(server.close)
  const store = await temporaryStore()
  const shop = await store.saveShop(draftOf({ platform: 'woocommerce', url: server.url }))
  const http = quickHttp()
  let connection: Parameters<typeof openShop>[0]['connection'] = null
  const progress: RunProgress[] = []
  const press = async () => {
    const run = await download({
      shop: await refreshed(store, shop),
      states: woocommerce.defaultStates,
      usualUnwanted: [],
      trigger: 'manual',
      store,
      connect: async (signal, onRetry) => {
        const connector = openShop({ url: server.url, connection: connection ?? null, http, onRetry })
        connection ??= await connector.resolve(signal)
        return connector
      },
      now: () => new Date(),
      signal: new AbortController().signal,
      onProgress: (figures) => progress.push(figures),
    })
    const about = { shopId: null, runId: run.id, orderId: null, level: null, outcome: null, text: '' }
    return { run, log: await store.listLog(about, null, 1000) }
  }
  return { server, store, shop, press, progress }
}

/** A page of the list, of orders in full. */
const isWhole = (query: URLSearchParams) => query.has('offset') && !query.has('_fields')

test('R22: while a request is being repeated the progress says why, when, and how often still', async () => {
  const { server, press, progress } = await bench({ orders: recent(3) })
  await press()
  progress.length = 0
  let failed = 0
  server.setFailure(() => {
    failed += 1
    return failed <= 2 ? { status: 500, body: '' } : undefined
  })
  const asked = new Date()
  expect((await press()).run).toMatchObject({ outcome: 'success', counters: { total: 3, new: 0 } })
  expect(progress.map(({ phase, retry }) => [phase, retry?.status, retry?.attempt, retry?.most])).toEqual([
    ['connecting', undefined, undefined, undefined],
    ['connecting', 500, 1, 4],
    ['connecting', 500, 2, 4],
    ...progress.slice(3).map(({ phase }) => [phase, undefined, undefined, undefined]),
  ])
  expect(progress.length).toBeGreaterThan(3)
  const [, retry] = progress.map((figures) => figures.retry)
  expect(retry && Date.parse(retry.at)).toBeGreaterThanOrEqual(asked.getTime() + 1000)
  const eightSecondsBefore = new Date(Date.parse(retry?.at ?? '') - 8000)
  expect(retry && retryWords(textsFor('it'), retry, eightSecondsBefore)).toBe(
    'Il sito ha risposto 500: riprovo fra 8 s (2 di 5)',
  )
  expect(retry && retryWords(textsFor('it'), retry, new Date(retry.at))).toBe('')
})

test('R9 R14: a first download reads whole pages, and no order twice', async () => {
  const { server, press } = await bench({ orders: recent(345) })
  expect((await press()).run.counters).toEqual({ total: 345, new: 345, skipped: 0, wrong: 0 })
  const lists = server.requests.filter(({ query }) => query.has('offset'))
  // Each begins with the last row of the one before; the last shows that nothing is behind.
  expect(lists.map(({ query }) => query.get('offset'))).toEqual(['0', '99', '198', '297', '345'])
  expect(server.requests.filter(({ query }) => query.has('include'))).toEqual([])
})

test('R49: the refunds of several pages are asked for together', async () => {
  const orders = recent(480).map((order, place) =>
    place % 10 === 0
      ? { ...order, refunds: [{ id: 9_000_000 + order.id, reason: 'Reso', total: '-1.00' }] }
      : order,
  )
  const { server, press } = await bench({ orders })
  expect((await press()).run.counters).toMatchObject({ new: 480, wrong: 0 })
  const asked = server.requests.filter(({ path }) => path.includes('refunds'))
  // One; two where this computer is so slow that pages are not held together.
  expect(asked.length).toBeLessThanOrEqual(2)
  expect(asked.flatMap(({ query }) => query.get('include')?.split(',') ?? [])).toHaveLength(48)
})

test('R31: whole pages that came before the shop went away are stored', async () => {
  const { server, press } = await bench({ orders: recent(450) })
  let away = false
  server.setFailure(({ query }) => {
    away ||= isWhole(query) && Number(query.get('offset')) > 200
    return away ? { status: 403, body: '<html>' } : undefined
  })
  const { run } = await press()
  expect(run).toMatchObject({ outcome: 'failed', failure: { code: 'blocked-by-security' } })
  expect(run.counters.new).toBe(298)
  server.setFailure(undefined)
  expect((await press()).run).toMatchObject({ outcome: 'success', counters: { total: 450, new: 152 } })
})

test.each([403, 404, 410, 503])(
  'R7: an order that the shop answers %i for, listed or in full, is wrong; every other comes',
  async (status) => {
    const { server, press } = await bench({ orders: recent(250) })
    server.setFailure(({ path }) => (answer) => {
      const isHere = path.endsWith('/orders') && String(answer.body).includes('"id":1123,')
      return isHere ? { status, headers: {}, body: '<html><body>No</body></html>' } : answer
    })
    const { run, log } = await press()
    expect(run).toMatchObject({ outcome: 'success', counters: { total: 250, new: 249, wrong: 1 } })
    expect(log.filter(({ message }) => message.code === 'order-wrong')).toMatchObject([
      { shopOrderId: '1123', message: { params: { reasons: [{ code: 'shop-cannot-deliver' }] } } },
    ])
    server.setFailure(undefined)
    expect((await press()).run.counters).toMatchObject({ new: 1, wrong: 0 })
  },
)

test.each([
  ['oldest', 1000],
  ['newest', 1059],
])('R7: the %s order, which breaks whatever loads it, keeps nobody from the others', async (_, broken) => {
  const { server, press } = await bench({ orders: recent(60) })
  // As when the shop is reached for the first time, too.
  server.setFailure(({ path }) => (answer) => {
    const isLoaded = path.endsWith('/orders') && new RegExp(`"id":${broken}[,}]`).test(String(answer.body))
    return isLoaded ? { status: 500, headers: {}, body: '' } : answer
  })
  expect((await press()).run).toMatchObject({ outcome: 'success', counters: { new: 59, wrong: 1 } })
  server.addOrder({ ...recent(1)[0], id: 900, number: '900' })
  expect((await press()).run).toMatchObject({ outcome: 'success', counters: { new: 1, wrong: 1 } })
})

test('R14: whole pages asked for ahead lose nothing where orders come and go', async () => {
  const { server, press } = await bench({ orders: recent(420) })
  let lists = 0
  server.setFailure(({ query }) => {
    if (!isWhole(query)) return undefined
    lists += 1
    // Gone between two pages: what is behind moves up, under the page that was asked for ahead.
    if (lists === 2) for (let id = 1010; id < 1030; id += 1) server.removeOrder(id)
    if (lists === 4) server.addOrder({ ...recent(1)[0], id: 5000, number: '5000' })
    return undefined
  })
  const { run } = await press()
  // Those that went after they were read have come too.
  expect(run).toMatchObject({ outcome: 'success' })
  expect(run.counters.new).toBeGreaterThanOrEqual(401)
  server.setFailure(undefined)
  expect((await press()).run.counters).toMatchObject({ new: 0, total: 401 })
})

test('R9: where most orders are not wanted, the list goes on with slim rows', async () => {
  const orders = recent(1200).map((order, place) =>
    place % 3 === 0 ? order : { ...order, status: 'cancelled' },
  )
  const { server, press } = await bench({ orders })
  expect((await press()).run.counters).toEqual({ total: 1200, new: 400, skipped: 800, wrong: 0 })
  const whole = server.requests.filter(({ query }) => isWhole(query))
  // Of twelve as many as are under way when the first is looked at, more where the computer is busy.
  expect(whole.length).toBeLessThanOrEqual(8)
  expect(server.requests.some(({ query }) => query.has('include'))).toBe(true)
})

test('R39: own-states-only: a shop whose states are all its own is told so, with how many', async () => {
  const own = ['in-preparazione', 'spedito', 'spedito']
  const orders = recent(3).map((order, place) => ({ ...order, status: own[place] }))
  const statuses = [
    { slug: 'in-preparazione', name: 'In preparazione' },
    { slug: 'spedito', name: 'Spedito' },
  ]
  const { store, shop, press } = await bench({ orders, statuses })
  const { run, log } = await press()
  expect(run).toMatchObject({ outcome: 'success', counters: { total: 3, new: 0, skipped: 3, wrong: 0 } })
  expect((await refreshed(store, shop)).warnings).toMatchObject([
    { kind: 'state-not-wanted', key: 'spedito', count: 2 },
    { kind: 'state-not-wanted', key: 'in-preparazione', count: 1 },
  ])
  expect(log.filter(({ message }) => message.code === 'shop-warning')).toHaveLength(2)
})

/** A server that alters the rows of the list's full pages. */
const altered =
  (alter: (rows: { readonly id: number }[]) => unknown): WooServerOptions['failures'] =>
  ({ query }) =>
    query.has('offset') && query.get('per_page') === '100'
      ? (answer) => ({ ...answer, body: JSON.stringify(alter(JSON.parse(answer.body))) })
      : undefined

test.each([
  // 6 pages and the end; one is asked for in vain, for its place was another.
  ['counts an order that it does not show', altered((rows) => rows.filter(({ id }) => id !== 1150)), 499, 8],
  // 11 pages and the end, and two ahead that begin elsewhere.
  ['gives 50 at most', altered((rows) => rows.slice(0, 50)), 500, 16],
])('R9: a shop that %s is asked for no whole page twice', async (_, failures, total, most) => {
  const { server, press } = await bench({ orders: recent(500), failures })
  expect((await press()).run.counters).toMatchObject({ new: total })
  expect(server.requests.filter(({ query }) => isWhole(query)).length).toBeLessThanOrEqual(most)
})

test('R22: whole pages that the shop does not manage are read as slim rows; every order comes', async () => {
  const { server, press } = await bench({ orders: recent(250) })
  // Whatever holds more than sixty orders in full is too much for its memory.
  server.setFailure(({ query }) => (answer) => {
    const isFull = !query.has('_fields') && query.has('orderby')
    const tooMuch = isFull && (String(answer.body).match(/"line_items":/g)?.length ?? 0) > 60
    return tooMuch ? { status: 500, headers: {}, body: '' } : answer
  })
  expect((await press()).run).toMatchObject({
    outcome: 'success',
    counters: { total: 250, new: 250, wrong: 0 },
  })
  const whole = server.requests.filter(({ query, status }) => isWhole(query) && status === 500)
  // The first two, each of them twice.
  expect(whole.length).toBeLessThanOrEqual(4)
})

test('R7: an order that is wrong, and nested 20,000 deep, is wrong and no other', async () => {
  const { server, store, shop, press } = await bench({ orders: recent(3) })
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
  server.setFailure(({ query }) => (answer) => {
    if (query.has('_fields') || !query.has('orderby')) return answer
    const [first, ...others] = JSON.parse(String(answer.body)) as { readonly currency: string }[]
    const wrong = JSON.stringify({ ...first, currency: 'XXX', meta_data: [{ key: 'k', value: '@' }] })
    return {
      ...answer,
      body: `[${wrong.replace('"@"', deep)},${others.map((o) => JSON.stringify(o)).join(',')}]`,
    }
  })
  const { run } = await press()
  expect(run).toMatchObject({ outcome: 'success', counters: { total: 3, new: 2, wrong: 1 } })
  expect(await store.wrongRaw({ shopId: shop.id, shopOrderId: '1000' })).toContain(deep)
})

test('R9: with nothing new, up to a hundred orders in the window cost three requests', async () => {
  for (const count of [16, 100]) {
    const { server, press } = await bench({ orders: recent(count) })
    expect((await press()).run.counters.new).toBe(count)
    const before = server.requests.length
    expect((await press()).run.counters).toEqual({ total: count, new: 0, skipped: count, wrong: 0 })
    expect(server.requests.length - before).toBe(3)
  }
})

test('R6 R11: orders that an answer to a search lacks are no deleted ones: the run fails, the cursor stays', async () => {
  const { server, store, shop, press } = await bench({ orders: recent(200) })
  server.setFailure(({ query }) => {
    // Only asked for by their identifiers are they lacking: whole pages do not come.
    if (query.has('include')) return { status: 200, body: '[]' }
    return isWhole(query) ? { status: 500, body: '' } : undefined
  })
  const { run } = await press()
  expect(run).toMatchObject({
    outcome: 'failed',
    failure: { code: 'orders-withheld' },
    counters: { total: 0 },
  })
  expect((await refreshed(store, shop)).cursor).toBeNull()
  server.setFailure(undefined)
  // One of them lies in the bin by then: the list lacks it too.
  server.updateOrder(1007, { status: 'trash' })
  expect((await press()).run).toMatchObject({ outcome: 'success', counters: { total: 199, new: 199 } })
})

test('R14 R16: a list that is suddenly empty is a warning', async () => {
  const { server, press } = await bench({ orders: recent(60) })
  await press()
  server.setFailure(({ query }) => (query.has('offset') ? { status: 200, body: '[]' } : undefined))
  const { run, log } = await press()
  expect(run).toMatchObject({ outcome: 'success', counters: { total: 0 } })
  const warnings = log.filter(({ level }) => level === 'warning').map(({ message }) => message.code)
  expect(warnings.sort()).toEqual(['list-lacks-known', 'list-unsure'])
})

test('R14: a first list that is empty, where the shop has just counted some, is a warning', async () => {
  const { server, press } = await bench({ orders: recent(3) })
  server.setFailure(({ query }) =>
    query.has('offset') ? { status: 200, headers: { 'X-WP-Total': '0' }, body: '[]' } : undefined,
  )
  const { run, log } = await press()
  expect(run).toMatchObject({ outcome: 'success', counters: { total: 0 } })
  expect(log.filter(({ level }) => level === 'warning').map(({ message }) => message)).toEqual([
    { code: 'count-contradicts', params: { counted: 3, listed: 0 } },
  ])
})

test('R7: the first order of the list is found too where shops have had very many', async () => {
  const orders = recent(5).map((order) => ({ ...order, id: Number(order.id) + 740_000 }))
  const { server, press } = await bench({ orders })
  server.setFailure(() => (answer) => {
    return String(answer.body).includes('"id":741000,') ? { status: 500, headers: {}, body: '' } : answer
  })
  const { run, log } = await press()
  expect(run).toMatchObject({ outcome: 'success', counters: { total: 5, new: 4, wrong: 1 } })
  expect(log.find(({ message }) => message.code === 'order-wrong')?.shopOrderId).toBe('741000')
})

test('R7: one order that breaks the list is wrong, and rests for an hour; every other comes', async () => {
  const { server, press } = await bench({ orders: recent(250) })
  server.setFailure(() => (answer) => {
    return String(answer.body).includes('"id":1123,') ? { status: 500, headers: {}, body: '' } : answer
  })
  const { run, log } = await press()
  expect(run).toMatchObject({ outcome: 'success', counters: { total: 250, new: 249, wrong: 1 } })
  expect(log.find(({ message }) => message.code === 'order-wrong')).toMatchObject({
    shopOrderId: '1123',
    message: { params: { reasons: [{ code: 'shop-cannot-deliver' }] } },
  })
  server.setFailure(undefined)
  expect((await press()).run.counters).toMatchObject({ new: 1, wrong: 0 })
})
