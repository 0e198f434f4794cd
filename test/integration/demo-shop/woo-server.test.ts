import { Agent, request } from 'node:https'
import { afterEach, describe, expect, it } from 'vitest'
import { ask, basic, signedQuery } from '../../woo-server/ask.ts'
import {
  manyOrders,
  recordedOrders,
  startWooServer,
  testKey,
  type WooServer,
  type WooServerOptions,
} from '../../woo-server/index.ts'

const started: WooServer[] = []
const now = () => new Date('2026-11-23T09:30:00Z')

async function shop(options: WooServerOptions = {}): Promise<WooServer> {
  const server = await startWooServer({ now, https: true, orders: recordedOrders(), ...options })
  started.push(server)
  return server
}

afterEach(async () => {
  for (const server of started.splice(0)) await server.close()
})

const headers = { Authorization: basic(testKey) }
const orders = (server: WooServer, query = 'per_page=100&orderby=id&order=asc&_fields=id') =>
  ask(`${server.url}/wp-json/wc/v3/orders?${query}`, { headers })
const ids = async (server: WooServer) =>
  ((await orders(server)).json() as { id: number }[]).map(({ id }) => id)

describe('the test shop', () => {
  it('serves a list of orders that tests change', async () => {
    const server = await shop({ orders: manyOrders(3) })
    server.addOrder({ ...manyOrders(1)[0], id: 2000 })
    server.removeOrder(1001)
    server.updateOrder(1000, { status: 'spedito' })
    expect(await ids(server)).toEqual([1000, 1002, 2000])
    const changed = (await ask(`${server.url}/wp-json/wc/v3/orders/1000`, { headers })).json()
    expect(changed).toMatchObject({
      status: 'spedito',
      date_modified: '2026-11-23T10:30:00',
      date_modified_gmt: '2026-11-23T09:30:00',
    })
    expect(() => server.removeOrder(1001)).toThrow('1001')
  })

  it('serves malformed orders as they are', async () => {
    const server = await shop({ orders: [{ id: 7, status: 'processing', line_items: 'none', total: null }] })
    expect((await orders(server, '')).json()).toMatchObject([{ id: 7, line_items: 'none', total: null }])
  })

  it('remembers every request, with status and bytes, and how many were under way at once', async () => {
    const server = await shop()
    await orders(server, 'per_page=1')
    await ask(`${server.url}/wp-json/wc/v3/orders?page=0`)
    expect(server.requests.map(({ method, path, status }) => [method, path, status])).toEqual([
      ['GET', '/wp-json/wc/v3/orders', 200],
      ['GET', '/wp-json/wc/v3/orders', 400],
    ])
    expect(server.requests[0]?.query.get('per_page')).toBe('1')
    expect(server.requests[0]?.headers.authorization).toBe(headers.Authorization)
    expect(server.requests[0]?.bytes).toBeGreaterThan(2000)
    expect(server.mostAtOnce()).toBe(1)
  })

  it('holds answers back until a test lets them go', async () => {
    const server = await shop()
    const gate = Promise.withResolvers<undefined>()
    server.setFailure(() => gate.promise)
    const both = Promise.all([orders(server), orders(server)])
    await server.arrived(2)
    expect(server.mostAtOnce()).toBe(2)
    expect(server.requests.map(({ status }) => status)).toEqual([0, 0])
    gate.resolve(undefined)
    expect((await both).map(({ status }) => status)).toEqual([200, 200])
  })

  it.each([true, false])('fails as it is told (TLS: %s)', async (https) => {
    const server = await shop({ https, keys: [testKey] })
    const failures = ['reset', 'truncate', { status: 429, headers: { 'Retry-After': '7' } }] as const
    server.setFailure((_, n) => failures[n - 1])
    const url = `${server.url}/wp-json/`
    await expect(ask(url)).rejects.toThrow()
    await expect(ask(url)).rejects.toThrow()
    const limited = await ask(url)
    expect([limited.status, limited.headers['retry-after'], limited.text]).toEqual([429, '7', ''])
    expect((await ask(url)).status).toBe(200)
  })

  it('stalls until it is closed', async () => {
    const server = await shop({ failures: () => 'stall' })
    const asked = ask(`${server.url}/wp-json/`)
    const lost = expect(asked).rejects.toThrow()
    await server.arrived(1)
    await server.close()
    await lost
  })

  it('changes its true answer as a plugin would', async () => {
    const server = await shop({ failures: () => (answer) => ({ ...answer, body: `\ufeff${answer.body}` }) })
    expect((await orders(server)).text.charCodeAt(0)).toBe(0xfeff)
  })

  it('takes longer for whole orders than for a few fields', async () => {
    const server = await shop({ latencyMs: { full: 150, slim: 0 } })
    const finished: string[] = []
    const before = performance.now()
    const whole = orders(server, 'per_page=1').then(() => finished.push('whole'))
    await server.arrived(1)
    await orders(server, '_fields=id&per_page=1').then(() => finished.push('slim'))
    await whole
    expect(finished).toEqual(['slim', 'whole'])
    expect(performance.now() - before).toBeGreaterThanOrEqual(148)
  })

  it('without the Authorization header can be read by keys in the query only', async () => {
    const server = await shop({ authorization: 'stripped' })
    expect((await orders(server)).json()).toMatchObject({ code: 'woocommerce_rest_cannot_view' })
    const { consumerKey, consumerSecret } = testKey
    const query = `consumer_key=${consumerKey}&consumer_secret=${consumerSecret}&per_page=1`
    const answered = await ask(`${server.url}/wp-json/wc/v3/orders?${query}`)
    expect(answered.status).toBe(200)
    expect(answered.headers.link).toContain(consumerSecret)
  })

  it('lives in a folder, with links and signatures to match', async () => {
    const server = await shop({ subfolder: 'negozio', https: false })
    expect(server.url).toMatch(/\/negozio$/)
    const url = `${server.url}/wp-json/wc/v3/orders`
    const answered = await ask(`${url}?${signedQuery(testKey, url, { per_page: '1' }, { now: now() })}`)
    expect(answered.status).toBe(200)
    expect(answered.headers.link).toContain(`${url}?`)
    expect((await ask(url.replace('/negozio', ''))).status).toBe(404)
  })

  it('redirects, from one shop to another if need be', async () => {
    const secure = await shop()
    const plain = await shop({ https: false, redirect: (path) => secure.url + path })
    const moved = await ask(`${plain.url}/wp-json/wc/v3/orders?page=2`)
    expect([moved.status, moved.headers.location]).toEqual([301, `${secure.url}/wp-json/wc/v3/orders?page=2`])
  })

  it('signed lists, as PHP reads them, are accepted', async () => {
    const server = await shop({ https: false })
    const url = `${server.url}/wp-json/wc/v3/orders`
    const parameters = {
      'status[0]': 'completed',
      'status[1]': 'processing',
      _fields: 'status',
      per_page: '100',
    }
    const answered = await ask(`${url}?${signedQuery(testKey, url, parameters, { now: now() })}`)
    const found = new Set((answered.json() as { status: string }[]).map(({ status }) => status))
    expect([...found].sort()).toEqual(['completed', 'processing'])
  })

  it('empty state lists mean everything on HPOS and nothing on the old storage', async () => {
    const listed = async (storage: 'hpos' | 'legacy') =>
      (await orders(await shop({ storage }), 'status=')).headers['x-wp-total']
    expect([await listed('hpos'), await listed('legacy')]).toEqual(['43', '0'])
  })

  it('finds orders by number and name, as a search does', async () => {
    const server = await shop()
    const found = async (search: string) =>
      (
        (await orders(server, `search=${search}&_fields=id&orderby=id&order=asc`)).json() as { id: number }[]
      ).map(({ id }) => id)
    expect(await found('cliente950')).toEqual([434])
    expect(await found('434')).toContain(434)
  })

  it('shows its self-signed certificate to whoever does not know it', async () => {
    const server = await shop()
    const refused = new Promise((_, reject) => {
      request(server.url, { agent: new Agent() }).on('error', reject).end()
    })
    await expect(refused).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  })
})

describe('many orders for the bench', () => {
  it('have ids, numbers and times of their own and about the size of real ones', () => {
    const orders = manyOrders(500)
    expect(new Set(orders.map(({ id }) => id)).size).toBe(500)
    expect(new Set(orders.map(({ date_modified_gmt }) => date_modified_gmt)).size).toBe(500)
    expect(orders.every(({ id, number }) => number === String(id))).toBe(true)
    const size = JSON.stringify(orders).length / 500
    expect(size).toBeGreaterThan(3000)
    expect(size).toBeLessThan(4000)
    expect(orders.at(-1)?.date_modified_gmt).toBe('2026-11-23T09:00:00')
  })
})
