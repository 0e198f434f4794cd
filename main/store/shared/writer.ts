import type { FactKind } from '../../words/fact.ts'
import { failure } from '../../words/failure.ts'
import type { Sqlite } from '../database.ts'

/** What is to be told to the other desks. */
export interface Saying {
  readonly kind: FactKind
  /** `shops.uuid` */
  readonly shop: string
  /** Set: refused where the right to download is over (R56). */
  readonly run: number | null
  /** Becomes JSON. */
  readonly body: object
  /** Whose orders a page has. */
  readonly rawBatch?: number | bigint | null
}

export type SharedWriter = ReturnType<typeof sharedWriter>

/** Puts into the outbox what other desks are to be told, within the transaction of what it tells; alone it does nothing. */
export function sharedWriter(db: Sqlite) {
  const shared = db
    .prepare<[number], string>(
      'SELECT uuid FROM shops WHERE id = ? AND demo = 0 AND EXISTS (SELECT 1 FROM desk)',
    )
    .pluck()
  const insert = db.prepare('INSERT INTO outbox (kind, body, shop, run, raw_batch) VALUES (?, ?, ?, ?, ?)')
  const begin = db.prepare('INSERT OR IGNORE INTO applying (id) VALUES (1)')
  const end = db.prepare('DELETE FROM applying')
  let isQuiet = false
  let onStored: (shop: string, shopOrderIds: readonly string[]) => void = () => undefined

  return {
    /** The shop's UUID where others are to be told what is done with it now; null: they are not. */
    told: (shopId: number): string | null => (isQuiet ? null : (shared.get(shopId) ?? null)),
    /** @returns the row's id */
    say: ({ kind, shop, run, body, rawBatch = null }: Saying): number =>
      Number(insert.run(kind, JSON.stringify(body), shop, run, rawBatch).lastInsertRowid),
    /** Nobody may download without the right to, where desks share the shop (R56). @throws Failure `desks-unreachable` */
    refuseWithoutRight(shopId: number, sharedRun: number | null): void {
      if (sharedRun === null && !isQuiet && shared.get(shopId) !== undefined)
        throw failure('desks-unreachable', {})
    },
    /** What others have said is done so: it is not said once more. Within a transaction. */
    quietly<Result>(work: () => Result): Result {
      if (isQuiet) return work()
      isQuiet = true
      begin.run()
      try {
        return work()
      } finally {
        isQuiet = false
        end.run()
      }
    },
    /** Orders of a shop were stored: what others have said of them may have waited. */
    stored(shopId: number, shopOrderIds: readonly string[]): void {
      const shop = shared.get(shopId)
      if (shop !== undefined) onStored(shop, shopOrderIds)
    },
    whenStored(listener: typeof onStored): void {
      onStored = listener
    },
    /** What others have said is being done. */
    isQuiet: (): boolean => isQuiet,
  }
}
