import { type Sqlite, writing } from './database.ts'
import {
  type ColumnsRow,
  columnNames,
  emptyTable,
  grow,
  type OrderTable,
  placeOf,
  put,
} from './search-table.ts'

/** Of what is in the blobs. Others than this are packed anew. */
const format = 1
const usual = {
  /** Orders a block; one is packed in 20 ms. */
  blockSize: 4096,
  /** With more orders changed since, a block is packed anew: they are read one by one. */
  mostChanges: 200,
}

/** Columns by whose texts lists are sorted; their place here is in the archive. */
const textColumns = ['number', 'customer', 'email', 'city'] as const
export type TextColumn = (typeof textColumns)[number]

type PackedRow = [...ColumnsRow, ...texts: string[]]

/**
 * Packs blocks of orders (`order_blocks`), for those who begin to search: see `docs/decisions/0053`. An archive's blocks
 * are all of one size.
 */
export function blockQueries(db: Sqlite, { blockSize, mostChanges } = usual) {
  const missing = db
    .prepare<[], number>(
      `SELECT next FROM (SELECT coalesce(max(id) + 1, 0) AS next FROM order_blocks)
       WHERE (next + 1) * ${blockSize} <= (SELECT max(id) FROM orders)`,
    )
    .pluck()
  const outdated = db
    .prepare<[], number>(
      `SELECT id FROM order_blocks WHERE format <> ${format} OR (SELECT count(*) FROM order_changes
         WHERE order_id > id * ${blockSize} AND order_id <= (id + 1) * ${blockSize}
         AND order_changes.seq > order_blocks.seq) > ${mostChanges} LIMIT 1`,
    )
    .pluck()
  const rows = db
    .prepare<[number, number], PackedRow>(
      `SELECT ${columnNames}, ${textColumns.join(', ')} FROM orders WHERE id > ? AND id <= ? ORDER BY id`,
    )
    .raw()
  const lastChange = db.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM order_changes').pluck()
  const keep = db.prepare(
    'INSERT OR REPLACE INTO order_blocks (id, format, seq, orders, numbers) VALUES (?, ?, ?, ?, ?)',
  )
  const keepTexts = db.prepare('INSERT OR REPLACE INTO order_block_texts (id, texts) VALUES (?, ?)')

  const pack = writing(db, (): boolean => {
    const block = missing.get() ?? outdated.get()
    if (block === undefined) return false
    const orders = rows.all(block * blockSize, (block + 1) * blockSize)
    const table = emptyTable()
    grow(table, orders.length)
    for (const [place, row] of orders.entries()) put(table, place, row as unknown as ColumnsRow)
    keep.run(block, format, lastChange.get() ?? 0, orders.length, packNumbers(table, orders.length))
    for (const [at] of textColumns.entries()) {
      const texts = orders.map((row) => row[row.length - textColumns.length + at])
      keepTexts.run(block * 8 + at, Buffer.from(JSON.stringify(texts)))
    }
    return true
  })

  return {
    /** Packs one block, if there is one to pack; then there may be more. */
    packBlock: (): boolean => (missing.get() ?? outdated.get()) !== undefined && pack(),
  }
}

/** Reads the blocks that are there. Within a transaction. */
export function blockReader(db: Sqlite) {
  const blocks = db
    .prepare<[], [id: number, format: number, seq: number, orders: number, numbers: Buffer]>(
      'SELECT id, format, seq, orders, numbers FROM order_blocks ORDER BY id',
    )
    .raw()
  return {
    /** Fills an empty table, with room for `most` orders. @returns the change that they include; null: there were none. */
    fill: (table: OrderTable, most: number): number | null => {
      let seen: number | null = null
      let next = 0
      for (const [id, blockFormat, seq, orders, numbers] of blocks.iterate()) {
        if (id !== next || blockFormat !== format) break
        if (table.ids.length === 0) grow(table, most)
        unpackNumbers(table, orders, numbers)
        seen = Math.min(seen ?? seq, seq)
        next += 1
      }
      return seen
    },
  }
}

