import type { OrderDetail, SiteComparison } from '../../preload/contract.ts'
import { failure } from '../failure.ts'
import type { Program } from '../program/program.ts'
import type { Handlers } from './ipc.ts'
import { openInShop, shopPageOf } from './shop-page.ts'
import type { Windows } from './windows.ts'

type OrderRequests =
  | 'orders.get'
  | 'orders.raw'
  | 'orders.history'
  | 'orders.save'
  | 'orders.undo'
  | 'orders.restore'
  | 'orders.differences'
  | 'orders.takeOver'
  | 'orders.keepOurs'
  | 'orders.openInShop'

/** One order: read, changed by hand (R27), compared with the site (R16). Every window hears of what changed. */
export function orderHandlers(program: Program, windows: Windows): Pick<Handlers, OrderRequests> {
  const { store } = program
  const now = () => new Date().toISOString()

  const detailOf = async (orderId: number): Promise<OrderDetail> => {
    const detail = await store.getOrder(orderId)
    if (!detail) throw failure('order-unknown', {})
    return detail
  }

  const changed = async (orderId: number, change: Promise<void>): Promise<OrderDetail> => {
    await change
    windows.tell('orders.changed', { orderId })
    return detailOf(orderId)
  }

  return {
    'orders.get': ({ orderId }) => store.getOrder(orderId),
    'orders.raw': async ({ orderId }) => {
      const raw = await store.orderRaw(orderId)
      if (raw === null) throw failure('order-unknown', {})
      return raw
    },
    'orders.history': async ({ orderId }) => {
      const { runId, shopId, order } = await detailOf(orderId)
      const [run, edits, shop] = await Promise.all([
        store.getRun(runId),
        store.orderEdits(orderId),
        store.getShop(shopId),
      ])
      return { run, edits, hasShopPage: shopPageOf(shop, order.shopOrderId) !== null }
    },
    'orders.save': ({ orderId, version, changes }) =>
      changed(orderId, store.saveEdits(orderId, version, changes, now())),
    'orders.undo': ({ orderId, version, editIds }) =>
      changed(orderId, store.undoEdits(orderId, version, editIds, now())),
    'orders.restore': ({ orderId, version }) => changed(orderId, store.restoreOrder(orderId, version, now())),
    'orders.differences': async ({ orderId }): Promise<SiteComparison> => {
      const { shopId, order } = await detailOf(orderId)
      const shop = await program.shop(shopId)
      const [live] = await program.fetchOrders(shop, [order.shopOrderId], never)
      if (!live) throw new Error('no answer for an order asked for')
      if (live.found !== 'order') {
        const detail = await detailOf(orderId)
        if (live.found === 'wrong') return { detail, found: 'wrong', reasons: live.reasons }
        return live.found === 'gone'
          ? { detail, found: 'gone' }
          : { detail, found: 'unwanted', reason: live.reason }
      }
      const at = now()
      const differences = await store.keepSiteVersion(orderId, live.order, at)
      windows.tell('orders.changed', { orderId })
      return { detail: await detailOf(orderId), found: 'order', at, differences }
    },
    'orders.takeOver': ({ orderId, version, paths }) =>
      changed(orderId, store.takeOver(orderId, version, paths, now())),
    'orders.keepOurs': ({ orderId }) => changed(orderId, store.keepOurs(orderId)),
    'orders.openInShop': ({ orderId }) => openInShop(program, orderId),
  }
}

/** A question to the shop ends by itself: its requests have their time, and their retries are counted (R22). */
const never = new AbortController().signal
