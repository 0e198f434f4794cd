import { type DemoShop, startDemoShop } from '../demo-shop/index.ts'
import type { ShopRecord } from '../store/shops.ts'
import type { Store } from '../store/store.ts'
import type { Way } from '../sync/shop-access.ts'
import { checkShopInput } from './shop-input.ts'

/** The demonstration shop (R37) as the program keeps it: started when it is first needed. */
export interface Demo {
  /** A new port at every start: nothing found out about the way to it is worth remembering. */
  way(): Promise<Way>
  /** Its record, added at the first call. */
  record(): Promise<ShopRecord>
  /** Its address and keys are its own affair; everything else may be changed. @throws Failure `input-invalid` */
  save(shop: ShopRecord, value: unknown): Promise<ShopRecord>
  close(): Promise<void>
}

/** Stands where the operator would type an address and keys; what is asked is {@link Demo.way}. */
const place = {
  platform: 'woocommerce',
  url: 'http://127.0.0.1',
  credentials: { consumerKey: 'demo', consumerSecret: 'demo' },
} as const

/** The demonstration shop (R37), started when it is first asked for. */
export function createDemo(store: Store, { name, now }: { name: string; now: () => Date }): Demo {
  let started: Promise<DemoShop> | null = null

  async function write(id: number | null, value: unknown, before: ShopRecord | null): Promise<ShopRecord> {
    const input = checkShopInput(value, before && { name: before.name, settings: before.settings }, now())
    const { name, platform, url, settings } = input
    return store.saveShop({ id, name, platform, url, settings, keepConnection: false, isDemo: true })
  }

  return {
    async way() {
      started ??= startDemoShop({ now })
      const { url, credentials } = await started
      return { url, credentials: { ...credentials }, connection: null }
    },
    async record() {
      const shops = await store.listShops()
      const known = shops.find((shop) => shop.isDemo)
      if (known !== undefined) return known
      const before = (await store.removedShops()).find((shop) => shop.isDemo)
      return write(before?.id ?? null, { name, ...place }, null)
    },
    save(shop, value) {
      const given = typeof value === 'object' && value !== null ? value : {}
      return write(shop.id, { ...given, ...place }, shop)
    },
    async close() {
      if (started) await (await started).close()
    },
  }
}
