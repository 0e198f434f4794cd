import type { ParsedArgument } from '../../preload/contract.ts'
import type { Program } from '../program/program.ts'
import type { OrderOrigin } from '../store/orders.ts'
import { failure } from '../words/failure.ts'
import { dayOf, startOf } from '../words/local-time.ts'
import type { OrderDetail, SiteDifferences } from '../words/order-view.ts'
import type { Marking } from '../words/work.ts'
import type { Alerts } from './alerts.ts'
import type { Handlers } from './ipc.ts'
import { openInShop, shopPageOf } from './shop-page.ts'
import type { Windows } from './windows.ts'

type OrderRequests =
  | 'orders.mark'
  | 'orders.undoMark'
  | 'orders.note'
  | 'orders.tag'
  | 'orders.undoAnnotation'
  | 'orders.tags'
  | 'orders.reopen'
  | 'orders.passOn'
  | 'orders.see'
  | 'orders.workCounts'
  | 'orders.sales'
  | 'orders.get'
  | 'orders.raw'
  | 'orders.history'
  | 'orders.save'
  | 'orders.undo'
  | 'orders.restore'
  | 'orders.siteDifferences'
  | 'orders.takeOver'
  | 'orders.keepOurs'
  | 'orders.seeChecks'
  | 'orders.openInShop'
  | 'orders.leftOut'

/** One order: read, changed by hand (R27), compared with the site (R16). Every window hears of what changed. */
export function orderHandlers(
  program: Program,
  windows: Windows,
  alerts: Alerts,
  show: () => Promise<void>,
): Pick<Handlers, OrderRequests> {
  const { store } = program
  const now = () => new Date().toISOString()

  const detailOf = async (orderId: number): Promise<OrderDetail> => {
    const detail = await store.getOrder(orderId)
    if (!detail) throw failure('order-unknown', {})
    return detail
  }

  const originOf = async (orderId: number): Promise<OrderOrigin> => {
    const origin = await store.orderOrigin(orderId)
    if (!origin) throw failure('order-unknown', {})
    return origin
  }

  const changed = async (orderId: number, change: Promise<void>): Promise<OrderDetail> => {
    await change
    windows.tell('orders.changed', { orderId })
    // What is to be looked at may be another number.
    await show()
    return detailOf(orderId)
  }

  const marked = async (marking: Promise<Marking>): Promise<Marking> => {
    const made = await marking
    if (made.count > 0) {
      windows.tell('orders.marked', null)
      await show()
    }
    return made
  }

  const annotated = async (annotating: Promise<Marking>): Promise<Marking> => {
    const made = await annotating
    if (made.count > 0) windows.tell('orders.marked', null)
    return made
  }

  const idsOf = async (of: ParsedArgument<'orders.mark'>['of']): Promise<number[]> => {
    if ('orderId' in of) return [of.orderId]
    if ('handoverId' in of) return store.ordersOfHandover(of.handoverId)
    return [...(await store.selectedOrders(of))]
  }

  return {
    'orders.mark': async ({ of, work }) => marked(store.markWork(await idsOf(of), work, now())),
    'orders.note': ({ orderId, note }) => annotated(store.noteOrder(orderId, note, now())),
    'orders.tag': async ({ of, ...change }) => annotated(store.tagOrders(await idsOf(of), change, now())),
    'orders.undoAnnotation': ({ id }) => annotated(store.undoAnnotation(id, now())),
    'orders.tags': () => store.tagsInUse(),
    'orders.reopen': () => marked(store.reopenOrders(startOf(dayOf(new Date()), -6), now())),
    'orders.passOn': ({ alertId }) => {
      const alert = alerts.list().find(({ id }) => id === alertId)
      if (alert?.code !== 'first-period-orders') return Promise.resolve({ id: '', count: 0 })
      return marked(store.passOn(alert.params.shopId, alert.params.upTo, now()))
    },
    'orders.undoMark': ({ id }) => marked(store.undoMarking(id, now())),
    'orders.see': async ({ orderIds }) => {
      if ((await store.seeOrders(orderIds)) > 0) await show()
      return null
    },
    'orders.workCounts': () => store.workCounts(),
    'orders.sales': () => store.salesUntil(now()),
    'orders.get': ({ orderId }) => store.getOrder(orderId),
    'orders.leftOut': async ({ of, kind, onlyNew }) => {
      if (!('orderId' in of)) return store.leftOutCounts(of, kind, onlyNew)
      const { leftOut } = await detailOf(of.orderId)
      const none = { cancelled: 0, failed: 0, refunded: 0 }
      return { found: 1, leftOut: leftOut === null ? none : { ...none, [leftOut]: 1 } }
    },
    'orders.raw': async ({ orderId }) => {
      const raw = await store.orderRaw(orderId)
      if (raw === null) throw failure('order-unknown', {})
      return raw
    },
    'orders.history': async ({ orderId }) => {
      const { runId, shopId, shopOrderId } = await originOf(orderId)
      const [run, edits, handovers, invoices, shop] = await Promise.all([
        store.getRun(runId),
        store.orderEdits(orderId),
        store.orderHandovers(orderId),
        store.orderInvoices(orderId),
        store.getShop(shopId),
      ])
      return { run, edits, handovers, invoices, hasShopPage: shopPageOf(shop, shopOrderId) !== null }
    },
    'orders.save': ({ orderId, version, changes }) =>
      changed(orderId, store.saveEdits(orderId, version, changes, now())),
    'orders.undo': ({ orderId, version, editIds }) =>
      changed(orderId, store.undoEdits(orderId, version, editIds, now())),
    'orders.restore': ({ orderId, version }) => changed(orderId, store.restoreOrder(orderId, version, now())),
    'orders.siteDifferences': async ({ orderId }): Promise<SiteDifferences> => {
      const { shopId, shopOrderId } = await originOf(orderId)
      const shop = await program.shop(shopId)
      const [live] = await program.fetchOrders(shop, [shopOrderId], never)
      if (!live) throw new Error('no answer for an order asked for')
      if (live.found !== 'order') {
        const detail = await detailOf(orderId)
        if (live.found === 'wrong') return { detail, found: 'wrong', reasons: live.reasons }
        return live.found === 'gone'
          ? { detail, found: 'gone' }
          : { detail, found: 'unwanted', reason: live.reason }
      }
      const at = now()
      const differences = await store.keepSiteVersion(
        orderId,
        live.order,
        await program.readKept(shop, orderId),
        at,
        live.stateGroup,
      )
      windows.tell('orders.changed', { orderId })
      await show()
      return { detail: await detailOf(orderId), found: 'order', at, differences }
    },
    'orders.takeOver': ({ orderId, version, paths }) =>
      changed(orderId, store.takeOver(orderId, version, paths, now())),
    'orders.keepOurs': ({ orderId }) => changed(orderId, store.keepOurs(orderId)),
    'orders.seeChecks': async ({ of, reason }) => {
      const one = 'orderId' in of ? of.orderId : null
      const ids = 'orderId' in of ? [of.orderId] : [...(await store.selectedOrders(of))]
      const seen = await store.seeChecks(ids, reason, now())
      if (one !== null) windows.tell('orders.changed', { orderId: one })
      // Those that have been seen leave the list.
      windows.tell('orders.marked', null)
      await show()
      return seen
    },
    'orders.openInShop': ({ orderId }) => openInShop(program, orderId),
  }
}

/** A question to the shop ends by itself: its requests have their time, and their retries are counted (R22). */
const never = new AbortController().signal
