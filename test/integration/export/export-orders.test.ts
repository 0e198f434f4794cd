import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Big from 'big.js'
import { parse } from 'csv-parse/sync'
import { readXlsx } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { exportOrders } from '../../../main/export/export-orders.ts'
import type { Store } from '../../../main/store/store.ts'
import { textsFor } from '../../../main/texts/index.ts'
import { easyfattTablesName } from '../../../main/words/easyfatt-tables.ts'
import type { Order } from '../../../main/words/order.ts'
import type { OrderFilter } from '../../../main/words/order-search.ts'
import { temporaryFolder, temporaryStore } from '../../support/archive.ts'
import {
  allOf,
  childrenOf,
  demonstrationOrders,
  everyCode,
  readXml,
  realOrders,
  storeOrders,
  textOf,
  whatever,
} from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'

const texts = textsFor('it')
const { columns } = texts.native.exportOrders
const orders = [...realOrders(), ...demonstrationOrders(600)]

const total = (found: readonly (string | number | undefined)[]) =>
  found
    .reduce<Big>((sum, amount) => sum.plus(amount === undefined || amount === '' ? 0 : amount), new Big(0))
    .toFixed(2)
const totalOf = (found: readonly Order[]) => total(found.map(({ totals }) => totals.total))

async function write(store: Store, name: string, filter: Partial<OrderFilter> = {}) {
  const file = join(temporaryFolder(), name)
  const progress: number[] = []
  const outcome = await exportOrders({
    ...whatever,
    store,
    file,
    selection: allOf(filter),
    texts,
    signal: new AbortController().signal,
    onProgress: ({ written }) => progress.push(written),
  })
  return { file, progress, ...outcome }
}

function readCsv(file: string): Record<string, string>[] {
  return parse(readFileSync(file), { bom: true, delimiter: ';', columns: true })
}

const numbersIn = (file: string) => new Set(readCsv(file).map((row) => row[columns.number]))

