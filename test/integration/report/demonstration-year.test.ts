import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mapOrder } from '../../../main/connectors/woocommerce/map-order.ts'
import { planOf, slotAt } from '../../../main/demo-shop/life-cycle.ts'
import { makeOrder } from '../../../main/demo-shop/make-order.ts'
import { refundsOf } from '../../../main/demo-shop/refunds.ts'
import { makeReport, type ReportProgress } from '../../../main/report/report.ts'
import { openArchive } from '../../../main/store/archive.ts'
import type { AccountantReport, OssRow, RegisterRow } from '../../../main/words/accountant.ts'
import type { Order } from '../../../main/words/order.ts'
import { euCodes } from '../../../main/words/vat-area.ts'
import { draftOf } from '../../support/archive.ts'
import { asStore } from '../../support/as-store.ts'
import { storeOrders } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'

const seed = 1
const zone = 'Europe/Rome'
/** Enough of every kind, in every month; no factor in common with the 80 kinds. */
const step = 37

/** The demonstration shop's orders of a year and a half, as they are in the end, with the dates of their refunds. */
function ordersOfYears(): readonly Order[] {
  const orders: Order[] = []
  const last = slotAt(Date.UTC(2027, 0, 2))
  for (let slot = slotAt(Date.UTC(2025, 6, 1)); slot < last; slot += step) {
    const plan = planOf(seed, slot)
    const json = makeOrder(seed, plan, plan.createdAt + 20 * 24 * 3_600_000)
    const details = new Map(refundsOf(plan, json, zone).map((refund) => [String(refund.id), refund]))
    const mapped = mapOrder(json, {}, details)
    if ('order' in mapped) orders.push(mapped.order)
  }
  return orders
}

const cents = (text: string) => Math.round(Number(text) * 100)

