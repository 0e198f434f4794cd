import type { Sqlite } from '../database.ts'
import { type SaidRow, saidRows } from './said-rows.ts'
import { saidShopFields, shopField } from './shop-fields.ts'

/** By which all are known, to be dropped. */
const prefix = 'shared_'
const isHeard = 'NOT EXISTS (SELECT 1 FROM applying)'
const demoShops = '(SELECT uuid FROM shops WHERE demo = 1)'

/** From now on each change of what desks share (R55) puts a row into the outbox, but for what comes out of the log. */
export function createTriggers(db: Sqlite): void {
  for (const [place, said] of saidRows.entries()) db.exec(triggerOf(said, place))
  for (const { name, changed } of saidShopFields) {
    db.exec(`CREATE TRIGGER ${prefix}shop_${name} AFTER UPDATE ON shops
      WHEN ${isHeard} AND new.demo = 0 AND ${changed} BEGIN ${shopSaying('new', name)} END`)
  }
  db.exec(`CREATE TRIGGER ${prefix}shop_added AFTER INSERT ON shops WHEN ${isHeard} AND new.demo = 0
    BEGIN ${shopSaying('new', 'all')} END`)
  db.exec(numberTrigger)
}

/** Alone again: nothing is written but what was before. */
export function dropTriggers(db: Sqlite): void {
  const names = db
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE '${prefix}%'`)
    .pluck()
    .all()
  for (const name of names) db.exec(`DROP TRIGGER ${name}`)
}

/** What this desk is called, to all. */
export function sayDeskName(db: Sqlite): void {
  db.exec(`INSERT INTO outbox (kind, body)
    SELECT 'rows', json_object('t', 'desks', 'r', json_object('desk', desk, 'name', name)) FROM desk`)
}

/** All that an archive has which joins (R55); what the log says of the same goes before it. */
export function sayAll(db: Sqlite): void {
  sayDeskName(db)
  db.exec(shopSaying('shops', 'all', 'shops WHERE demo = 0 ORDER BY id'))
  db.exec(`INSERT INTO outbox (kind, field, body, advances, yields)
    SELECT 'rows', 'numbers', json_object('t', 'easyfatt_numbers', 'r', null, 'k', min(seq) || '-' || max(seq)), 1, 1
    FROM easyfatt_numbers WHERE shop NOT IN ${demoShops} HAVING count(*) > 0`)
  for (const said of saidRows) {
    if (said.joining === undefined) continue
    const { table, shop } = said
    const isReal = shop === null ? 'true' : `${shop(table)} NOT IN ${demoShops}`
    db.exec(
      saying(
        said,
        table,
        ` FROM ${table} WHERE ${said.joining} AND ${isReal} ORDER BY ${said.order ?? 'rowid'}`,
      ),
    )
  }
}

/**
 * What came of things, of an archive that joins again (R55): the log may have them, and not what has come of them since. Whatever
 * it says: what is over for one is over for all.
 */
export function sayAgain(db: Sqlite): void {
  for (const said of saidRows) {
    if (said.again === undefined) continue
    const { table, shop } = said
    const isReal = shop === null ? 'true' : `${shop(table)} NOT IN ${demoShops}`
    db.exec(saying(said, table, ` FROM ${table} WHERE (${said.again}) AND ${isReal} ORDER BY rowid`, false))
  }
}

function triggerOf(said: SaidRow, place: number): string {
  const { table, on, when, shop } = said
  const row = on === 'DELETE' ? 'old' : 'new'
  const conditions = [isHeard, when, shop && `${shop(row)} NOT IN ${demoShops}`].filter((one) => one)
  return `CREATE TRIGGER ${prefix}${table}_${place} AFTER ${on} ON ${table}
    WHEN ${conditions.map((one) => `(${one})`).join(' AND ')} BEGIN ${saying(said, row, '')}; END`
}

/**
 * @param from where a desk joins: behind which rows are said
 * @param yields whether what the log says goes before it
 */
function saying(
  { t, says, key, field, guarded, advances }: SaidRow,
  row: string,
  from: string,
  yields = from !== '',
): string {
  const what = says === null ? `'r', null, 'k', ${key?.(row)}` : `'r', json_object(${says(row)})`
  const isJoining = from !== ''
  return `INSERT INTO outbox (kind, field, body, guarded, advances, yields)
    SELECT 'rows', ${field(row)}, json_object('t', '${t}', ${what}), ${isJoining ? 0 : (guarded ?? 0)},
      ${advances ? 1 : 0}, ${yields ? 1 : 0}${from}`
}

function shopSaying(row: string, name: string, from = ''): string {
  return `INSERT INTO outbox (kind, field, body, yields)
    SELECT 'rows', ${shopField(row, name)},
      json_object('t', 'shops', 'r', null, 'k', ${row}.uuid || ' ${name} ' || (SELECT applied FROM desk)),
      ${from === '' ? '0;' : `1 FROM ${from}`}`
}

/** Numbers given at once are said as one: they may be a million. By their places here, which are looked up when it is sent. */
const numberTrigger = `CREATE TRIGGER ${prefix}numbers AFTER INSERT ON easyfatt_numbers
  WHEN ${isHeard} AND new.shop NOT IN ${demoShops} BEGIN
    INSERT INTO outbox (kind, field, body, guarded, advances)
    SELECT 'rows', 'numbers', json_object('t', 'easyfatt_numbers', 'r', null, 'k', new.seq || '-' || new.seq), 1, 1
    WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE id = (SELECT max(id) FROM outbox) AND field = 'numbers' AND n IS NULL
      AND guarded = 1 AND body ->> 'k' LIKE '%-' || (new.seq - 1));
    UPDATE outbox SET body = json_set(body, '$.k', substr(body ->> 'k', 1, instr(body ->> 'k', '-')) || new.seq)
    WHERE id = (SELECT max(id) FROM outbox) AND field = 'numbers' AND n IS NULL;
  END`
