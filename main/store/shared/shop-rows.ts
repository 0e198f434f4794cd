import { bareAddress } from '../../words/bare-address.ts'
import { shopSettingsSchema } from '../../words/shop.ts'
import type { Sqlite } from '../database.ts'
import { changedMeanings, leftOutQueries } from '../left-out.ts'
import { stateNameQueries } from '../state-names.ts'
import type { RowAdapters, RowOrigin } from './row-adapter.ts'
import type { RowPlaces, Values } from './row-places.ts'
import { shopAliases } from './shop-aliases.ts'
import { sharedColumns, sharedSettings } from './shop-fields.ts'

type Settings = Record<string, unknown>
const isColumn = (name: string) => sharedColumns.some((one) => one === name)
const isSetting = (name: string) => sharedSettings.some((one) => one === name)

/** Shops (R58): what is the office's of them, part by part, the last of each in the log. */
export function shopRows(db: Sqlite, places: RowPlaces) {
  const { twinOf, giveName, joinTwin } = shopAliases(db)
  const { judgeStates } = leftOutQueries(db)
  const { remember } = stateNameQueries(db)
  const read = db.prepare<[string], Values & { url: string; platform: string; settings: string }>(
    `SELECT ${sharedColumns.join(', ')}, settings FROM shops WHERE uuid = ? AND demo = 0`,
  )
  const settingsOf = db.prepare<[number], string>('SELECT settings FROM shops WHERE id = ?').pluck()
  const add = db.prepare(
    `INSERT INTO shops (uuid, name, platform, url, settings, removed_at, added_by, added_seq)
     VALUES (@uuid, @name, @platform, @url, '{}', @removed_at, @desk, @seq)`,
  )
  const setSeq = db.prepare('UPDATE shops SET added_seq = ? WHERE id = ? AND added_seq IS NULL')
  const columns = Object.fromEntries(
    sharedColumns.map((name) => [name, db.prepare(`UPDATE shops SET ${name} = ? WHERE id = ?`)]),
  )
  const setSettings = db.prepare('UPDATE shops SET settings = ? WHERE id = ?')
  // Until the first download has succeeded another first period moves the first window (R10).
  const forgetFloor = db.prepare('UPDATE shops SET floor = NULL WHERE id = ? AND cursor IS NULL')
  const forgetWarnings = db.prepare(
    "DELETE FROM shop_warnings WHERE shop_id = ? OR (kind = 'same-address' AND key = ?)",
  )
  // By other settings they may be right.
  const rejudge = db.prepare('UPDATE wrong_orders SET reading = NULL WHERE shop_id = ?')

  const putColumn = (id: number, name: string, value: unknown): void => {
    if (name === 'name') {
      giveName(id, String(value))
      return
    }
    // One that comes back may find its name taken.
    if (name === 'removed_at' && value === null) giveName(id, null)
    columns[name]?.run(value, id)
    if (name === 'removed_at' && value !== null) forgetWarnings.run(id, String(id))
    if (name === 'known_states') remember(id, JSON.parse(String(value)))
  }

  const putSettings = (id: number, news: Settings): void => {
    const text = settingsOf.get(id) ?? '{}'
    const before = JSON.parse(text) as Settings
    const settings = { ...before, ...news }
    const after = JSON.stringify(settings)
    if (after === text) return
    setSettings.run(after, id)
    if (before.firstDownloadFrom !== settings.firstDownloadFrom) forgetFloor.run(id)
    const [was, is] = [before, settings].map((one) => shopSettingsSchema.parse(one).stateMeanings)
    judgeStates(id, changedMeanings(was ?? {}, is ?? {}))
    rejudge.run(id)
  }

  const put = (id: number, uuid: string, set: Settings, origin: RowOrigin): void => {
    const news: Settings = {}
    for (const [name, value] of Object.entries(set)) {
      if (origin.isPendingAt(`shop|${uuid}|${name}`)) continue
      if (isColumn(name)) putColumn(id, name, value)
      // And nothing else, whoever says it.
      else if (isSetting(name)) news[name] = value
    }
    if (shopSettingsSchema.safeParse({ ...JSON.parse(settingsOf.get(id) ?? '{}'), ...news }).success)
      putSettings(id, news)
  }

  const adapters: RowAdapters = {
    shops: {
      apply(row, origin) {
        const named = String(row.uuid)
        const set = row.set as Settings
        const uuid = places.shopOf(named)
        const id = places.shopId(uuid)
        // Two desks had added it: what the first said of it counts.
        if (id !== null && uuid !== named && row.isWhole === true) return 'done'
        if (id !== null) {
          setSeq.run(origin.seq, id)
          put(id, uuid, set, origin)
          return 'done'
        }
        if (row.isWhole !== true) return 'done'
        const twin = twinOf(row, origin)
        if (twin !== null) {
          const isFirst = joinTwin(twin, named)
          if (isFirst) {
            setSeq.run(origin.seq, twin.id)
            put(twin.id, named, set, origin)
          }
          return 'done'
        }
        const { seq, desk } = origin
        // Its name comes by itself, once it is known whether it is free.
        const { lastInsertRowid } = add.run({
          ...{ uuid: named, name: named, platform: set.platform, url: set.url, removed_at: set.removed_at },
          ...{ desk, seq },
        })
        put(Number(lastInsertRowid), named, set, origin)
        return 'done'
      },
    },
  }
  return {
    adapters,
    /** A shop, or a part of it, as it is now. @param key its UUID, the part, and what was known when it was said */
    complete(key: string): Values | null {
      const [uuid = '', name = '', base = '0'] = key.split(' ')
      const row = read.get(places.shopOf(uuid))
      if (row === undefined) return null
      const settings = JSON.parse(row.settings) as Settings
      const all: Settings = {}
      for (const column of sharedColumns) all[column] = row[column]
      all.url = bareAddress(row.url, row.platform).url
      for (const setting of sharedSettings)
        if (settings[setting] !== undefined) all[setting] = settings[setting]
      const isWhole = name === 'all'
      return { uuid, base: Number(base), isWhole, set: isWhole ? all : { [name]: all[name] ?? null } }
    },
  }
}
