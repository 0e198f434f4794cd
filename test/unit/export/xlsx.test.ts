import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { readXlsx, type Sheet } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { xlsxStream } from '../../../main/export/xlsx.ts'
import { textsFor } from '../../../main/texts/index.ts'
import type { Fee, Order } from '../../../main/words/order.ts'
import { anyOrder } from '../../support/any-order.ts'
import { each, exportedOf } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'

const texts = textsFor('it')
const { columns } = texts.native.exportOrders

type Row = Readonly<Record<string, unknown>>

async function workbookOf(orders: readonly Order[], rowsPerSheet?: number) {
  const stream = xlsxStream(
    texts,
    () => each(orders.map((order) => exportedOf(order))),
    rowsPerSheet === undefined ? {} : { rowsPerSheet },
  )
  return readXlsx(await buffer(stream), { readStyles: true })
}

function rowsOf(sheet: Sheet | undefined): Row[] {
  const [header = [], ...rows] = sheet?.rows ?? []
  return rows.map((cells) => Object.fromEntries(header.map((name, index) => [String(name), cells[index]])))
}

/** In millionths, so that sums of floats compare. */
const sum = (values: readonly unknown[]) =>
  values.reduce<number>((all, value) => all + Math.round(Number(value ?? 0) * 1e6), 0)

describe('R28 an Excel file', () => {
  it('has a sheet of orders and one of lines, with numbers and dates', async () => {
    const placedAt = '2026-11-20T10:00:01.000Z'
    const fees: readonly Fee[] = [
      { kind: 'discount', name: 'Sconto', net: '-1.50', tax: '-0.33', vatRate: '22' },
    ]
    const { sheets } = await workbookOf([orderOf(1, { fees })])
    expect(sheets.map(({ name }) => name)).toEqual(['Ordini', 'Righe'])
    const [order] = rowsOf(sheets[0])
    expect(order).toMatchObject({
      [columns.shop]: 'Bottega',
      [columns.number]: 'N1',
      [columns.billingPostcode]: '47121',
      [columns.orderTotal]: 12.2,
    })
    const local = new Date(placedAt)
    const shown = order?.[columns.placedAt] as Date
    // A spreadsheet has no time zone: its clock shows what this computer's clock showed.
    expect(Math.round(shown.getTime() / 1000) * 1000).toBe(
      local.getTime() - local.getTimezoneOffset() * 60_000,
    )
    const lines = rowsOf(sheets[1])
    expect(lines.map((row) => [row[columns.lineType], row[columns.net], row[columns.vatRate]])).toEqual([
      ['Articolo', 10, 22],
      ['Sconto', -1.5, 22],
    ])
  })

  it('keeps its header in sight, in bold, with a filter', async () => {
    const { sheets } = await workbookOf([orderOf(1)])
    for (const sheet of sheets) {
      expect(sheet.freezePane).toMatchObject({ rows: 1 })
      expect(sheet.cells?.get('0,0')?.style?.font?.bold).toBe(true)
      expect(sheet.autoFilter?.range).toMatch(/^A1:[A-Z]+2$/)
    }
  })

  it('keeps amounts of up to 15 digits as numbers, longer ones as text: never rounded (R24)', async () => {
    const totals = (total: string) => ({ totals: { ...orderOf(1).totals, total } })
    const { sheets } = await workbookOf([
      orderOf(1, totals('1234567890123.45')),
      orderOf(2, totals('-0.000000000012345')),
      orderOf(3, totals('12345678901234.56')),
    ])
    expect(rowsOf(sheets[0]).map((row) => row[columns.orderTotal])).toEqual([
      1_234_567_890_123.45,
      -0.000000000012345,
      '12345678901234.56',
    ])
  })

  it.each([
    ['HTML', '<script>&amp; "x"</script>', undefined],
    ['what looks like a formula', '=1+1', undefined],
    ['what looks like an escaped character', '_x0041_ _x_', undefined],
    ['right to left', 'مرحبا \u202Eابج', undefined],
    ['emoji and line ends', '👩🏽‍🍳\n🍕', undefined],
    ['spaces around', '  x ', undefined],
    ['NUL and control characters', 'a\0b\u0007\uFFFEc\u009F', 'abc'],
    ['half a character', 'x\uD83D', 'x\uFFFD'],
    ['more than a cell holds', 'è'.repeat(1_000_000), 'è'.repeat(32_767)],
    ['a character where a cell ends', `${'x'.repeat(32_766)}🍕`, `${'x'.repeat(32_766)}\uFFFD`],
  ])('keeps %s as text', async (_, note, expected) => {
    const { sheets } = await workbookOf([orderOf(1, { note })])
    expect(rowsOf(sheets[0])[0]?.[columns.note]).toBe(expected ?? note)
  })

  it('goes on in another sheet where Excel’s rows end', async () => {
    const orders = Array.from({ length: 5 }, (_, index) => orderOf(index + 1))
    const { sheets } = await workbookOf(orders, 3)
    expect(sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
      ['Ordini', 3],
      ['Ordini 2', 3],
      ['Ordini 3', 2],
      ['Righe', 3],
      ['Righe 2', 3],
      ['Righe 3', 2],
    ])
    expect(sheets.slice(0, 3).flatMap((sheet) => rowsOf(sheet).map((row) => row[columns.number]))).toEqual(
      orders.map(({ number }) => number),
    )
  })

  it('is a whole workbook without any order', async () => {
    const { sheets } = await workbookOf([])
    expect(sheets.map(({ rows }) => rows.length)).toEqual([1, 1])
  })

  it('adds up to the same figures, whatever the orders', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyOrder, { maxLength: 6 }), async (orders) => {
        const { sheets } = await workbookOf(orders)
        const [found, lines] = [rowsOf(sheets[0]), rowsOf(sheets[1])]
        const charges = orders.flatMap((order) => [...order.lines, ...order.shippingLines, ...order.fees])
        expect(found).toHaveLength(orders.length)
        expect(sum(found.map((row) => row[columns.orderTotal]))).toBe(
          sum(orders.map(({ totals }) => totals.total)),
        )
        expect(sum(lines.map((row) => row[columns.net]))).toBe(sum(charges.map(({ net }) => net)))
        expect(sum(lines.map((row) => row[columns.gross]))).toBe(
          sum(charges.flatMap(({ net, tax }) => [net, tax])),
        )
      }),
      { numRuns: 60 },
    )
  })
})