describe('R28 the archive’s orders', () => {
  it('read back from a CSV to the same figures', async () => {
    const store = await temporaryStore()
    await storeOrders(store, orders)
    const { file, count, leftOut, progress } = await write(store, 'ordini.csv')
    expect([count, leftOut]).toEqual([orders.length, 0])
    const rows = readCsv(file)
    const decimals = (name: string) => rows.map((row) => row[name]?.replace(',', '.'))
    expect(total(decimals(columns.orderTotal))).toBe(totalOf(orders))
    expect(total(decimals(columns.orderTax))).toBe(total(orders.map(({ totals }) => totals.tax)))
    const charges = orders.flatMap((order) => [...order.lines, ...order.shippingLines, ...order.fees])
    expect(rows).toHaveLength(charges.length)
    expect(total(decimals(columns.net))).toBe(total(charges.map(({ net }) => net)))
    const placed = orders.map(({ placedAt }) => placedAt).sort()
    expect(rows[0]?.[columns.placedAt]).toContain(String(new Date(placed[0] ?? '').getFullYear()))
    expect(progress.at(-1)).toBe(orders.length)
    expect(progress).toEqual([...progress].sort((a, b) => a - b))
  })

  it('read back from an Excel file to the same figures', async () => {
    const store = await temporaryStore()
    await storeOrders(store, orders)
    const { file, count, progress } = await write(store, 'ordini.XLSX')
    expect(count).toBe(orders.length)
    const { sheets } = await readXlsx(readFileSync(file))
    const [header = [], ...rows] = sheets[0]?.rows ?? []
    const at = header.indexOf(columns.orderTotal)
    expect(rows).toHaveLength(orders.length)
    expect(total(rows.map((row) => row[at] as number))).toBe(totalOf(orders))
    expect(progress.at(-1)).toBe(orders.length)
    expect(progress).toEqual([...progress].sort((a, b) => a - b))
  })

  it('read back from an Easyfatt-XML to the same figures, without those in other currencies', async () => {
    const store = await temporaryStore()
    const { id } = await storeOrders(store, orders)
    await store.saveOfficeSetting(id, easyfattTablesName, everyCode)
    const { file, count, leftOut } = await write(store, 'ordini.DefXml')
    const euro = orders.filter(({ currency }) => currency === 'EUR')
    expect([count, leftOut]).toEqual([euro.length, orders.length - euro.length])
    expect(leftOut).toBeGreaterThan(0)
    const root = readXml(readFileSync(file, 'utf8'))
    const documents = childrenOf(childrenOf(root, 'Documents')[0], 'Document')
    expect(total(documents.map((document) => textOf(document, 'Total')))).toBe(totalOf(euro))
    const numbers = documents.map((document) => textOf(document, 'Number'))
    expect(new Set(numbers).size).toBe(euro.length)
  })

  it('are those of the shops, the period, the state and the text asked for', async () => {
    const store = await temporaryStore()
    const placed = (day: number) => ({ placedAt: `2026-11-${day}T12:00:00.000Z` })
    const bottega = await storeOrders(store, [
      orderOf(1, { ...placed(10), state: 'completed' }),
      orderOf(2, { ...placed(11), number: 'Però-2' }),
      orderOf(3, placed(12)),
    ])
    const emporio = await storeOrders(store, [orderOf(4, placed(11))], 'Emporio')
    const found = async (filter: Partial<OrderFilter>) => {
      const { file, count } = await write(store, 'x.csv', filter)
      const numbers = [...numbersIn(file)]
      expect(numbers).toHaveLength(count)
      return numbers
    }
    expect(await found({})).toEqual(['N1', 'Però-2', 'N4', 'N3'])
    expect(await found({ shopIds: [bottega.id] })).toEqual(['N1', 'Però-2', 'N3'])
    expect(await found({ shopIds: [bottega.id, emporio.id], states: ['completed'] })).toEqual(['N1'])
    expect(await found({ from: '2026-11-11T12:00:00.000Z', before: '2026-11-12T12:00:00.000Z' })).toEqual([
      'Però-2',
      'N4',
    ])
    expect(await found({ text: 'PERO' })).toEqual(['Però-2'])
    expect(await found({ text: '" OR 1=1 --' })).toEqual([])
    expect(await found({ shopIds: [] })).toEqual([])
    expect(await found({ runId: 2 })).toEqual(['N4'])
  })

  it('of a removed shop are still there', async () => {
    const store = await temporaryStore()
    const shop = await storeOrders(store, [orderOf(1)])
    await store.removeShop(shop.id, '2026-11-23T12:00:00.000Z')
    expect((await write(store, 'x.csv')).count).toBe(1)
  })

  it('that are stored while an export is under way are not half in it', async () => {
    const store = await temporaryStore()
    const many = Array.from({ length: 1500 }, (_, index) => orderOf(index + 1))
    await storeOrders(store, many)
    const file = join(temporaryFolder(), 'ordini.xlsx')
    let later: Promise<unknown> | null = null
    const { count } = await exportOrders({
      ...whatever,
      store,
      file,
      selection: allOf(),
      texts,
      signal: new AbortController().signal,
      onProgress: () => {
        later ??= storeOrders(store, [orderOf(5000)])
      },
    })
    await later
    expect(count).toBe(many.length)
    const { sheets } = await readXlsx(readFileSync(file))
    expect(sheets.map(({ rows }) => rows.length)).toEqual([many.length + 1, many.length + 1])
  })

  it('whose times are equal are all there, once', async () => {
    const store = await temporaryStore()
    const placedAt = '2026-11-20T10:00:00.000Z'
    await storeOrders(
      store,
      Array.from({ length: 2500 }, (_, index) => orderOf(index + 1, { placedAt })),
    )
    const { file, count } = await write(store, 'x.csv')
    expect(count).toBe(2500)
    expect(numbersIn(file).size).toBe(2500)
  })

  it.each(['ordini', 'ordini.pdf', 'ordini.csv.zip'])(
    'R36 do not go into %s: its ending says no format',
    async (name) => {
      const store = await temporaryStore()
      const folder = temporaryFolder()
      const file = join(folder, name)
      await expect(
        exportOrders({
          ...whatever,
          store,
          file,
          selection: allOf(),
          texts,
          signal: new AbortController().signal,
          onProgress: () => undefined,
        }),
      ).rejects.toMatchObject({ value: { code: 'export-format-unknown', params: { file } } })
      expect(readdirSync(folder)).toEqual([])
    },
  )
})
