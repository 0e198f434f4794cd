import { afterEach, describe, expect, test } from 'vitest'
import { prestashop } from '../../../main/connectors/prestashop/index.ts'
import { checkShopInput } from '../../../main/program/shop-input.ts'
import {
  manyOrders,
  type PrestaServer,
  type PrestaServerOptions,
  startPrestaServer,
  testKey,
} from '../../prestashop-server/index.ts'
import { command } from '../../support/command.ts'
import { temporaryProgram } from '../../support/program.ts'
import { collect, failureOf, foundAt, never, openShop } from './open-shop.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const window = { from: '2026-11-01T00:00:00.000Z', to: null }
const times = () => ({ date_add: '2026-11-20 10:00:00', date_upd: '2026-11-20 11:00:00' })

/** Three shops in two groups with two orders each, and one that is closed. */
async function multishop(options: PrestaServerOptions = {}): Promise<PrestaServer> {
  const orders = manyOrders(6, times).map((bundle, place) => ({
    ...bundle,
    order: { ...bundle.order, id_shop: String((place % 3) + 1) },
  }))
  const server = await startPrestaServer({ orders, ...options })
  closing.push(server.close)
  const shop = (id: number, group: string, name: string, active = '1') =>
    server.tables.put('shops', String(id), { id, id_shop_group: group, active, deleted: '0', name })
  shop(1, '1', 'Bottega')
  shop(2, '1', 'Ingrosso')
  shop(3, '2', 'Outlet')
  shop(4, '2', 'Chiuso', '0')
  server.tables.put('shop_groups', '1', { id: 1, name: 'Italia', active: '1', deleted: '0' })
  server.tables.put('shop_groups', '2', { id: 2, name: 'Estero', active: '1', deleted: '0' })
  return server
}

async function listed(server: PrestaServer, shops: string[] | null, typed = server.url) {
  const shop = openShop({ url: typed, settings: { shops }, connection: foundAt(server.url) })
  const pages = await collect(shop.list(window, never))
  return pages.flatMap(({ rows }) => rows.map(({ shopOrderId }) => Number(shopOrderId) - 1000))
}

