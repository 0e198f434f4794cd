import type { Program } from '../program/program.ts'
import type { ShopRecord } from '../store/shops.ts'
import { toFailureValue } from '../words/failure.ts'
import type { Windows } from './windows.ts'

/** Download Ordini was pressed for a shop, in a window or the tray; what becomes of the run, or why it is none, comes as events. */
export function startDownload(
  runner: Pick<Program['runner'], 'start'>,
  windows: Pick<Windows, 'tell'>,
  shop: ShopRecord,
): void {
  runner.start(shop, 'manual').catch((error: unknown) => {
    windows.tell('run.refused', { shopId: shop.id, failure: toFailureValue(error) })
  })
}
