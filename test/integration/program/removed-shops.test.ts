import { describe, expect, it } from 'vitest'
import { listOf, temporaryFolder } from '../../support/archive.ts'
import { watchedProgram } from '../../support/watched-program.ts'

const keys = {
  woocommerce: { consumerKey: 'ck_1', consumerSecret: 'cs_1' },
  prestashop: { key: 'A'.repeat(32) },
  shopify: { accessToken: 'shpat_1' },
  magento: { accessToken: 'token' },
} as const

describe('R15 a removed shop that comes back is the same, however its address is typed', () => {
  it.each([
    [
      'woocommerce',
      'https://shop.example/wp-admin/',
      ['https://shop.example', 'shop.example', 'www.shop.example/'],
    ],
    [
      'prestashop',
      'https://shop.example/negozio/',
      ['https://shop.example/negozio/index.php', 'shop.example/negozio'],
    ],
    ['shopify', 'bottega', ['bottega.myshopify.com', 'https://admin.shopify.com/store/bottega/orders']],
    ['magento', 'https://shop.example/rest/V1/orders', ['shop.example']],
  ] as const)('%s', async (platform, url, others) => {
    const program = await watchedProgram(temporaryFolder())
    const shop = { name: 'Bottega', platform, credentials: keys[platform] }
    const { id } = await program.saveShop(null, { ...shop, url })
    for (const again of others) {
      await program.removeShop(id)
      expect((await program.saveShop(null, { ...shop, url: again })).id, again).toBe(id)
    }
    const other = await program.saveShop(null, {
      ...shop,
      name: 'Altra',
      url: platform === 'shopify' ? 'altra' : 'https://altra.example',
    })
    expect(other.id).not.toBe(id)
    await program.close()
  })

  it('R37 and so is the demonstration shop, which is no other shop', async () => {
    const program = await watchedProgram(temporaryFolder())
    const shop = await program.demo()
    const { id } = shop
    // R42: its orders go with it, also what a run under way still stores; the next time they come anew.
    const first = await program.runner.start(shop, 'manual')
    expect(first.counters.new).toBeGreaterThan(20)
    const again = program.runner.start(shop, 'manual').catch(() => null)
    await program.removeShop(id)
    await again
    expect((await program.store.listOrders(listOf(), 0, 1)).total).toBe(0)
    expect(await program.store.removedShops()).toMatchObject([{ id, ordersStored: 0, wrongOrders: 0 }])
    const own = {
      name: 'Mia',
      platform: 'woocommerce',
      url: 'http://127.0.0.1',
      credentials: keys.woocommerce,
    }
    expect((await program.saveShop(null, { ...own, settings: { allowHttp: true } })).id).not.toBe(id)
    const back = await program.demo()
    expect(back.id).toBe(id)
    const second = await program.runner.start(back, 'manual')
    expect(second.counters.new).toBeGreaterThan(20)
    await program.close()
  })
})
