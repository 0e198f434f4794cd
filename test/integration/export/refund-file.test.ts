import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exportRefunds } from '../../../main/export/refund-file.ts'
import { settleHandovers } from '../../../main/program/settle-handovers.ts'
import { lockHandovers } from '../../../main/store/handover-lock.ts'
import type { Store } from '../../../main/store/store.ts'
import { textsFor } from '../../../main/texts/index.ts'
import type { Order, Refund } from '../../../main/words/order.ts'
import type { RefundFilter } from '../../../main/words/refund.ts'
import { memoryStore, temporaryFolder } from '../../support/archive.ts'
import { childrenOf, readXml, storeOrders, textOf } from '../../support/exports.ts'
import { mortalStore } from '../../support/mortal-store.ts'
import { orderOf } from '../../support/orders.ts'

const now = () => new Date('2026-11-21T12:00:00.000Z')
const open: RefundFilter = { state: 'open', shopId: null, from: null, to: null }

const refundOf = (id: string, changes: Partial<Refund> = {}): Refund => ({
  id,
  at: '2026-11-24T09:00:00.000Z',
  reason: 'Arrivato <rotto>',
  amount: '6.10',
  lines: [],
  ...changes,
})

async function desk(orders: readonly Order[]) {
  const store = memoryStore()
  const folder = temporaryFolder()
  await storeOrders(store, orders)
  const file = join(folder, 'note.xml')
  const write = async (by: Store = store, to = file) =>
    exportRefunds({
      store: by,
      file: to,
      refunds: (await store.listRefunds(open, null, 100)).toReversed(),
      lockHandovers: () => lockHandovers(folder),
      texts: textsFor('it'),
      signal: new AbortController().signal,
    })
  const documents = (from = file) =>
    childrenOf(childrenOf(readXml(readFileSync(from, 'utf8')), 'Documents')[0], 'Document')
  const left = async () => (await store.listRefunds(open, null, 100)).map(({ refundId }) => refundId)
  return { store, folder, file, write, documents, left }
}

