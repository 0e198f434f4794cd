import Database from 'better-sqlite3'
import { type Sqlite, writing } from './database.ts'

/** A row of `easyfatt_numbers` as JSON. */
type GivenNumber = string

const columns = ['id', 'shop', 'shop_order_id', 'at', 'number', 'numbering', 'year']
const pageSize = 5_000

/** For an archive that has taken another's place: Easyfatt goes on knowing orders by the numbers that they had there (R45). */
export function givenNumberQueries(db: Sqlite) {
  const take = db.prepare<[string]>(
    `INSERT OR IGNORE INTO easyfatt_numbers (${columns.join(', ')})
     SELECT ${columns.map((name) => `value ->> '${name}'`).join(', ')} FROM json_each(?)
     WHERE value ->> 'shop' IN (SELECT uuid FROM shops) ORDER BY key`,
  )
  return {
    /** Those of shops that this archive has; what it says itself counts before. */
    takeGivenNumbers: writing(
      db,
      (numbers: readonly GivenNumber[]): void => void take.run(`[${numbers.join()}]`),
    ),
  }
}

/** The numbers that an archive gave, page by page; of a damaged one, and of an earlier version, those that it still tells. */
export function* givenNumbersOf(file: string): Generator<readonly GivenNumber[]> {
  let db: Database.Database | undefined
  try {
    db = new Database(file, { readonly: true, fileMustExist: true })
    const page = db
      .prepare<[number, number], [seq: number, row: GivenNumber]>(
        `SELECT seq, json_object(${columns.map((name) => `'${name}', ${name}`).join(', ')})
         FROM easyfatt_numbers WHERE seq > ? ORDER BY seq LIMIT ?`,
      )
      .raw()
    for (let rows = page.all(0, pageSize); rows.length > 0; rows = page.all(rows.at(-1)?.[0] ?? 0, pageSize))
      yield rows.map(([, row]) => row)
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
  } finally {
    db?.close()
  }
}
