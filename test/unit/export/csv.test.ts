import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvText, textCell } from '../../../main/export/csv.ts'
import { textsFor } from '../../../main/texts/index.ts'
import { parseDecimal, toDecimal } from '../../../main/words/decimal.ts'
import type { Order } from '../../../main/words/order.ts'
import { anyOrder } from '../../support/any-order.ts'
import { each, exportedOf } from '../../support/exports.ts'
import { longOrder, orderOf } from '../../support/orders.ts'

const { columns } = textsFor('it').native.exportOrders

async function write(orders: readonly Order[], language: 'it' | 'en' = 'it'): Promise<string> {
  const chunks: string[] = []
  for await (const chunk of csvText(textsFor(language), each(orders.map((order) => exportedOf(order))))) {
    chunks.push(chunk.toString())
  }
  return chunks.join('')
}

/** Rows by heading, as a spreadsheet in Italy reads them. */
function read(text: string): Record<string, string>[] {
  return parse(text, { bom: true, delimiter: ';', columns: true, record_delimiter: '\r\n' })
}

function sumOf(rows: readonly Record<string, string>[], column: string): bigint {
  return rows.reduce((sum, row) => {
    const text = row[column] ?? ''
    expect(text).toMatch(/^(-?\d+(,\d+)?)?$/)
    return sum + (parseDecimal(text.replace(',', '.')) ?? 0n)
  }, 0n)
}

const exact = (amounts: readonly string[]) =>
  amounts.reduce((sum, amount) => sum + (parseDecimal(amount) ?? 0n), 0n)

