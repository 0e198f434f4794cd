import { randomUUID } from 'node:crypto'
import { failure } from '../words/failure.ts'
import type { Instant } from '../words/order.ts'
import type { Run } from '../words/run.ts'
import type { Connection, ReachedShop, ShopState } from '../words/shop.ts'
import { type PlatformId, type Shop, type ShopSettings, shopSettingsSchema } from '../words/shop.ts'
import { type ShopWarning, stateIdentifiers } from '../words/shop-warning.ts'
import { type Sqlite, writing } from './database.ts'
import { demoOrderQueries } from './demo-orders.ts'
import { changedMeanings, leftOutQueries } from './left-out.ts'
import { type RunRow, readRun, runColumns } from './runs.ts'
import { openShopWarnings } from './shop-warnings.ts'
import { stateNameQueries } from './state-names.ts'

/** A shop with all that the archive knows of it. */
export interface ShopRecord extends Shop {
  /** Unique anywhere, and the same for ever: facts that several computers share name the shop by it. */
  readonly uuid: string
  readonly isDemo: boolean
  readonly knownStates: readonly ShopState[]
  /** Of a multishop, those that the key was last seen to reach (R39). */
  readonly knownShops: readonly ReachedShop[]
  /** Start of the first window (R10): orders placed before it are skipped. Null until the shop was reached once. */
  readonly floor: Instant | null
  /** Where the last successful download began, by the shop's clock (R11). */
  readonly cursor: Instant | null
  readonly failuresInARow: number
  readonly ordersStored: number
  /** Wrong orders (R7) that are neither mended nor ignored. */
  readonly wrongOrders: number
  /** What its downloads leave out (R39), and the operator has not accepted. */
  readonly warnings: readonly ShopWarning[]
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

/** What the table of shops itself has; what is no text or number is JSON. */
type ShopRow = Omit<
  ShopRecord,
  | 'settings'
  | 'connection'
  | 'knownStates'
  | 'knownShops'
  | 'isDemo'
  | 'wrongOrders'
  | 'warnings'
  | 'lastRun'
  | 'lastSuccess'
> & {
  readonly settings: string
  readonly connection: string | null
  readonly knownStates: string
  readonly knownShops: string
  readonly isDemo: 0 | 1
}

const columns = `id, uuid, name, platform, url, settings, connection, demo AS isDemo, known_states AS knownStates,
  known_shops AS knownShops, floor, cursor, failures_in_a_row AS failuresInARow, orders_stored AS ordersStored`

/** Shops: configuration and what the downloads remember of each. */
export function shopQueries(db: Sqlite) {
  const all = db.prepare<[], ShopRow>(`SELECT ${columns} FROM shops WHERE removed_at IS NULL ORDER BY id`)
  const one = db.prepare<[number], ShopRow>(
    `SELECT ${columns} FROM shops WHERE id = ? AND removed_at IS NULL`,
  )
  const byName = db.prepare<[string], { id: number }>(
    'SELECT id FROM shops WHERE name = ? COLLATE NOCASE AND removed_at IS NULL',
  )
  const removed = db.prepare<[], ShopRow>(
    `SELECT ${columns} FROM shops WHERE removed_at IS NOT NULL ORDER BY id DESC`,
  )
  const insert = db.prepare(
    'INSERT INTO shops (uuid, name, platform, url, settings, demo) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const update = db.prepare(
    `UPDATE shops SET name = @name, platform = @platform, url = @url, settings = @settings, removed_at = NULL,
       connection = CASE WHEN @keepConnection THEN connection END,
       -- Another first period moves the first window, until the first download has succeeded (R10).
       floor = CASE WHEN cursor IS NULL AND (
         json_extract(settings, '$.firstDownloadFrom') IS NOT json_extract(@settings, '$.firstDownloadFrom')
       ) THEN NULL ELSE floor END
     WHERE id = @id`,
  )
  const endReread = db.prepare(
    `UPDATE rereads SET finished_at = at WHERE finished_at IS NULL AND (shop_id IS NULL OR shop_id = @id)
       AND (SELECT json_extract(settings, '$.fiscalFields') FROM shops WHERE id = @id)
         IS NOT json_extract(@settings, '$.fiscalFields')`,
  )
  const remove = db.prepare('UPDATE shops SET removed_at = ? WHERE id = ?')
  const forgetWarnings = db.prepare(
    "DELETE FROM shop_warnings WHERE shop_id = ? OR (kind = 'same-address' AND key = ?)",
  )
  const setStates = db.prepare('UPDATE shops SET known_states = ? WHERE id = ?')
  const setSettings = db.prepare('UPDATE shops SET settings = ? WHERE id = ?')
  const setConnection = db.prepare('UPDATE shops SET connection = ? WHERE id = ?')
  const setShops = db.prepare('UPDATE shops SET known_shops = ? WHERE id = ?')
  const rejudge = db.prepare('UPDATE wrong_orders SET reading = NULL WHERE shop_id = ?')
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

  const { judgeStates } = leftOutQueries(db)
  const { removeDemoOrders } = demoOrderQueries(db)
  const settingsOf = db.prepare<[number], string>('SELECT settings FROM shops WHERE id = ?').pluck()
  const warnings = openShopWarnings(db)
  const stateNames = stateNameQueries(db)

  const read = (row: ShopRow): ShopRecord => {
    const last = lastRun.get(row.id)
    const success = lastSuccess.get(row.id)
    return {
      ...row,
      settings: shopSettingsSchema.parse(JSON.parse(row.settings)),
      connection: row.connection === null ? null : (JSON.parse(row.connection) as Connection),
      isDemo: row.isDemo === 1,
      knownStates: JSON.parse(row.knownStates) as ShopState[],
      knownShops: JSON.parse(row.knownShops) as ReachedShop[],
      wrongOrders: wrong.get(row.id)?.n ?? 0,
      warnings: warnings(row.id),
      lastRun: last ? readRun(last) : null,
      lastSuccess: success ? readRun(success) : null,
    }
  }

  const getShop = (id: number): ShopRecord | null => {
    const row = one.get(id)
    return row ? read(row) : null
  }

  const rememberStates = (id: number, states: readonly ShopState[]): void => {
    setStates.run(JSON.stringify(states), id)
    stateNames.remember(id, states)
    const shop = getShop(id)
    if (!shop?.settings.states || states.length === 0) return
    const settings = { ...shop.settings, states: stateIdentifiers(shop.settings.states, states) }
    setSettings.run(JSON.stringify(settings), id)
  }

  return {
    listShops: (): ShopRecord[] => all.all().map(read),
    /** The last one removed first. Saved once more by its id, a shop is what it was: its orders come no second time. */
    removedShops: (): ShopRecord[] => removed.all().map(read),
    getShop,
    /** @throws Failure `input-invalid` when the name is another shop's, `shop-unknown` */
    saveShop: writing(db, (draft: ShopDraft): ShopRecord => {
      const namesake = byName.get(draft.name)
      if (namesake && namesake.id !== draft.id) {
        throw failure('input-invalid', { field: 'name', problem: 'duplicate' })
      }
      const settings = JSON.stringify(draft.settings)
      const id =
        draft.id ??
        Number(
          insert.run(randomUUID(), draft.name, draft.platform, draft.url, settings, draft.isDemo ? 1 : 0)
            .lastInsertRowid,
        )
      if (draft.id !== null) {
        const { name, platform, url, keepConnection } = draft
        // A rereading that was stopped is not gone on with by another mapping: each is undone by itself (R15).
        endReread.run({ id, settings })
        const before = settingsOf.get(id)
        update.run({ id, name, platform, url, settings, keepConnection: keepConnection ? 1 : 0 })
        const { stateMeanings } = shopSettingsSchema.parse(JSON.parse(before ?? '{}'))
        judgeStates(id, changedMeanings(stateMeanings, draft.settings.stateMeanings))
        // By other settings they may be right.
        rejudge.run(id)
      }
      const saved = getShop(id)
      if (!saved) throw failure('shop-unknown', { name: draft.name })
      return saved
    }),
    /** Remembers the way to the shop; states ({@link rememberStates}) and shops of a multishop where they are known. */
    rememberConnection: writing(
      db,
      (
        id: number,
        connection: Connection,
        states: readonly ShopState[] | null,
        shops: readonly ReachedShop[] | null = null,
      ): void => {
        setConnection.run(JSON.stringify(connection), id)
        if (states) rememberStates(id, states)
        if (shops) setShops.run(JSON.stringify(shops), id)
      },
    ),
    /** Remembers the states that the shop has; those chosen by their names are chosen by identifier from now on (R39). */
    rememberStates: writing(db, rememberStates),
    /** The shop goes, its orders, runs and log stay; of the demonstration shop the orders go, too. */
    removeShop: writing(db, (id: number, at: Instant): void => {
      if (one.get(id)?.isDemo === 1) removeDemoOrders(id)
      remove.run(at, id)
      forgetWarnings.run(id, String(id))
    }),
  }
}
