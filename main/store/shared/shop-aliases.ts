import { bareAddress } from '../../words/bare-address.ts'
import type { PlatformId } from '../../words/shop.ts'
import type { Sqlite } from '../database.ts'
import type { RowOrigin } from './row-adapter.ts'
import type { Values } from './row-places.ts'

interface ShopFace {
  readonly id: number
  readonly uuid: string
  readonly url: string
  readonly chosen: string | null
  readonly desk: string | null
  readonly seq: number | null
}

/** Tables that name a shop by its UUID. */
const naming = [
  ...['work_facts', 'annotation_facts', 'check_facts', 'easyfatt_numbers', 'refund_register', 'invoices'],
  ...['waiting_facts', 'overruled', 'outbox', 'shop_aliases'],
]

/** The same shop added by two desks at once, and the same name given by two (R57). For use in a transaction. */
export function shopAliases(db: Sqlite) {
  const others = db.prepare<[unknown], ShopFace>(
    `SELECT id, uuid, url, settings -> 'shops' AS chosen, added_by AS desk, added_seq AS seq FROM shops WHERE platform = ? AND demo = 0 ORDER BY id`,
  )
  const setUuid = db.prepare('UPDATE shops SET uuid = ? WHERE id = ?')
  const rename = naming.map((table) => db.prepare(`UPDATE ${table} SET shop = @to WHERE shop = @from`))
  // But the row that tells the others of it: they are to learn that it is the same.
  const renameSaid = db.prepare(
    `UPDATE outbox SET body = replace(body, @from, @to), field = replace(field, @from, @to)
     WHERE (instr(body, @from) > 0 OR instr(field, @from) > 0) AND field IS NOT 'shop|' || @from || '|all'`,
  )
  const alias = db.prepare('INSERT OR REPLACE INTO shop_aliases (alias, shop) VALUES (?, ?)')
  const namesake = db.prepare<[string, number], { id: number; seq: number | null }>(
    'SELECT id, added_seq AS seq FROM shops WHERE name = ? COLLATE NOCASE AND removed_at IS NULL AND id <> ?',
  )
  const nameOf = db.prepare<[number], string>('SELECT name FROM shops WHERE id = ?').pluck()
  const setName = db.prepare('UPDATE shops SET name = ? WHERE id = ?')

  const freeName = (name: string, id: number): string => {
    for (let count = 2; ; count += 1) {
      const tried = `${name} (${count})`
      if (namesake.get(tried, id) === undefined) return tried
    }
  }

  return {
    /**
     * The shop here that an unknown one is: of the same platform, place and choice of shops, and added without knowing of it.
     */
    twinOf({ set, base }: Values, { desk }: RowOrigin): ShopFace | null {
      const { platform, url, shops } = set as Readonly<Record<string, unknown>>
      const place = placeOf(String(url), platform as PlatformId)
      const isTwin = (one: ShopFace): boolean => {
        if (placeOf(one.url, platform as PlatformId) !== place || !isSameChoice(one.chosen, shops))
          return false
        return one.seq === null || (one.desk !== desk && one.seq > Number(base))
      }
      return others.all(platform).find(isTwin) ?? null
    },
    /** Both are one from now on, the first in the log. @returns whether that is not ours */
    joinTwin(twin: ShopFace, uuid: string): boolean {
      if (twin.seq !== null) {
        alias.run(uuid, twin.uuid)
        return false
      }
      setUuid.run(uuid, twin.id)
      const names = { from: twin.uuid, to: uuid }
      for (const statement of rename) statement.run(names)
      renameSaid.run(names)
      alias.run(twin.uuid, uuid)
      return true
    },
    /** Gives a shop a name; one that the log does not have yet gives way, else this is told apart. @param name null: its own */
    giveName(id: number, name: string | null): void {
      const wanted = name ?? nameOf.get(id) ?? ''
      const other = namesake.get(wanted, id)
      if (other !== undefined && other.seq === null) setName.run(freeName(wanted, other.id), other.id)
      setName.run(other !== undefined && other.seq !== null ? freeName(wanted, id) : wanted, id)
    },
  }
}

/** Where it is, as far as addresses tell that are typed in several ways. */
function placeOf(typed: string, platform: PlatformId): string {
  const [, host = '', rest = ''] =
    /^(?:[a-z]+:\/*)?(?:www\.)?([^/]*)(.*?)\/*$/is.exec(bareAddress(typed, platform).url) ?? []
  return host.toLowerCase() + rest
}

/** Of a multishop: those that have chosen different shops of it are not the same. */
function isSameChoice(one: string | null, other: unknown): boolean {
  const ours = one === null ? null : (JSON.parse(one) as readonly string[] | null)
  if (ours === null || !Array.isArray(other)) return true
  return ours.some((shop) => other.includes(shop))
}