describe('R28 a CSV', () => {
  it('of an order of 5,000 lines is written piece by piece: nobody waits for the whole of it', async () => {
    const sizes: number[] = []
    for await (const piece of csvText(textsFor('it'), each([exportedOf(longOrder(5000))])))
      sizes.push(piece.length)
    expect(Math.max(...sizes)).toBeLessThan(128 * 1024)
    expect(read(await write([longOrder(5000)])).map((row) => row[columns.sku])).toEqual(
      Array.from({ length: 5000 }, (_, at) => `SKU-${at}`),
    )
  })

  it('opens as a table in Excel in Italy: byte-order mark, semicolons, CRLF, decimal comma', async () => {
    const text = await write([orderOf(1)])
    expect(text.startsWith('\uFEFFNegozio;Numero ordine;')).toBe(true)
    expect(text.split('\r\n')).toHaveLength(3)
    expect(text).toContain(';12,20;')
    expect(read(text)[0]).toMatchObject({
      [columns.number]: 'N1',
      [columns.state]: 'In lavorazione',
      [columns.quantity]: '1',
      [columns.gross]: '12,20',
      [columns.orderTotal]: '12,20',
    })
  })

  it('has a decimal point in English', async () => {
    expect(await write([orderOf(1)], 'en')).toContain(';12.20;')
  })

  it('has a row for each line, shipping and fee, and the order’s totals once', async () => {
    const [line] = orderOf(1).lines
    const order = orderOf(1, {
      lines: line ? [line, { ...line, sku: 'MOKA' }] : [],
      shippingLines: [{ name: 'Corriere', net: '5.00', tax: '1.10', vatRate: '22' }],
      fees: [{ kind: 'fee', name: 'Sconto fedeltà', net: '-2.50', tax: '-0.55', vatRate: '22' }],
    })
    const rows = read(await write([order]))
    expect(rows.map((row) => row[columns.lineType])).toEqual([
      'Articolo',
      'Articolo',
      'Spedizione',
      'Commissione',
    ])
    expect(rows.map((row) => row[columns.number])).toEqual(['N1', 'N1', 'N1', 'N1'])
    expect(rows.map((row) => row[columns.orderTotal])).toEqual(['12,20', '', '', ''])
    expect(rows[3]?.[columns.net]).toBe('-2,50')
  })

  it('R43 our note and tags are its last columns, on every row of the order', async () => {
    const [line] = orderOf(1).lines
    const order = orderOf(1, { lines: line ? [line, line] : [] })
    const noted = exportedOf(order, { ownNote: 'uno\n"due"', tags: 'Fragile, Urgente' })
    let text = ''
    for await (const chunk of csvText(textsFor('it'), each([noted]))) text += chunk.toString()
    expect(text.split('\r\n')[0]).toMatch(/;Nostra nota;Etichette$/)
    const own = { [columns.ownNote]: 'uno\n"due"', [columns.tags]: 'Fragile, Urgente' }
    expect(read(text)).toMatchObject([own, own])
  })

  it('R38 what is to be cleared up is no fee: it has a column of its own', async () => {
    const { totals } = orderOf(1)
    const order = orderOf(1, {
      fees: [
        { kind: 'fee', name: 'Contrassegno', net: '2.00', tax: '0.00', vatRate: null },
        { kind: 'unclear', name: '', net: '2.80', tax: '0.00', vatRate: null },
      ],
      totals: { ...totals, fees: '4.80' },
    })
    const [row] = read(await write([order, orderOf(2)]))
    expect([row?.[columns.orderFees], row?.[columns.orderUnclear]]).toEqual(['2,00', '2,80'])
  })

  it('keeps an order without lines', async () => {
    expect(read(await write([orderOf(1, { lines: [] })]))).toHaveLength(1)
  })

  it('shows times by this computer’s clock (R12)', async () => {
    const rows = read(await write([orderOf(1, { placedAt: '2026-07-01T22:30:05.000Z', paidAt: null })]))
    const local = new Date('2026-07-01T22:30:05.000Z')
    const two = (value: number) => String(value).padStart(2, '0')
    expect(rows[0]?.[columns.placedAt]).toBe(
      `${two(local.getDate())}/${two(local.getMonth() + 1)}/2026 ${two(local.getHours())}:30:05`,
    )
    expect(rows[0]?.[columns.paidAt]).toBe('')
  })

  it.each([
    '=HYPERLINK("http://evil.example","x")',
    '+1+1',
    '-2+3+cmd|’ /C calc’!A0',
    '@SUM(A1:A9)',
    '\t=1+1',
    '\r=1+1',
    '  =1+1',
    '\0=1+1',
    '＝1+1',
  ])('makes no formula of %j, and no text of a negative amount', async (note) => {
    const order = orderOf(1, {
      note,
      fees: [{ kind: 'fee', name: note, net: '-1.00', tax: '-0.22', vatRate: '22' }],
    })
    const text = await write([order])
    const rows = read(text)
    for (const row of rows) {
      expect(row[columns.note]?.startsWith("'")).toBe(true)
      for (const cell of Object.values(row)) {
        expect(/^\s*[=+@\t＝]/.test(cell)).toBe(false)
        if (cell.startsWith('-')) expect(cell).toMatch(/^-\d+,\d+$/)
      }
    }
    expect(rows[1]?.[columns.net]).toBe('-1,00')
  })

  it.each(['+39 02 5557782', '+390255577', '+39 (02) 555-77.82', '+39/02/5557782'])(
    'leaves the phone number %j as couriers want it, and whoever reads the log, too',
    async (phone) => {
      const { customer } = orderOf(1)
      const [row] = read(await write([orderOf(1, { customer: { ...customer, phone } })]))
      expect(row?.[columns.phone]).toBe(phone)
      expect(textCell(phone)).toBe(phone)
    },
  )

  it.each([
    ['HTML', '<script>alert(1)</script> & "apici"; \'uno\'', undefined],
    ['right to left', 'مرحبا \u202Eابج\u202C;"', undefined],
    ['emoji', '👩🏽‍🍳🍕 "Però"', undefined],
    ['NUL and control characters', 'a\0b\u0007c\u001Bd\u009Ff', 'abcdf'],
    ['line ends', 'uno\r\ndue\rtre\nquattro', 'uno\ndue\ntre\nquattro'],
    ['half a character', 'x\uD83D;', 'x\uFFFD;'],
    ['spaces around', '  largo  ', undefined],
    ['a million characters', 'è"; '.repeat(262_144), undefined],
  ])('keeps %s as it was written', async (_, note, expected) => {
    expect(read(await write([orderOf(1, { note })]))[0]?.[columns.note]).toBe(expected ?? note)
  })

  it('writes what is no number as text', async () => {
    const [line] = orderOf(1).lines
    const order = orderOf(1, { lines: line ? [{ ...line, quantity: '=1+1', net: '1e3' }] : [] })
    const [row] = read(await write([order]))
    expect(row?.[columns.quantity]).toBe("'=1+1")
    expect(row?.[columns.net]).toBe('1e3')
  })

  it('adds up to the same figures, whatever the orders (R24)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyOrder, { maxLength: 8 }), async (orders) => {
        const rows = read(await write(orders))
        const charges = orders.flatMap(({ lines, shippingLines, fees }) => [
          ...lines,
          ...shippingLines,
          ...fees,
        ])
        const totals = (name: keyof Order['totals']) => exact(orders.map((order) => order.totals[name]))
        expect(toDecimal(sumOf(rows, columns.net))).toBe(toDecimal(exact(charges.map(({ net }) => net))))
        expect(toDecimal(sumOf(rows, columns.gross))).toBe(
          toDecimal(exact(charges.flatMap(({ net, tax }) => [net, tax]))),
        )
        expect(sumOf(rows, columns.orderTotal)).toBe(totals('total'))
        expect(sumOf(rows, columns.orderTax)).toBe(totals('tax'))
        expect(sumOf(rows, columns.orderRefunded)).toBe(totals('refunded'))
      }),
      { numRuns: 100 },
    )
  })
})