describe('R49 refunds as credit notes in an Easyfatt file', () => {
  it('hold what was given back, positive, by rate and code, with a number of their own and the order', async () => {
    const line = { kind: 'goods', sku: 'CAF', name: 'Caffè', quantity: '3', vatRate: '22' } as const
    const lines = [{ ...line, net: '4.10', tax: '0.90' }]
    const { write, documents, left } = await desk([
      orderOf(1, { refunds: [refundOf('345', { lines, amount: '5.00' }), refundOf('346')] }),
    ])
    const { batch, leftOut } = await write()
    expect(batch.count).toBe(2)
    expect(leftOut).toEqual({ undated: 0, currency: 0, vat: 0, registered: 0 })
    const [first, second] = documents()
    const text = (name: string) => textOf(first, name)
    expect(
      ['DocumentType', 'Date', 'Number', 'Numbering', 'Total', 'VatAmount', 'CustomerName'].map(text),
    ).toEqual(['N', '2026-11-24', '345', '/R', '5.00', '0.90', 'Nicolò Bertè'])
    expect(text('CustomField1')).toBe('Bottega N1')
    expect(text('FootNotes')).toMatch(/^Rimborso di 5,00\s€ sull’ordine N1 del 20\/11\/2026$/)
    expect(text('InternalComment')).toBe('Arrivato <rotto>')
    expect(text('PricesIncludeVat')).toBe('true')
    const [row, ...more] = childrenOf(childrenOf(first, 'Rows')[0], 'Row')
    expect(more).toEqual([])
    expect(['Code', 'Description', 'VatCode', 'Stock'].map((name) => textOf(row, name))).toEqual([
      'CAF',
      'Caffè',
      '22',
      'false',
    ])
    // Three of 1.666666667 are 5.00.
    expect((Number(textOf(row, 'Qty')) * Number(textOf(row, 'Price'))).toFixed(2)).toBe('5.00')
    expect(textOf(second, 'Number')).toBe('346')
    expect(await left()).toEqual([])
  })

  it('are numbered by the order where the shop’s identifier is too long, the same each time, each shop in its own series', async () => {
    const long = orderOf(7, {
      number: '#1007',
      refunds: [refundOf('900000000001'), refundOf('899999999999')],
    })
    const { store, write, documents } = await desk([long])
    await storeOrders(store, [orderOf(7, { number: '1007', refunds: [refundOf('345')] })], 'Altra')
    const numbers = () => documents().map((one) => `${textOf(one, 'Number')}${textOf(one, 'Numbering')}`)
    const { batch } = await write()
    expect(numbers().sort()).toEqual(['1007/R1', '1007/R2', '345/2R'])
    const before = numbers()
    expect(await store.takeBackBatch(batch.id, now().toISOString())).toBe(3)
    await write()
    expect(numbers()).toEqual(before)
  })

  it('keep their number once they have had it, and get no other’s', async () => {
    const same = (id: number) => orderOf(id, { number: '77', refunds: [refundOf(`90000000000${id}`)] })
    const { store, write, documents } = await desk([
      same(1),
      same(2),
      orderOf(3, { refunds: [refundOf('77')] }),
    ])
    const numbers = () => documents().map((one) => `${textOf(one, 'Number')}${textOf(one, 'Numbering')}`)
    const { batch } = await write()
    expect(numbers()).toEqual(['77/R1', '2/R1', '77/R'])
    await store.takeBackBatch(batch.id, now().toISOString())
    const { version } = (await store.getOrder(1)) ?? expect.fail()
    await store.saveEdits(1, version, [{ path: 'number', value: '1234' }], now().toISOString())
    await write()
    expect(numbers()).toEqual(['77/R1', '2/R1', '77/R'])
    // A number that was taken back is nobody else's either.
    await storeOrders(store, [orderOf(4, { number: '77', refunds: [refundOf('900000000004')] })])
    await write()
    expect(numbers()).toEqual(['4/R1'])
  })

  it('R46 leave out, and say, what has no VAT code, another currency, or no date; that stays to be registered', async () => {
    const [line] = orderOf(1).lines
    if (line === undefined) return expect.fail()
    const exempt = { ...line, vatRate: '0', tax: '0.00' }
    const { store, write, left, file } = await desk([
      orderOf(1, { lines: [exempt], refunds: [refundOf('1')] }),
      orderOf(2, { currency: 'USD', refunds: [refundOf('2')] }),
    ])
    const { batch, leftOut } = await write()
    expect({ batch, leftOut }).toEqual({
      batch: { id: '', count: 0 },
      leftOut: { undated: 0, currency: 1, vat: 1, registered: 0 },
    })
    expect(existsSync(file)).toBe(false)
    expect(await left()).toEqual(['2', '1'])
    const tables = { vat: [{ rate: '0', place: 'anywhere', buyer: 'any', code: 'E10', vatClass: 'Esente' }] }
    await store.saveOfficeSetting(1, 'easyfatt-tables', { ...tables, payments: [], carriers: [] })
    expect(await write()).toMatchObject({ batch: { count: 1 } })
    expect(await left()).toEqual(['2'])
  })

  it('R27 say what was changed by hand in the order', async () => {
    const { store, write, documents } = await desk([orderOf(1, { refunds: [refundOf('345')] })])
    const { version } = (await store.getOrder(1)) ?? expect.fail()
    await store.saveEdits(1, version, [{ path: 'refunds.0.amount', value: '4.00' }], now().toISOString())
    await write()
    expect(documents().map((one) => textOf(one, 'Total'))).toEqual(['4.00'])
  })

  it('R31 go out once each, wherever the program is killed', async () => {
    const deaths = ['before beginRefunds', 'after beginRefunds', 'before closeRefunds', 'after closeRefunds']
    for (const death of deaths) {
      const { store, folder, file, write, documents, left } = await desk([
        orderOf(1, { refunds: [refundOf('345'), refundOf('346')] }),
      ])
      await expect(write(mortalStore(store, death))).rejects.toThrow('killed')
      await settleHandovers(store, folder, now)
      expect(await store.openRefunds()).toEqual([])
      const out = existsSync(file) ? documents().map((one) => textOf(one, 'Number')) : []
      expect([...out, ...(await left())].sort(), death).toEqual(['345', '346'])
      expect(out.length, death).toBe(death.endsWith('closeRefunds') ? 2 : 0)
    }
  })
})
