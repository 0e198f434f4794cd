import { describe, expect, it } from 'vitest'
import type { NewInvoice } from '../../../main/store/invoices.ts'
import type { InvoiceDocument } from '../../../main/words/invoice.ts'
import { draftOf, memoryStore } from '../../support/archive.ts'
import { storeOrders } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'

const at = '2026-11-23T12:00:00.000Z'

const invoiceOf = (orderId: number, sequence: number, changes: Partial<NewInvoice> = {}): NewInvoice => ({
  kind: 'TD01',
  orderId,
  refundId: '',
  seller: '01234567897',
  sender: '01234567897',
  series: 'invoices',
  year: 2026,
  sequence,
  number: `${sequence}/W`,
  date: '2026-11-23',
  progressive: `W${String(orderId * 10 + sequence).padStart(4, '0')}`,
  place: `/fatture/${orderId}.xml`,
  sha256: 'a',
  customer: 'Nicolò Bertè',
  total: '12.20',
  document: {} as InvoiceDocument,
  replaces: null,
  given: 0,
  ...changes,
})

async function archiveOf(count: number) {
  const store = memoryStore()
  const ids = Array.from({ length: count }, (_, place) => place + 1)
  const shop = await storeOrders(
    store,
    ids.map((id) => orderOf(id)),
  )
  const make = async (invoice: NewInvoice) => {
    const id = await store.beginInvoice(invoice, at)
    await store.closeInvoice(id, at)
    return id
  }
  return { store, make, shop }
}

describe('R48 the register of invoices', () => {
  it('gives only the number after the last, in the transaction that begins the file', async () => {
    const { store, make } = await archiveOf(4)
    await make(invoiceOf(1, 1))
    for (const sequence of [1, 3])
      await expect(store.beginInvoice(invoiceOf(2, sequence), at)).rejects.toMatchObject({
        value: { code: 'invoice-number-taken' },
      })
    await expect(store.beginInvoice(invoiceOf(1, 2), at)).rejects.toMatchObject({
      value: { code: 'invoice-made-meanwhile', params: { order: 'N1', number: '1/W' } },
    })
    // Numbers given beyond this archive count.
    await expect(store.beginInvoice(invoiceOf(2, 2, { given: 7 }), at)).rejects.toThrow()
    await make(invoiceOf(2, 8, { given: 7 }))
    expect(await store.invoiceNumbers({ seller: '01234567897', series: 'invoices' }, 2026)).toEqual({
      last: 8,
      lastDate: '2026-11-23',
    })
    // Another year, another seller and another series begin by themselves.
    await make(invoiceOf(3, 1, { year: 2027 }))
    await make(invoiceOf(4, 1, { seller: '12345678903' }))
  })

  it('gives no number while a file that was begun is not there', async () => {
    const { store, make } = await archiveOf(3)
    const begun = await store.beginInvoice(invoiceOf(1, 1), at)
    await expect(store.beginInvoice(invoiceOf(2, 2), at)).rejects.toMatchObject({
      value: { code: 'invoice-unfinished', params: { number: '1/W' } },
    })
    expect(await store.openInvoices()).toMatchObject([{ id: begun, state: 'begun' }])
    await store.dropInvoice(begun)
    await make(invoiceOf(2, 1))
    // What should have replaced it and was not written leaves it as it was.
    const again = await store.beginInvoice(invoiceOf(2, 1, { progressive: 'W9999', replaces: begun + 1 }), at)
    expect(await store.listInvoices(null, 9)).toMatchObject([{ state: 'begun' }, { state: 'replaced' }])
    await store.dropInvoice(again)
    expect(await store.listInvoices(null, 9)).toMatchObject([{ state: 'made', isLast: true }])
  })

  it('knows which orders have an invoice, until it is taken back with all files that had its number', async () => {
    const { store, make } = await archiveOf(2)
    const first = await make(invoiceOf(1, 1))
    const again = await make(invoiceOf(1, 1, { progressive: 'W9999', replaces: first }))
    expect(await store.invoicedOrders(Uint32Array.of(1, 2))).toEqual([1])
    await store.takeBackInvoices(await store.filesOfInvoice(again), at)
    expect(await store.invoicedOrders([1, 2])).toEqual([])
    expect((await store.orderInvoices(1)).map(({ state }) => state)).toEqual(['takenBack', 'takenBack'])
    await make(invoiceOf(2, 1))
  })

  it('R42 goes with the demonstration shop, and is in no list beside real ones', async () => {
    const { store, make } = await archiveOf(1)
    const demo = await store.saveShop(draftOf({ name: 'Demo', url: 'https://demo.example', isDemo: true }))
    await storeOrders(store, [orderOf(77)], 'Demo')
    await make(invoiceOf(1, 1))
    await make(invoiceOf(2, 1, { series: 'demo', number: 'PROVA-1' }))
    expect(await store.listInvoices(null, 9)).toMatchObject([{ number: '1/W' }])
    expect(await store.orderInvoices(2)).toMatchObject([{ number: 'PROVA-1', shopName: 'Demo' }])
    await store.removeShop(demo.id, at)
    expect(await store.invoice(2)).toBeNull()
  })
})
