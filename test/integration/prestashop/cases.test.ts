import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import type { FetchedOrder } from '../../../main/connectors/connector.ts'
import { type Bundle, type Row, startPrestaServer } from '../../prestashop-server/index.ts'
import { recordedTables } from '../../prestashop-server/recordings.ts'
import { foundAt, never, openShop } from './open-shop.ts'
import { sumOf } from './sum-of.ts'

/** An order that a public bug report tells of, as the webservice gives it, and what it should become. */
interface Case {
  readonly header: { readonly right: string; readonly source: string }
  readonly fed: Bundle
  /** Rows of other resources, by resource. */
  readonly extra?: Readonly<Record<string, readonly Row[]>>
}

const folder = fileURLToPath(new URL('../../fixtures/prestashop/cases/', import.meta.url))
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function resultOf(name: string): Promise<FetchedOrder['result']> {
  const { fed, extra = {} } = JSON.parse(readFileSync(`${folder}prestashop-${name}.json`, 'utf8')) as Case
  const tables = recordedTables()
  for (const [resource, rows] of Object.entries(extra))
    for (const row of rows) tables.put(resource, String(row.id), row)
  const server = await startPrestaServer({ tables, orders: [fed] })
  closing.push(server.close)
  const shop = openShop({ url: server.url, connection: foundAt(server.url) })
  const { orders } = await shop.fetch([String(fed.order.id)], never)
  return orders[0]?.result ?? expect.fail('no order')
}

const right: Readonly<Record<string, object>> = {
  'backoffice-edit-detail-total': {
    order: {
      totals: { total: '36.60' },
      lines: [{ quantity: '3', net: '30.00', tax: '6.60', vatRate: '22' }],
    },
  },
  'checkout-message-and-customization': {
    order: { note: 'Consegnare dopo le 18', lines: [{ options: [{ name: 'Testo', value: 'Auguri Anna' }] }] },
  },
  'cod-fee-in-shipping': {
    order: { totals: { total: '133.10' }, shippingLines: [{ net: '9.10', tax: '2.00' }] },
  },
  'customer-and-address-deleted': { wrong: [{ code: 'no-customer', params: {} }] },
  'kwd-like-three-decimals': { order: { totals: { lines: '10.00', total: '12.20' } } },
  'native-order-note': { order: { shopNote: 'Chiamare prima', note: '' } },
  'payment-fee-mollie': {
    order: {
      totals: { total: '126.00', fees: '4.00', tax: '22.00' },
      fees: [{ name: 'Commissione PayPal', kind: 'fee', net: '4.00', tax: '0.00' }],
    },
  },
  'rounding-item-50': { order: { totals: { total: '98.50' }, lines: [{ vatRate: '22' }] } },
  'rounding-quantity-19': { order: { totals: { total: '2428.84' }, fees: [] } },
  'rounding-zero-decimals-czk': { order: { currency: 'CZK', totals: { total: '2008.00' }, fees: [] } },
  'tax-lost-by-payment-module': {
    wrong: [
      {
        code: 'totals-mismatch',
        params: { field: 'total_paid_tax_incl', declared: '59.10', computed: '71.52' },
      },
    ],
  },
  untaxed: { order: { totals: { tax: '0.00', total: '26.70' } } },
}

test.each(readdirSync(folder).map((file) => file.replace(/^prestashop-|\.json$/g, '')))(
  'R7, R23: %s comes out as its report says is right',
  async (name) => {
    const result = await resultOf(name)
    expect(result).toMatchObject(right[name] ?? expect.fail('nothing is said to be right'))
    const isRounded = /^rounding|decimals$/.test(name)
    if ('order' in result && !isRounded) expect(sumOf(result.order)).toBe(result.order.totals.total)
  },
)