describe('R47 the year of the demonstration shop, against sums by SQL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'download-ordini-'))
  const file = join(folder, 'archive.sqlite')
  const archive = openArchive(file)
  const db = new Database(file)
  const store = asStore(archive)
  let report: AccountantReport
  let shopId = 0
  const reportOf = async (from: string, to: string) => {
    const { signal } = new AbortController()
    const about = { shopIds: [shopId], signal, onProgress: () => undefined }
    return (await makeReport({ store, period: { from, to }, ...about })).report
  }
  afterAll(() => {
    db.close()
    archive.close()
    rmSync(folder, { recursive: true, force: true })
  })
  beforeAll(async () => {
    const demo = await store.saveShop(draftOf({ name: 'Dimostrativo', isDemo: true }))
    await storeOrders(store, ordersOfYears(), 'Dimostrativo')
    // Beside a real one: alone all the same.
    await storeOrders(store, [orderOf(1)])
    shopId = demo.id
    report = await reportOf('2026-01-01', '2026-12-31')
    db.exec(`CREATE TEMP VIEW sold AS
      SELECT id, document, date(coalesce(document ->> 'paidAt', document ->> 'placedAt'), 'localtime') AS day,
        CASE WHEN (document ->> '$.shipping.country') = '' AND (document ->> '$.shipping.city') = ''
          THEN document ->> '$.billing.country' ELSE document ->> '$.shipping.country' END AS to_country,
        document ->> '$.fiscal.vatNumber' AS vat_number,
        CAST(round((document ->> '$.totals.total') * 100) AS INTEGER) AS total,
        CAST(round((document ->> '$.totals.tax') * 100) AS INTEGER) AS tax
      FROM orders JOIN order_documents ON order_id = id
      WHERE shop_id = ${demo.id} AND document ->> 'state' NOT IN ('cancelled', 'failed')
        AND (document ->> 'state' IN ('processing', 'completed', 'refunded') OR document ->> 'paidAt' IS NOT NULL);
      CREATE TEMP VIEW sold_rows AS
      SELECT day, to_country, row.value ->> 'vatRate' AS rate,
        CAST(round((row.value ->> 'net') * 100) AS INTEGER) AS net, CAST(round((row.value ->> 'tax') * 100) AS INTEGER) AS tax
      FROM sold, json_each(json_array('$.lines', '$.shippingLines', '$.fees')) AS list,
        json_each(document, list.value) AS row;
      CREATE TEMP VIEW given AS
      SELECT date(refund.value ->> 'at', 'localtime') AS day, to_country,
        CAST(round((refund.value ->> 'amount') * 100) AS INTEGER) AS amount, refund.value AS refund
      FROM sold, json_each(document, '$.refunds') AS refund`)
  })

  const inYear = "day BETWEEN '2026-01-01' AND '2026-12-31'"
  const isToEu = `vat_number = '' AND to_country IN (${euCodes.map((code) => `'${code}'`).join(', ')})`
  /** What a query sums up, by the text that it names. */
  const bySql = (sql: string) =>
    new Map(
      db
        .prepare<[], [string, number]>(sql)
        .raw()
        .all()
        .filter(([, amount]) => amount !== 0),
    )
  /** What the report says, in cents, by such a text. */
  function byReport<Row>(rows: readonly Row[], key: (row: Row) => string, amount: (row: Row) => string) {
    const sums = new Map<string, number>()
    for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0) + cents(amount(row)))
    return new Map([...sums].filter(([, sum]) => sum !== 0))
  }
  const rateOf = ({ category }: RegisterRow) => ('rate' in category ? String(Number(category.rate)) : '')

  it('is a year with something of everything', () => {
    expect(report.isDemo).toBe(true)
    expect(report.shops).toEqual(['Dimostrativo'])
    expect(report.days).toHaveLength(365)
    expect(report.reconciliation.orders).toBeGreaterThan(900)
    expect(report.reconciliation.refunds).toBeGreaterThan(40)
    expect(report.reconciliation.difference).toBe('0.00')
    expect(report.leftOut.map(({ why }) => why).sort()).toEqual(['cancelled', 'failed', 'unpaid'])
    expect(report.undatedRefunds).toEqual([])
  })

  it('takings and refunds of each day', () => {
    const [sales, refunds] = [false, true].map((wanted) =>
      report.register.filter(({ isRefund }) => isRefund === wanted),
    )
    const day = (row: RegisterRow) => row.day
    const gross = (row: RegisterRow) => row.gross
    expect(byReport(sales ?? [], day, gross)).toEqual(
      bySql(`SELECT day, sum(total) FROM sold WHERE ${inYear} GROUP BY day`),
    )
    expect(byReport(refunds ?? [], day, gross)).toEqual(
      bySql(`SELECT day, -sum(amount) FROM given WHERE ${inYear} GROUP BY day`),
    )
    const [days] = db
      .prepare<[], [number]>(`SELECT count(DISTINCT day) FROM sold WHERE ${inYear}`)
      .raw()
      .all()
    expect(report.days.filter(({ orders }) => orders > 0)).toHaveLength(days?.[0] ?? 0)
  })

  it('tax by day and rate is what the shop itself says of its taxes', () => {
    const sales = report.register.filter(({ isRefund }) => !isRefund)
    const expected = bySql(`
      SELECT day || ' ' || CAST(line.value ->> 'rate' AS REAL), sum(CAST(round((line.value ->> 'amount') * 100) AS INTEGER))
      FROM sold, json_each(document, '$.taxes') AS line WHERE ${inYear} GROUP BY 1`)
    const asReal = (row: RegisterRow) => `${row.day} ${rateOf(row).replace(/^\d+$/, '$&.0')}`
    expect(byReport(sales, asReal, ({ tax }) => tax)).toEqual(expected)
  })

  it('taxable by rate is that of the rows; what has no rate of its own is shared out among them', () => {
    const sales = report.totals.filter(({ isRefund, category }) => !isRefund && 'rate' in category)
    const ours = byReport(
      sales,
      (row) => rateOf({ ...row, day: '' }),
      ({ net }) => net,
    )
    const rows = bySql(`SELECT rate, sum(net) FROM sold_rows WHERE ${inYear} AND rate > 0 GROUP BY rate`)
    expect([...ours.keys()].sort()).toEqual([...rows.keys()].sort())
    const [shared] = db
      .prepare<[], [number]>(`SELECT sum(net) FROM sold_rows WHERE ${inYear} AND rate IS NULL AND tax <> 0`)
      .raw()
      .all()
    const differences = [...ours].map(([rate, net]) => net - (rows.get(rate) ?? 0))
    expect(differences.reduce((all, one) => all + one, 0)).toBe(shared?.[0] ?? 0)
    expect(Math.max(...differences)).toBeLessThanOrEqual(0)
    const unshared = `day NOT IN (SELECT day FROM sold_rows WHERE rate IS NULL AND tax <> 0)`
    const expected = bySql(
      `SELECT day || ' ' || rate, sum(net) FROM sold_rows WHERE ${inYear} AND rate > 0 AND ${unshared} GROUP BY 1`,
    )
    const days = new Set([...expected.keys()].map((key) => key.slice(0, 10)))
    const onDays = report.register.filter(
      (row) => !row.isRefund && 'rate' in row.category && days.has(row.day),
    )
    expect(
      byReport(
        onDays,
        (row) => `${row.day} ${rateOf(row)}`,
        ({ net }) => net,
      ),
    ).toEqual(expected)
  })

  it('OSS by quarter, country and rate; the meter of both years', () => {
    const quarter = "substr(day, 1, 4) || '-Q' || ((substr(day, 6, 2) + 2) / 3)"
    const place = ({ quarter: of, country }: OssRow) => `${of} ${country}`
    expect(byReport(report.oss, place, ({ gross }) => gross)).toEqual(
      bySql(
        `SELECT ${quarter} || ' ' || to_country, sum(total) FROM sold WHERE ${isToEu} AND ${inYear} GROUP BY 1`,
      ),
    )
    const expected = bySql(`
      SELECT ${quarter} || ' ' || to_country || ' ' || CAST(line.value ->> 'rate' AS REAL),
        sum(CAST(round((line.value ->> 'amount') * 100) AS INTEGER))
      FROM sold, json_each(document, '$.taxes') AS line WHERE ${isToEu} AND ${inYear} GROUP BY 1`)
    const asReal = (row: OssRow) => `${place(row)} ${String(Number(row.rate)).replace(/^\d+$/, '$&.0')}`
    expect(byReport(report.oss, asReal, ({ tax }) => tax)).toEqual(expected)
    expect(expected.size).toBeGreaterThan(5)
    const years = bySql(`SELECT substr(day, 1, 4), sum(total - tax) FROM sold WHERE ${isToEu} GROUP BY 1`)
    for (const { year, known } of report.meters) expect(cents(known)).toBe(years.get(String(year)))
  })

  it('quarters have all that the year has, once', async () => {
    const quarters = [
      await reportOf('2026-01-01', '2026-03-31'),
      await reportOf('2026-04-01', '2026-06-30'),
      await reportOf('2026-07-01', '2026-09-30'),
      await reportOf('2026-10-01', '2026-12-31'),
    ]
    for (const table of ['days', 'register', 'oss'] as const)
      expect(quarters.flatMap<unknown>((quarter) => quarter[table])).toEqual(report[table])
  })

  it('tells how far it is, and stops when asked to', async () => {
    const stop = new AbortController()
    const told: number[] = []
    const onProgress = ({ read, total }: ReportProgress) => {
      told.push(read, total)
      stop.abort()
    }
    const period = { from: '2026-01-01', to: '2026-12-31' }
    const job = { store, period, shopIds: [shopId], signal: stop.signal, onProgress }
    await expect(makeReport(job)).rejects.toMatchObject({ value: { code: 'cancelled' } })
    expect(told).toHaveLength(2)
    expect(told[0]).toBeLessThan(told[1] ?? 0)
  })
})
