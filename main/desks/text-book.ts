/** Texts by key, of which there may be a million: what was said first of a key counts. */
export interface TextBook {
  readonly size: number
  /** @returns false: the key is there already */
  add(key: string, text: string): boolean
  get(key: string): string | null
  /** All, in the order in which they came, some at a time. */
  pieces(size: number): Generator<readonly (readonly [key: string, text: string])[]>
}

const sheetBytes = 1024 * 1024

/** They lie in few large pieces of memory, beside a table of places: about 20 bytes each more than the texts themselves. */
export function createTextBook(): TextBook {
  const sheets: Buffer[] = []
  let written = sheetBytes
  let size = 0
  /** Of each entry: its sheet, where it begins there, and how long its key and its text are. */
  let entries = new Uint32Array(4 * 1024)
  /** Entries by the hash of their key, counted from 1; 0: none. */
  let table = new Uint32Array(2 * 1024)

  const bytesOf = (entry: number, part: 'key' | 'text'): Buffer => {
    const [sheet = 0, at = 0, key = 0, text = 0] = entries.subarray(4 * entry, 4 * entry + 4)
    const from = part === 'key' ? at : at + key
    return (sheets[sheet] ?? Buffer.alloc(0)).subarray(from, from + (part === 'key' ? key : text))
  }
  /** The place of a key in the table: where it is, or where it would be. */
  const placeOf = (key: Buffer): number => {
    let place = hashOf(key) & (table.length - 1)
    for (let entry = table[place] ?? 0; entry !== 0; entry = table[place] ?? 0) {
      if (bytesOf(entry - 1, 'key').equals(key)) break
      place = (place + 1) & (table.length - 1)
    }
    return place
  }
  const grow = () => {
    const wider = new Uint32Array(2 * entries.length)
    wider.set(entries)
    entries = wider
    table = new Uint32Array(2 * table.length)
    for (let entry = 0; entry < size; entry += 1) table[placeOf(bytesOf(entry, 'key'))] = entry + 1
  }
  const write = (key: Buffer, text: Buffer) => {
    const length = key.length + text.length
    if (written + length > (sheets.at(-1)?.length ?? 0)) {
      sheets.push(Buffer.allocUnsafe(Math.max(sheetBytes, length)))
      written = 0
    }
    key.copy(sheets.at(-1) ?? key, written)
    text.copy(sheets.at(-1) ?? text, written + key.length)
    entries.set([sheets.length - 1, written, key.length, text.length], 4 * size)
    written += length
  }

  return {
    get size() {
      return size
    },
    add(key, text) {
      if (4 * size === entries.length) grow()
      const bytes = Buffer.from(key)
      const place = placeOf(bytes)
      if (table[place] !== 0) return false
      write(bytes, Buffer.from(text))
      size += 1
      table[place] = size
      return true
    },
    get(key) {
      const entry = table[placeOf(Buffer.from(key))] ?? 0
      return entry === 0 ? null : bytesOf(entry - 1, 'text').toString()
    },
    *pieces(most) {
      for (let first = 0; first < size; first += most) {
        const length = Math.min(most, size - first)
        yield Array.from(
          { length },
          (_, at) => [bytesOf(first + at, 'key').toString(), bytesOf(first + at, 'text').toString()] as const,
        )
      }
    },
  }
}

/** FNV-1a. */
function hashOf(bytes: Buffer): number {
  let hash = 0x811c9dc5
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}
