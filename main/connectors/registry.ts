import type { PlatformId } from '../words/shop.ts'
import type { Platform } from './connector.ts'
import { magento } from './magento/index.ts'
import { prestashop } from './prestashop/index.ts'
import { shopify } from './shopify/index.ts'
import { woocommerce } from './woocommerce/index.ts'

/** Every platform the program can download from; a new one is a folder and a line here. */
export const platforms: Readonly<Partial<Record<PlatformId, Platform>>> = {
  woocommerce,
  prestashop,
  shopify,
  magento,
}

/** The platform of that name; null when this version has no connector for it. */
export function platformFor(id: PlatformId): Platform | null {
  return platforms[id] ?? null
}
