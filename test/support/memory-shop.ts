import type {
  Connector,
  FetchedOrder,
  ListedWrong,
  OrderRefunds,
  SlimRow,
} from '../../main/connectors/connector.ts'
import { failure } from '../../main/words/failure.ts'
import type { Order, WrongReason } from '../../main/words/order.ts'

export interface MemoryOrder {
  readonly order: Order
  /** The platform's state that its state belongs to. */
  readonly stateGroup?: string
  /** If set, the order is wrong, for these reasons. */
  readonly wrong?: readonly WrongReason[]
  /** The shop fails whenever this order is among those asked for. */
  readonly breaksAnswer?: boolean
  /** Its row in the list does not say which order it is. */
  readonly withoutId?: boolean
}

/** A connector to a shop in memory: fast, and tests choose what fails. */
export function memoryShop(now: () => Date) {
  const orders = new Map<string, MemoryOrder>()
  const asked: string[][] = []
  const refundsAsked: string[][] = []
  let down = false
  let onFetch: (ids: readonly string[]) => void = () => undefined
  let requests = 0
  let hidden = false
  let withheld: readonly string[] = []
  const pageSize = 3

  const refuseWhenDown = (signal: AbortSignal) => {
    requests += 1
    if (signal.aborted) throw failure('cancelled', {})
    if (down) throw failure('server-error', { host: 'memory', status: 500 })
  }

  const connector: Connector = {
    maxBatch: 4,
    resolve: async () => ({ url: 'memory:', facts: {} }),
    check: async () => ({ ok: true, steps: [], connection: null, states: [] }),
    states: async () => [],
    clock: async (signal) => {
      refuseWhenDown(signal)
      return now()
    },
    async *list(window, signal) {
      const inside = [...orders.values()]
        .filter(({ order: { modifiedAt, placedAt } }) => {
          if (hidden) return false
          const at = window.by === 'created' ? placedAt : modifiedAt
          return at >= window.from && (window.to === null || at <= window.to)
        })
        .sort((a, b) => Number(a.order.shopOrderId) - Number(b.order.shopOrderId))
      for (let at = 0; at < inside.length || at === 0; at += pageSize) {
        refuseWhenDown(signal)
        const page = inside.slice(at, at + pageSize)
        const rows: SlimRow[] = page.filter(({ withoutId }) => !withoutId).map(({ order }) => order)
        const wrong = page
          .filter(({ withoutId }) => withoutId)
          .map(({ order: { number } }) => withoutIdentifier(number))
        yield { rows, wrong, total: inside.length, notices: [] }
      }
    },
    async find(number, signal) {
      refuseWhenDown(signal)
      const rows = [...orders.values()]
        .map(({ order }) => order)
        .filter((order) => order.number === number || order.shopOrderId === number)
      return { rows, notices: [] }
    },
    async isGone(id, signal) {
      refuseWhenDown(signal)
      return !orders.has(id)
    },
    async fetch(ids, signal) {
      asked.push([...ids])
      refuseWhenDown(signal)
      onFetch(ids)
      refuseWhenDown(signal)
      const found = ids.flatMap((id) => (withheld.includes(id) ? [] : (orders.get(id) ?? [])))
      if (found.some(({ breaksAnswer }) => breaksAnswer)) {
        throw failure('server-error', { host: 'memory', status: 500 })
      }
      const data = found.map(({ order }) => ({ id: order.shopOrderId, state: order.state }))
      const raw = Buffer.from(JSON.stringify(data))
      return { raw, orders: found.map(fetched), notices: [] }
    },
  }

  return {
    connector,
    /** The ids asked for by each fetch. */
    asked,
    /** How many requests there were. */
    get requests() {
      return requests
    },
    /** As a platform's: the raw data name the order. */
    mapKept(raw: unknown): FetchedOrder['result'] {
      const entry = orders.get((raw as { readonly id: string }).id)
      if (entry === undefined) throw new Error('no such order')
      return fetched(entry, 0).result
    },
    /** From now on the shop tells refunds; these. */
    setRefunds(refunds: readonly OrderRefunds[]): void {
      connector.refunds = async (ids, signal) => {
        refundsAsked.push([...ids])
        refuseWhenDown(signal)
        return refunds.filter(({ shopOrderId }) => ids.includes(shopOrderId))
      }
    },
    refundsAsked,
    put(entry: MemoryOrder): void {
      orders.set(entry.order.shopOrderId, entry)
    },
    remove: (id: string) => orders.delete(id),
    /** The list shows nothing, though the orders are there. */
    setHidden(value: boolean): void {
      hidden = value
    },
    /** These are listed, and no answer holds them. */
    withhold(ids: readonly string[]): void {
      withheld = ids
    },
    setDown(value: boolean): void {
      down = value
    },
    onFetch(listener: (ids: readonly string[]) => void): void {
      onFetch = listener
    },
  }
}

function fetched({ order, wrong, stateGroup }: MemoryOrder, rawIndex: number): FetchedOrder {
  const { shopOrderId, number, state } = order
  const group = stateGroup === undefined ? {} : { stateGroup }
  const result = wrong ? { wrong, asItIs: order, state, ...group } : { order, ...group }
  return { shopOrderId, number, rawIndex, result }
}

function withoutIdentifier(number: string): ListedWrong {
  const reasons = [{ code: 'unreadable-field', params: { field: 'id' } }] as const
  return { shopOrderId: `?${number}`, number, raw: '{}', reasons }
}
