import type { Connection, ShopState } from '../connectors/connector.ts'
import { failure } from '../failure.ts'
import type { Instant } from '../order.ts'
import type { Run } from '../run.ts'
import { type PlatformId, type Shop, type ShopSettings, shopSettingsSchema } from '../shop.ts'
import { type Sqlite, writing } from './database.ts'
import { type RunRow, readRun, runColumns } from './runs.ts'

/** A shop with all that the archive knows of it. */
export interface ShopRecord extends Shop {
  readonly isDemo: boolean
  readonly knownStates: readonly ShopState[]
  /** Start of the first window (R10): orders placed before it are skipped. Null until the shop was reached once. */
  readonly floor: Instant | null
  /** Where the last successful download began, by the shop's clock (R11). */
  readonly cursor: Instant | null
  readonly failuresInARow: number
  readonly ordersStored: number
  /** Wrong orders (R7) that are neither mended nor ignored. */
  readonly wrongOrders: number
  readonly lastRun: Run | null
  readonly lastSuccess: Run | null
}

export interface ShopDraft {
  readonly id: number | null
  readonly name: string
  readonly platform: PlatformId
  readonly url: string
  readonly settings: ShopSettings
  /** Whether what is remembered of the way to the shop still holds (address and credentials unchanged). */
  readonly keepConnection: boolean
  readonly isDemo: boolean
}

interface ShopRow {
  id: number
  name: string
  platform: string
  url: string
  settings: string
  connection: string | null
  known_states: string
  floor: string | null
  cursor: string | null
  failures_in_a_row: number
  orders_stored: number
  demo: number
}

/** Shops: configuration and what the downloads remember of each. */
export function shopQueries(db: Sqlite) {
  const all = db.prepare<[], ShopRow>('SELECT * FROM shops WHERE removed_at IS NULL ORDER BY id')
  const one = db.prepare<[number], ShopRow>('SELECT * FROM shops WHERE id = ? AND removed_at IS NULL')
  const byName = db.prepare<[string], { id: number }>(
    'SELECT id FROM shops WHERE name = ? COLLATE NOCASE AND removed_at IS NULL',
  )
  const removed = db.prepare<[string], { id: number; url: string }>(
    'SELECT id, url FROM shops WHERE platform = ? AND removed_at IS NOT NULL ORDER BY id DESC',
  )
  const insert = db.prepare('INSERT INTO shops (name, platform, url, settings, demo) VALUES (?, ?, ?, ?, ?)')
  const update = db.prepare(
    `UPDATE shops SET name = @name, platform = @platform, url = @url, settings = @settings, removed_at = NULL,
       connection = CASE WHEN @keepConnection THEN connection END,
       -- Another first period moves the first window, until the first download has succeeded (R10).
       floor = CASE WHEN cursor IS NULL AND (
         json_extract(settings, '$.firstDownloadFrom') IS NOT json_extract(@settings, '$.firstDownloadFrom')
       ) THEN NULL ELSE floor END
     WHERE id = @id`,
  )
  const lastRun = db.prepare<[number], RunRow>(
    `SELECT ${runColumns} WHERE runs.shop_id = ? AND runs.seq > 0 ORDER BY runs.seq DESC LIMIT 1`,
  )
  const lastSuccess = db.prepare<[number], RunRow>(
    `SELECT ${runColumns} WHERE runs.shop_id = ? AND runs.outcome = 'success' AND runs.seq > 0
     ORDER BY runs.seq DESC LIMIT 1`,
  )

  const wrong = db.prepare<[number], { n: number }>(
    'SELECT count(*) AS n FROM wrong_orders WHERE shop_id = ? AND ignored_at IS NULL',
  )

  const read = (row: ShopRow): ShopRecord => {
    const last = lastRun.get(row.id)
    const success = lastSuccess.get(row.id)
    return {
      id: row.id,
      name: row.name,
      platform: row.platform as PlatformId,
      url: row.url,
      settings: shopSettingsSchema.parse(JSON.parse(row.settings)),
      connection: row.connection === null ? null : (JSON.parse(row.connection) as Connection),
      isDemo: row.demo === 1,
      knownStates: JSON.parse(row.known_states) as ShopState[],
      floor: row.floor,
      cursor: row.cursor,
      failuresInARow: row.failures_in_a_row,
      ordersStored: row.orders_stored,
      wrongOrders: wrong.get(row.id)?.n ?? 0,
      lastRun: last ? readRun(last) : null,
      lastSuccess: success ? readRun(success) : null,
    }
  }

  const getShop = (id: number): ShopRecord | null => {
    const row = one.get(id)
    return row ? read(row) : null
  }

  /** A removed shop that comes back is the same shop: its orders must not be downloaded twice. */
  const returning = (draft: ShopDraft): number | null =>
    removed.all(draft.platform).find((shop) => siteOf(shop.url) === siteOf(draft.url))?.id ?? null

  return {
    listShops: (): ShopRecord[] => all.all().map(read),
    getShop,
    /** @throws Failure `input-invalid` when the name is another shop's, `shop-unknown` */
    saveShop: writing(db, (draft: ShopDraft): ShopRecord => {
      const namesake = byName.get(draft.name)
      if (namesake && namesake.id !== draft.id) {
        throw failure('input-invalid', { field: 'name', problem: 'duplicate' })
      }
      const settings = JSON.stringify(draft.settings)
      const known = draft.id ?? returning(draft)
      const id =
        known ??
        Number(
          insert.run(draft.name, draft.platform, draft.url, settings, draft.isDemo ? 1 : 0).lastInsertRowid,
        )
      if (known !== null) {
        const keep = draft.keepConnection ? 1 : 0
        update.run({
          id: known,
          name: draft.name,
          platform: draft.platform,
          url: draft.url,
          settings,
          keepConnection: keep,
        })
      }
      const saved = getShop(id)
      if (!saved) throw failure('shop-unknown', { name: draft.name })
      return saved
    }),
    /** Remembers the way to the shop, and the states it has when they are known. */
    rememberConnection: writing(
      db,
      (id: number, connection: Connection, states: readonly ShopState[] | null): void => {
        db.prepare('UPDATE shops SET connection = ? WHERE id = ?').run(JSON.stringify(connection), id)
        if (states)
          db.prepare('UPDATE shops SET known_states = ? WHERE id = ?').run(JSON.stringify(states), id)
      },
    ),
    /** The shop goes, its orders, runs and log stay. */
    removeShop: (id: number, at: Instant): void => {
      db.prepare('UPDATE shops SET removed_at = ?, connection = NULL WHERE id = ?').run(at, id)
    },
  }
}

/** Host and path of an address as typed, to tell whether two shops are the same site. */
function siteOf(url: string): string {
  return url
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/\/+$/, '')
}
