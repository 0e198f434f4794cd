import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { PlatformId } from '../../main/words/shop.ts'
import { launchApp } from '../electron/host.ts'
import * as magento from '../magento-server/index.ts'
import * as prestashop from '../prestashop-server/index.ts'
import * as shopify from '../shopify-server/index.ts'
import { temporaryFolder } from '../support/archive.ts'

interface ShopCase {
  readonly platform: PlatformId
  /** Orders that the shop has, all of them to be downloaded. */
  readonly orders: number
  readonly start: () => Promise<{ readonly url: string; close(): Promise<void> }>
  readonly credentials: Readonly<Record<string, string>>
  readonly wrong: Readonly<Record<string, string>>
  /** The operator's word for what is missing when nothing is given. */
  readonly label: string
}

const { resources: _, ...integration } = magento.testIntegration
const times = () => ({ date_add: '2026-11-20 10:00:00', date_upd: '2026-11-20 11:00:00' })

const cases: readonly ShopCase[] = [
  {
    platform: 'prestashop',
    orders: 120,
    start: () => prestashop.startPrestaServer({ orders: prestashop.manyOrders(120, times) }),
    credentials: { key: prestashop.testKey },
    wrong: { key: 'X'.repeat(32) },
    label: 'Chiave del webservice',
  },
  ...(shopify.schemaThere
    ? [
        {
          platform: 'shopify',
          orders: 60,
          start: () => shopify.startShopifyServer({ orders: shopify.manyOrders(60) }),
          credentials: shopify.testClient,
          wrong: { ...shopify.testClient, clientSecret: `shpss_${'0'.repeat(32)}` },
          label: 'Token di accesso',
        } as const,
      ]
    : []),
  {
    platform: 'magento',
    orders: 60,
    start: () => magento.startMagentoServer({ orders: magento.manyOrders(60) }),
    credentials: integration,
    wrong: { ...integration, accessTokenSecret: '0'.repeat(32) },
    label: 'Token di accesso',
  },
]

/** Calls the built program without a window, as a script would. */
async function call(profile: string, ...args: readonly string[]) {
  const app = await launchApp({ profile, args: [...args, '--profile', profile], cli: true })
  const { code } = await app.exit
  return { code, out: app.stdout(), err: app.stderr() }
}

describe.each(cases)('R36 the built program and $platform', ({ platform, orders, start, ...shop }) => {
  const file = (folder: string, url: string, credentials: ShopCase['credentials']) => {
    const path = join(folder, 'shop.json')
    const settings = { firstDownloadFrom: '2026-01-01' }
    writeFileSync(path, JSON.stringify({ name: 'Bottega', platform, url, credentials, settings }))
    return path
  }
  const runs = (out: string) => (JSON.parse(out) as { runs: unknown[] }).runs

  it('adds, checks and downloads; the second time there is nothing new', async () => {
    const profile = temporaryFolder()
    const server = await start()
    onTestFinished(server.close)
    const added = await call(profile, '--add-shop', file(profile, server.url, shop.credentials))
    expect(added).toMatchObject({ code: 0, out: 'Negozio aggiunto: Bottega\n' })
    const checked = await call(profile, '--check', '--json')
    const { checks } = JSON.parse(checked.out) as { checks: { steps: { outcome: string }[] }[] }
    expect(checked.code).toBe(0)
    expect(checks[0]?.steps.map(({ outcome }) => outcome)).toEqual(Array(8).fill('ok'))
    const first = await call(profile, '--download', '--json')
    expect(first.code).toBe(0)
    expect(runs(first.out)).toMatchObject([
      { platform, outcome: 'success', total: orders, new: orders, skipped: 0, wrong: 0, error: null },
    ])
    const second = await call(profile, '--download', '--json')
    expect(runs(second.out)).toMatchObject([{ outcome: 'success', new: 0, wrong: 0 }])
  })

  it('tells in plain words of a wrong key, and of a missing one', async () => {
    const profile = temporaryFolder()
    const server = await start()
    onTestFinished(server.close)
    const missing = await call(profile, '--add-shop', file(profile, server.url, {}))
    expect(missing.code).toBe(2)
    expect(missing.err.toLowerCase()).toContain(shop.label.toLowerCase())
    expect((await call(profile, '--add-shop', file(profile, server.url, shop.wrong))).code).toBe(0)
    const checked = await call(profile, '--check')
    expect(checked.code).toBe(1)
    expect(checked.out + checked.err).toMatch(/non riconosce la chiave|il suo segreto è sbagliato/)
    const { code, out } = await call(profile, '--download', '--json')
    expect(code).toBe(1)
    expect(runs(out)).toMatchObject([
      {
        outcome: 'failed',
        total: 0,
        error: {
          code: expect.stringMatching(/^credentials-/),
          message: expect.stringMatching(/non riconosce la chiave|il suo segreto è sbagliato/),
        },
      },
    ])
  })
})
