import { shell } from 'electron'
import { isThisComputer } from '../connectors/address.ts'
import { platformFor } from '../connectors/registry.ts'
import type { Program } from '../program/program.ts'
import type { ShopRecord } from '../store/shops.ts'

/**
 * An order's page in the shop's own back office; null where its address is not known. Only an address of the shop's
 * own host, over HTTPS (plain HTTP on this computer alone), is ever handed to the system's browser.
 */
export function shopPageOf(shop: ShopRecord | null, shopOrderId: string): string | null {
  const connection = shop?.connection
  const site = connection ? URL.parse(connection.url) : null
  if (!shop || !connection || !site) return null
  if (site.protocol !== 'https:' && !(site.protocol === 'http:' && isThisComputer(site))) return null
  const page = platformFor(shop.platform)?.orderPage(connection, shopOrderId) ?? null
  return page !== null && URL.parse(page)?.origin === site.origin ? page : null
}

/** Opens an order in the shop's back office. Answers whether it could. */
export async function openInShop(program: Program, orderId: number): Promise<boolean> {
  const origin = await program.store.orderOrigin(orderId)
  return origin !== null && openOfShop(program, origin.shopId, origin.shopOrderId)
}

/** Opens an order that the shop knows by that identifier, be it in the archive or not. Answers whether it could. */
export async function openOfShop({ store }: Program, shopId: number, shopOrderId: string): Promise<boolean> {
  const page = shopPageOf(await store.getShop(shopId), shopOrderId)
  if (page === null) return false
  await shell.openExternal(page)
  return true
}