/** Reads one text of each order of the table, by place. */
export function textReader(db: Sqlite, table: OrderTable) {
  const blocks = db
    .prepare<[number], [id: number, format: number, seq: number, texts: Buffer]>(
      `SELECT order_blocks.id, format, seq, texts FROM order_blocks
       JOIN order_block_texts ON order_block_texts.id = order_blocks.id * 8 + ? ORDER BY order_blocks.id`,
    )
    .raw()
  const statements = (column: TextColumn) => ({
    after: db
      .prepare<[number, number], string>(`SELECT ${column} FROM orders WHERE id > ? AND id <= ? ORDER BY id`)
      .pluck(),
    changed: db
      .prepare<[number], [id: number, text: string]>(
        `SELECT id, ${column} FROM order_changes CROSS JOIN orders ON orders.id = order_id WHERE seq > ?`,
      )
      .raw(),
  })
  return db.transaction((column: TextColumn): string[] => {
    const { after, changed } = statements(column)
    const texts: string[] = []
    let seen: number | null = null
    let next = 0
    for (const [id, blockFormat, seq, packed] of blocks.iterate(textColumns.indexOf(column))) {
      if (id !== next || blockFormat !== format) break
      for (const text of JSON.parse(packed.toString('utf8')) as string[]) texts.push(text)
      seen = Math.min(seen ?? seq, seq)
      next += 1
    }
    const last = table.ids[table.count - 1] ?? 0
    // Blocks may have been added since the table was read.
    texts.length = Math.min(texts.length, table.count)
    for (const text of after.iterate(table.ids[texts.length - 1] ?? 0, last)) texts.push(text)
    if (seen !== null) {
      for (const [id, text] of changed.iterate(seen)) {
        const place = placeOf(table, id)
        if (place !== -1) texts[place] = text
      }
    }
    return texts
  })
}

/** Where the columns of so many orders lie in a blob: the widest first, so that each begins where its numbers may. */
function columnsIn(buffer: ArrayBuffer, count: number) {
  return {
    placed: new Float64Array(buffer, 0, count),
    total: new Float64Array(buffer, 8 * count, count),
    ids: new Uint32Array(buffer, 16 * count, count),
    run: new Uint32Array(buffer, 20 * count, count),
    shop: new Uint32Array(buffer, 24 * count, count),
    state: new Uint16Array(buffer, 28 * count, count),
    currency: new Uint16Array(buffer, 30 * count, count),
    flags: new Uint8Array(buffer, 32 * count, count),
  }
}

const bytesPerOrder = 33

interface BlockWords {
  readonly states: readonly string[]
  readonly currencies: readonly string[]
}

/** The columns one after the other, then the words that they number. */
function packNumbers(table: OrderTable, count: number): Buffer {
  const buffer = new ArrayBuffer(bytesPerOrder * count)
  const columns = columnsIn(buffer, count)
  columns.placed.set(table.placed)
  columns.total.set(table.total)
  columns.ids.set(table.ids)
  columns.run.set(table.run)
  columns.shop.set(table.shop)
  columns.state.set(table.state)
  columns.currency.set(table.currency)
  columns.flags.set(table.flags)
  const words: BlockWords = { states: table.states.words, currencies: table.currencies.words }
  return Buffer.concat([Buffer.from(buffer), Buffer.from(JSON.stringify(words))])
}

function unpackNumbers(table: OrderTable, count: number, packed: Buffer): void {
  const size = bytesPerOrder * count
  const columns = columnsIn(new Uint8Array(packed.subarray(0, size)).buffer, count)
  const words = JSON.parse(packed.toString('utf8', size)) as BlockWords
  const states = Uint16Array.from(words.states, (word) => table.states.codeOf(word))
  const currencies = Uint16Array.from(words.currencies, (word) => table.currencies.codeOf(word))
  const first = table.count
  table.placed.set(columns.placed, first)
  table.total.set(columns.total, first)
  table.ids.set(columns.ids, first)
  table.run.set(columns.run, first)
  table.shop.set(columns.shop, first)
  table.flags.set(columns.flags, first)
  for (let at = 0; at < count; at += 1) {
    table.state[first + at] = states[columns.state[at] ?? 0] ?? 0
    table.currency[first + at] = currencies[columns.currency[at] ?? 0] ?? 0
  }
  table.count += count
}
