import type { Sqlite } from './database.ts'

/** What the office has settled once, of a shop or of all: by name, as JSON; the schemas are in `main/words/`. */
export function officeSettingQueries(db: Sqlite) {
  const read = db
    .prepare<[number, string], string>('SELECT value FROM office_settings WHERE shop_id = ? AND name = ?')
    .pluck()
  const save = db.prepare('INSERT OR REPLACE INTO office_settings (shop_id, name, value) VALUES (?, ?, ?)')
  return {
    /** Null where nothing is settled yet. @param shopId null: of the whole office */
    officeSetting(shopId: number | null, name: string): unknown {
      const value = read.get(shopId ?? 0, name)
      return value === undefined ? null : JSON.parse(value)
    },
    /** @param value anything that JSON can hold */
    saveOfficeSetting: (shopId: number | null, name: string, value: unknown): void =>
      void save.run(shopId ?? 0, name, JSON.stringify(value)),
  }
}
