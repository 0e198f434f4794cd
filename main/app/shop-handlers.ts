import type { Program } from '../program/program.ts'
import { wantedStates } from '../program/wanted-states.ts'
import type { ShopRecord } from '../store/shops.ts'
import { failure } from '../words/failure.ts'
import type { AutomaticSync } from './automatic-sync.ts'
import type { Handlers } from './ipc.ts'
import { shopView } from './shop-news.ts'
import { stoppable } from './stoppable.ts'
import type { Windows } from './windows.ts'

type Names =
  | 'list'
  | 'removed'
  | 'save'
  | 'remove'
  | 'check'
  | 'cancelCheck'
  | 'acceptWarnings'
  | 'wantState'
  | 'firstPeriod'

export interface ShopParts {
  readonly program: Program
  readonly sync: AutomaticSync
  readonly windows: Windows
  /** Plans the automatic syncs anew, and has windows and tray show the shops as they are now. */
  readonly refresh: () => Promise<void>
}

/** The shops (R3): their settings, *Prova connessione* (R2), the first period (R10), the demonstration shop (R37). */
export function shopHandlers(parts: ShopParts): Pick<Handlers, `shops.${Names}` | 'demo.add'> {
  const { program, sync, windows, refresh } = parts
  const checks = stoppable<string>()
  const view = (shop: ShopRecord) => shopView(program, sync, shop)
  const shopOrNull = (id: number | null) => (id === null ? null : program.shop(id))

  return {
    'shops.removed': async () =>
      (await program.store.removedShops())
        .filter(({ ordersStored }) => ordersStored > 0)
        .map(({ id, name }) => ({ id, name })),
    'shops.list': async () => (await program.store.listShops()).map(view),
    'shops.save': async ({ shopId, shop }) => {
      const saved = await program.saveShop(await shopOrNull(shopId), shop)
      await refresh()
      return view(saved)
    },
    'shops.remove': async ({ shopId }) => {
      const { isDemo } = await program.shop(shopId)
      await program.removeShop(shopId)
      // Its orders are in no list any more.
      if (isDemo) windows.tell('orders.marked', null)
      await refresh()
      return null
    },
    'shops.check': ({ shopId, shop, checkId }) =>
      checks.run(checkId, async (signal) =>
        program.check(await shopOrNull(shopId), shop, signal, (step) =>
          windows.tell('check.step', { checkId, step }),
        ),
      ),
    'shops.cancelCheck': ({ checkId }) => checks.stop(checkId),
    'shops.acceptWarnings': async ({ shopId }) => {
      await program.store.acceptWarnings(shopId, new Date().toISOString())
      await refresh()
      return null
    },
    'shops.wantState': async ({ shopId, state, wanted }) => {
      const shop = await program.shop(shopId)
      const states = wantedStates(shop, state, wanted)
      const saved = await program.saveShop(shop, { settings: { states } })
      await refresh()
      return view(saved)
    },
    'shops.firstPeriod': async ({ shopId, from, to }) => {
      const shop = await program.shop(shopId)
      if (shop.cursor !== null) throw failure('first-download-done', { name: shop.name })
      const saved = await program.saveShop(shop, {
        settings: { firstDownloadFrom: from, firstDownloadTo: to },
      })
      await refresh()
      return view(saved)
    },
    'demo.add': async () => {
      const shop = await program.demo()
      await refresh()
      return view(shop)
    },
  }
}
