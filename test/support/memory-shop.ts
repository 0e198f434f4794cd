import type { Connector, FetchedOrder, SlimRow } from '../../main/connectors/connector.ts'
import { failure } from '../../main/failure.ts'
import type { Order, WrongReason } from '../../main/order.ts'

export interface MemoryOrder {
  readonly order: Order
  /** Set: the shop answers, but the order is wrong. */
  readonly wrong?: readonly WrongReason[]
  /** The shop fails whenever this order is among those asked for. */
  readonly breaksAnswer?: boolean
}

/** A shop in memory: makes the engine's tests fast and lets them say when things go wrong. */
export function memoryShop(now: () => Date) {
  const orders = new Map<string, MemoryOrder>()
  const asked: string[][] = []
  let down = false
  let onFetch: (ids: readonly string[]) => void = () => undefined
  let requests = 0
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
        .map(({ order }) => order)
        .filter(({ modifiedAt, placedAt }) => {
          const at = window.by === 'created' ? placedAt : modifiedAt
          return at >= window.from && (window.to === null || at <= window.to)
        })
        .sort((a, b) => Number(a.shopOrderId) - Number(b.shopOrderId))
      for (let at = 0; at < inside.length || at === 0; at += pageSize) {
        refuseWhenDown(signal)
        const rows: SlimRow[] = inside.slice(at, at + pageSize)
        yield { rows, total: inside.length, notices: [] }
      }
    },
    async find(number, signal) {
      refuseWhenDown(signal)
      const rows = [...orders.values()]
        .map(({ order }) => order)
        .filter((order) => order.number === number || order.shopOrderId === number)
      return { rows, notices: [] }
    },
    async fetch(ids, signal) {
      asked.push([...ids])
      refuseWhenDown(signal)
      onFetch(ids)
      refuseWhenDown(signal)
      const found = ids.flatMap((id) => orders.get(id) ?? [])
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
    /** The ids of every full fetch. */
    asked,
    /** How often the shop was asked anything. */
    get requests() {
      return requests
    },
    put(entry: MemoryOrder): void {
      orders.set(entry.order.shopOrderId, entry)
    },
    remove: (id: string) => orders.delete(id),
    setDown(value: boolean): void {
      down = value
    },
    onFetch(listener: (ids: readonly string[]) => void): void {
      onFetch = listener
    },
  }
}

function fetched({ order, wrong }: MemoryOrder, rawIndex: number): FetchedOrder {
  const { shopOrderId, number, state } = order
  return { shopOrderId, number, rawIndex, result: wrong ? { wrong, state } : { order } }
}