describe('R39: a multishop', () => {
  test.each<[string, string[] | null, number[]]>([
    ['the shop of the address without a choice', null, [0, 3]],
    ['one shop', ['2'], [1, 4]],
    ['several shops', ['1', '3'], [0, 2, 3, 5]],
    ['all of them', ['all'], [0, 1, 2, 3, 4, 5]],
    ['a group', ['group:1'], [0, 1, 3, 4]],
    ['a group and a shop', ['group:2', '1'], [0, 2, 3, 5]],
    ['a group that has no shops, beside one', ['group:9', '2'], [1, 4]],
  ])('lists and fetches the orders of %s', async (_, shops, right) => {
    const server = await multishop()
    expect(await listed(server, shops)).toEqual(right)
    const shop = openShop({ url: server.url, settings: { shops }, connection: foundAt(server.url) })
    const { orders } = await shop.fetch(
      right.map((place) => String(1000 + place)),
      never,
    )
    expect(orders.every(({ result }) => 'order' in result)).toBe(true)
    expect(orders).toHaveLength(right.length)
    expect((await shop.find('1002', never)).rows).toHaveLength(right.includes(2) ? 1 : 0)
  })

  test('several shops without an order are none, not all', async () => {
    expect(await listed(await multishop(), ['group:8', 'group:9'])).toEqual([])
  })

  test('groups that the key may not read leave nothing out without a word', async () => {
    const server = await multishop({ keys: [{ key: testKey, resources: ['orders', 'order_states'] }] })
    for (const shops of [
      ['group:1', '3'],
      ['group:1', 'group:2'],
    ])
      expect(await failureOf(listed(server, shops))).toMatchObject({
        code: 'permissions-missing',
        params: { resources: 'shops' },
      })
  })

  test('tells which shops the key reaches', async () => {
    const server = await multishop({ keys: [{ key: testKey, shops: ['1', '3'] }] })
    const shop = openShop({ url: server.url, connection: foundAt(server.url) })
    expect(await shop.shops?.(never)).toEqual([
      { id: '1', name: 'Bottega', group: 'Italia', groupId: '1', usual: true },
      { id: '3', name: 'Outlet', group: 'Estero', groupId: '2', usual: false },
    ])
    const chosen = openShop({ url: server.url, settings: { shops: ['3'] }, connection: foundAt(server.url) })
    expect((await chosen.shops?.(never))?.map(({ id }) => id)).toEqual(['1', '3'])
  })

  test('of a version that does not know all shops at once, those of each group are told, and a group is read', async () => {
    const server = await multishop({
      failures: ({ path, query }) => {
        if (path === '/') return { status: 200, body: '<!DOCTYPE html><html></html>' }
        const isAll = query.get('id_shop') === 'all'
        return isAll ? { status: 302, headers: { Location: '/?url=orders' }, body: '' } : undefined
      },
    })
    const shop = openShop({ url: server.url, connection: foundAt(server.url) })
    expect((await shop.shops?.(never))?.map(({ id, usual }) => [id, usual])).toEqual([
      ['1', true],
      ['2', false],
      ['3', false],
    ])
    expect(await listed(server, ['group:1'])).toEqual([0, 1, 3, 4])
    // Not as if the site had become another.
    expect(await failureOf(listed(server, ['1', '3']))).toEqual({
      code: 'request-refused',
      params: { host: new URL(server.url).host, parameter: 'id_shop=all' },
    })
  })

  test('a shop alone needs no more requests, and a key that may not read shops tells none', async () => {
    const alone = await startPrestaServer()
    closing.push(alone.close)
    const found = await openShop({ url: alone.url, connection: foundAt(alone.url) }).shops?.(never)
    expect(found).toMatchObject([{ id: '1', group: '' }])
    expect(alone.requests).toHaveLength(1)
    const server = await multishop({ keys: [{ key: testKey, resources: ['orders'] }] })
    expect(await openShop({ url: server.url, connection: foundAt(server.url) }).shops?.(never)).toEqual([])
  })

  test('the check says where a key may not read which shops there are, and downloads go on as before', async () => {
    const readable =
      'orders,order_details,order_states,order_slip,customers,addresses,countries,currencies,taxes,carriers,configurations,customizations,messages,order_cart_rules,order_payments,product_customization_fields,states'
    const server = await multishop({ keys: [{ key: testKey, resources: readable.split(',') }] })
    const permission = async () => {
      const { steps, ok } = await openShop({ url: server.url }).check(never, () => undefined)
      const { outcome, failure } = steps.find(({ id }) => id === 'permission') ?? expect.fail('no step')
      return { ok, outcome, resources: failure?.params }
    }
    // One shop: there is nothing to choose.
    expect(await permission()).toMatchObject({ ok: true, outcome: 'ok' })
    const active = { id: 900, name: 'PS_MULTISHOP_FEATURE_ACTIVE', value: '1' }
    server.tables.put('configurations', 'PS_MULTISHOP_FEATURE_ACTIVE', active)
    expect(await permission()).toMatchObject({
      ok: true,
      outcome: 'warning',
      resources: { resources: 'shops, shop_groups' },
    })
    expect(await listed(server, null)).toEqual([0, 3])
  })

  test('a key that is not associated with the shop says so, and a choice mends it', async () => {
    const server = await multishop({ keys: [{ key: testKey, shops: ['2'] }] })
    expect((await failureOf(openShop({ url: server.url }).resolve(never))).code).toBe('key-of-other-shop')
    const report = await openShop({ url: server.url }).check(never, () => undefined)
    expect(report.steps.find(({ outcome }) => outcome === 'failed')).toMatchObject({
      id: 'permission',
      failure: { code: 'key-of-other-shop' },
    })
    const chosen = openShop({ url: server.url, settings: { shops: ['2'] } })
    expect((await chosen.check(never, () => undefined)).ok).toBe(true)
  })

  test('a choice typed in the address is one', async () => {
    const server = await multishop()
    expect(await listed(server, null, `${server.url}/?id_shop=2`)).toEqual([1, 4])
    const { shopsOfTyped } = prestashop
    expect(shopsOfTyped?.('https://negozio.example/?id_group_shop=1#x')).toEqual(['group:1'])
    expect(shopsOfTyped?.('negozio.example?id_shop=all')).toEqual(['all'])
    expect(shopsOfTyped?.('https://negozio.example/?id_shop=x')).toBeNull()
    expect(shopsOfTyped?.('https://negozio.example/#?id_shop=2')).toBeNull()

    const input = {
      name: 'Bottega',
      platform: 'prestashop',
      url: 'https://negozio.example/?id_shop=2',
      credentials: { key: testKey },
    }
    const shopsOf = (settings: object) =>
      checkShopInput({ ...input, settings }, null, new Date()).settings.shops
    expect(shopsOf({})).toEqual(['2'])
    // What is chosen beside it is meant; numbers are written as numbers too.
    expect(shopsOf({ shops: [3, 'group:1'] })).toEqual(['3', 'group:1'])
  })

  test('the check tells which shops the key opens, by a key of another shop too, and which are not downloaded', async () => {
    const server = await multishop({ keys: [{ key: testKey, shops: ['1', '2'] }] })
    const program = await temporaryProgram()
    const check = (shops: string[] | null, key = testKey) => {
      const input = { platform: 'prestashop', url: server.url, credentials: { key }, settings: { shops } }
      return program.check(null, input, never, () => undefined)
    }
    const plain = await check(null)
    expect(plain.shops?.map(({ id, usual }) => [id, usual])).toEqual([
      ['1', true],
      ['2', false],
    ])
    expect(plain.steps[4]).toMatchObject({ outcome: 'warning', facts: { withheldShops: 'Ingrosso' } })
    expect((await check(['1', '2'])).steps[4]?.facts).toEqual({})
    expect((await check(['all'])).steps[4]?.facts).toEqual({})
    // Where the key does not open what is chosen, it is told what it opens.
    expect(await check(['group:2'])).toMatchObject({ ok: false, shops: [{ id: '1' }, { id: '2' }] })
  })

  test('what the check found is remembered with the shop, and a run tells what is left out', async () => {
    const server = await multishop({ keys: [{ key: testKey, shops: ['1', '2'] }] })
    const program = await temporaryProgram()
    const input = {
      name: 'Bottega',
      platform: 'prestashop',
      url: server.url,
      credentials: { key: testKey },
      settings: { firstDownloadFrom: '2026-11-01' },
    }
    await program.check(null, input, never, () => undefined)
    const saved = await program.saveShop(null, input)
    expect(saved.knownShops).toMatchObject([{ id: '1' }, { id: '2' }])
    await program.runner.start(saved, 'manual')
    expect((await program.shop(saved.id)).warnings).toMatchObject([
      { kind: 'shop-not-downloaded', key: '2', name: 'Ingrosso' },
    ])
    expect((await command(program, '--check')).out).toContain('«Ingrosso»')
    // Accepted, and asked again: neither the check nor the next run says so any more.
    await program.store.acceptWarnings(saved.id, new Date().toISOString())
    expect((await program.check(saved, {}, never, () => undefined)).steps[4]?.facts).toEqual({})
    await program.runner.start(await program.shop(saved.id), 'manual')
    expect((await program.shop(saved.id)).warnings).toEqual([])
    // As the form of the shop is saved.
    const settings = { ...saved.settings, shops: ['all'] }
    await program.saveShop(saved, { ...input, settings })
    expect((await program.runner.start(await program.shop(saved.id), 'manual')).outcome).toBe('success')
    expect((await program.shop(saved.id)).warnings).toEqual([])
  })
})
