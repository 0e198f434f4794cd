import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'

/** One way of damaging an archive, in words for a failing test's message. */
export type Damage = (file: string, random: () => number) => string

const pageSize = 4096
const upTo = (random: () => number, most: number) => Math.floor(random() * most)

function overwrite(file: string, at: number, bytes: Uint8Array): void {
  const handle = openSync(file, 'r+')
  try {
    writeSync(handle, bytes, 0, bytes.length, at)
  } finally {
    closeSync(handle)
  }
}

const noise = (random: () => number, length: number) => Uint8Array.from({ length }, () => upTo(random, 256))

/** Kinds of damage as disks, power cuts, other programs and people cause them. */
export const damages: readonly Damage[] = [
  (file, random) => {
    const left = upTo(random, statSync(file).size)
    truncateSync(file, left)
    return `cut off after ${left} bytes`
  },
  (file) => {
    truncateSync(file, 0)
    return 'emptied'
  },
  (file, random) => {
    const pages = 1 + upTo(random, 5)
    const first = upTo(random, statSync(file).size / pageSize - pages)
    overwrite(file, first * pageSize, new Uint8Array(pages * pageSize))
    return `${pages} pages from ${first} zeroed`
  },
  (file, random) => {
    const at = upTo(random, statSync(file).size - 500)
    overwrite(file, at, noise(random, 1 + upTo(random, 500)))
    return `noise at ${at}`
  },
  (file, random) => {
    const at = upTo(random, 100)
    overwrite(file, at, noise(random, 1 + upTo(random, 100 - at)))
    return `noise in the header at ${at}`
  },
  (file, random) => {
    overwrite(file, 0, noise(random, pageSize))
    return 'the first page is noise'
  },
  (file, random) => {
    const wal = `${file}-wal`
    if (!existsSync(wal) || statSync(wal).size < 600) writeFileSync(wal, noise(random, 20_000))
    else overwrite(wal, upTo(random, statSync(wal).size - 500), noise(random, 500))
    return 'noise in the write-ahead log'
  },
  (file) => {
    writeFileSync(file, 'Gentile cliente, in allegato la fattura.\n'.repeat(400))
    return 'a text in its place'
  },
  (file) => {
    rmSync(file)
    return 'gone'
  },
  (file, random) => {
    const bytes = readFileSync(file)
    const [from, to] = [
      1 + upTo(random, bytes.length / pageSize - 2),
      1 + upTo(random, bytes.length / pageSize - 2),
    ]
    overwrite(file, to * pageSize, bytes.subarray(from * pageSize, (from + 1) * pageSize))
    return `page ${from} over page ${to}`
  },
]
