import { brotliDecompressSync } from 'node:zlib'
import type { KeptPage, Reading, ReadingOutcome } from '../store/rereads.ts'
import type { ShopRecord } from '../store/shops.ts'
import type { Store } from '../store/store.ts'
import { readingChanges, rereadPaths } from '../words/edit/reread.ts'
import { Failure, failure } from '../words/failure.ts'
import type { Order } from '../words/order.ts'
import type {
  RereadExample,
  RereadField,
  RereadFigures,
  RereadProgress,
  UnreadReason,
} from '../words/reread.ts'

export interface RereadJob {
  readonly store: Store
  /** Null: all shops, those that were removed as well. */
  readonly shopId: number | null
  /** Null: only to tell what would change. */
  readonly rereadId: number | null
  /** What has gone out and changes is to be done again (R41). */
  readonly markAgain?: boolean
  /** An order out of what the shop sent (R23), read as today; null where that is none. */
  readonly readKept: (shop: ShopRecord, raw: unknown) => Order | null
  readonly now: () => Date
  readonly signal: AbortSignal
  readonly onProgress: (progress: RereadProgress) => void
}

/** By identifier: as many as a page of a download, whose data lie together. Each is one transaction. */
const ordersAtOnce = 100
const examplesKept = 2

/**
 * Reads orders again out of the data kept with them (R15, R25), a few at a time: what is in memory is one page, and
 * whoever else needs the archive goes on in between.
 * @throws Failure `cancelled`; what was done until then stays, and can be gone on with or undone
 */
export async function reread(job: RereadJob): Promise<RereadFigures> {
  const { store, shopId, rereadId, signal } = job
  let { last, orders: expected } = await store.rereadScope(shopId)
  const figures = countFigures()
  for (let from = 1; from <= last; ) {
    const to = Math.min(last, from + ordersAtOnce - 1)
    if (signal.aborted) throw failure('cancelled', {})
    const page = await store.keptPage(shopId, from, to)
    // Read anew for each page: a mapping may be saved meanwhile.
    const shops = new Map<number, ShopRecord | null>()
    for (const id of new Set(page.orders.map((order) => order.shopId))) shops.set(id, await store.getShop(id))
    const readings = readPage(page, shops, job, figures.unread)
    if (readings.length > 0) {
      const outcomes =
        rereadId === null
          ? await store.previewReadings(readings)
          : await store.saveReadings(rereadId, readings, job.now().toISOString(), job.markAgain)
      // Another archive has taken the place of this one.
      if (outcomes === null) throw failure('cancelled', {})
      for (const outcome of outcomes) figures.take(outcome)
    }
    figures.look(page.orders.length)
    job.onProgress({ done: figures.looked(), expected: Math.max(expected, figures.looked()) })
    // What a download has stored meanwhile, read as before: until there is no more of it.
    from = to + 1
    if (from > last) ({ last, orders: expected } = await store.rereadScope(shopId))
  }
  return figures.all()
}

/** The orders of a page that today's reading changes. */
function readPage(
  { orders, batches }: KeptPage,
  shops: ReadonlyMap<number, ShopRecord | null>,
  { readKept }: RereadJob,
  unread: (reason: UnreadReason) => void,
): readonly Reading[] {
  const elements = new Map(batches.map(({ id, json }) => [id, elementsOf(json)]))
  return orders.flatMap(({ id, shopId, batch, index, document }): Reading[] => {
    const shop = shops.get(shopId) ?? null
    const raw = elements.get(batch)?.[index]
    if (shop === null || raw === undefined || raw === null) {
      unread('no-data')
      return []
    }
    const order = readOne(() => readKept(shop, raw))
    if (typeof order === 'string') {
      unread(order)
      return []
    }
    // It fills and corrects: what a reading does not find stays.
    const changes = readingChanges(JSON.parse(document) as Order, order).filter(({ after }) => after !== '')
    return changes.length === 0 ? [] : [{ orderId: id, changes }]
  })
}

function readOne(read: () => Order | null): Order | UnreadReason {
  try {
    return read() ?? 'unreadable'
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return error.value.code === 'time-zone-unknown' ? 'no-time-zone' : 'unreadable'
  }
}

/** None where the data kept are damaged. */
function elementsOf(json: Uint8Array): readonly unknown[] {
  try {
    const elements: unknown = JSON.parse(brotliDecompressSync(json).toString('utf8'))
    return Array.isArray(elements) ? elements : []
  } catch (error) {
    if (error instanceof Error) return []
    throw error
  }
}

interface Counted {
  filled: number
  corrected: number
  readonly examples: RereadExample[]
}

function countFigures() {
  const fields = new Map<string, Counted>()
  const unread: Record<UnreadReason, number> = { 'no-data': 0, unreadable: 0, 'no-time-zone': 0 }
  let [orders, changed, untouchable, wentOut] = [0, 0, 0, 0]
  return {
    look: (count: number): void => {
      orders += count
    },
    looked: (): number => orders,
    unread: (reason: UnreadReason): void => {
      unread[reason] += 1
    },
    take: ({ orderId, number, changes, untouchable: left, wentOut: out }: ReadingOutcome): void => {
      untouchable += left
      if (changes.length > 0) changed += 1
      if (out) wentOut += 1
      for (const { path, before, after } of changes) {
        const field = fields.get(path) ?? { filled: 0, corrected: 0, examples: [] }
        fields.set(path, field)
        field[before === '' ? 'filled' : 'corrected'] += 1
        if (field.examples.length < examplesKept) field.examples.push({ orderId, number, before, after })
      }
    },
    all: (): RereadFigures => ({
      orders,
      changed,
      wentOut,
      untouchable,
      unread,
      fields: rereadPaths.flatMap((path): RereadField[] => {
        const field = fields.get(path)
        return field === undefined ? [] : [{ path, ...field }]
      }),
    }),
  }
}
