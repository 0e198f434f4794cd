import { describe, expect, it, onTestFinished } from 'vitest'
import { platformFor } from '../../../main/connectors/registry.ts'
import { failure } from '../../../main/words/failure.ts'
import { temporaryFolder } from '../../support/archive.ts'
import { memoryCredentials } from '../../support/credentials.ts'
import { watchedProgram } from '../../support/watched-program.ts'
import { startWooServer, testKey } from '../../woo-server/index.ts'

const { consumerKey, consumerSecret } = testKey
const keys = { consumerKey, consumerSecret }
const never = new AbortController().signal
const shopAt = (url: string) => ({ name: 'Bottega', platform: 'woocommerce', url, credentials: keys })

async function shopServer() {
  const server = await startWooServer({ orders: [] })
  onTestFinished(server.close)
  return server
}

describe('R33 a key goes to no other site than it was entered for', () => {
  it('not to the old address of a shop, when an older archive is put back', async () => {
    const [old, recent] = [await shopServer(), await shopServer()]
    const credentials = memoryCredentials()
    const program = await watchedProgram(temporaryFolder(), credentials)
    onTestFinished(() => program.close())
    const { id } = await program.saveShop(null, shopAt(old.url))
    await program.archiveCare.backUpNow()
    await program.saveShop(await program.shop(id), shopAt(recent.url))
    const [copy] = await program.store.listBackups()
    await program.archiveCare.restore(copy?.name ?? '')

    const shop = await program.shop(id)
    expect(shop.url).toBe(old.url)
    expect(program.credentialNames(shop)).toEqual([])
    const run = await program.runner.start(shop, 'manual')
    const host = old.url.replace('http://', '')
    const site = recent.url.replace('http://', '')
    const elsewhere = { code: 'credentials-elsewhere', params: { name: 'Bottega', site, host } }
    expect(run).toMatchObject({ outcome: 'failed', failure: elsewhere })
    await expect(program.fetchOrders(shop, ['1'], never)).rejects.toMatchObject({ value: elsewhere })
    const again = { code: 'input-invalid', params: { problem: 'key-of-another-site' } }
    await expect(program.check(shop, {}, never, () => undefined)).rejects.toMatchObject({ value: again })
    expect(old.requests).toEqual([])

    const mended = await program.saveShop(shop, { credentials: keys })
    expect(await program.runner.start(mended, 'manual')).toMatchObject({ outcome: 'success' })
    expect(program.credentialNames(mended)).toEqual(['consumerKey', 'consumerSecret'])
  })

  it('not to an address that a window asks to check or save without the key', async () => {
    const [shopSite, stranger] = [await shopServer(), await shopServer()]
    const program = await watchedProgram(temporaryFolder())
    onTestFinished(() => program.close())
    const shop = await program.saveShop(null, shopAt(shopSite.url))
    const elsewhere = [
      { url: stranger.url },
      { url: stranger.url, credentials: {} },
      { url: stranger.url, credentials: { consumerSecret: 'cs_1' } },
      { url: `${stranger.url}/?${shopSite.url}` },
      { url: stranger.url.replace('http://', 'http://127.0.0.1@') },
    ]
    const refused = { value: { code: 'input-invalid', params: { problem: 'key-of-another-site' } } }
    for (const value of elsewhere) {
      await expect(program.check(shop, value, never, () => undefined)).rejects.toMatchObject(refused)
      await expect(program.saveShop(shop, value)).rejects.toMatchObject(refused)
    }
    expect(stranger.requests).toEqual([])
    expect(await program.shop(shop.id)).toMatchObject({ url: shopSite.url })
    // The same site by another page of it: the key stays.
    expect(await program.saveShop(shop, { url: `${shopSite.url}/wp-admin/` })).toMatchObject({
      url: `${shopSite.url}/wp-admin/`,
    })
  })

  it('R32 a key that can no longer be read can be typed again', async () => {
    const server = await shopServer()
    const kept = memoryCredentials()
    let unreadable = true
    const credentials = {
      ...kept,
      read(id: number, name: string) {
        if (unreadable) throw failure('credentials-unreadable', { name })
        return kept.read(id, name)
      },
    }
    const program = await watchedProgram(temporaryFolder(), credentials)
    onTestFinished(() => program.close())
    const shop = await program.saveShop(null, shopAt(server.url))
    const run = await program.runner.start(shop, 'manual')
    expect(run.failure).toMatchObject({ code: 'credentials-unreadable' })
    await program.saveShop(shop, { credentials: keys })
    unreadable = false
    expect(await program.runner.start(shop, 'manual')).toMatchObject({ outcome: 'success' })
  })
})

describe('the site of an address', () => {
  it.each([
    ['woocommerce', 'https://www.Bottega.example/negozio/?x=1', 'bottega.example'],
    ['woocommerce', 'bottega.example', 'bottega.example'],
    ['prestashop', 'http://bottega.example:8080/admin123', 'bottega.example:8080'],
    ['magento', 'https://bottega.example:443/', 'bottega.example'],
    ['magento', 'https://bottega.example@evil.example/', 'evil.example'],
    ['shopify', 'bottega', 'bottega.myshopify.com'],
    ['shopify', 'https://admin.shopify.com/store/bottega/orders', 'bottega.myshopify.com'],
    ['shopify', 'https://admin.shopify.com/store/altra', 'altra.myshopify.com'],
    ['shopify', 'www.bottega.example', 'bottega.example'],
  ] as const)('%s %s is %s', (platform, url, site) => {
    expect(platformFor(platform)?.siteOf(url)).toBe(site)
  })
})
