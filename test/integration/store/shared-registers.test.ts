import { describe, expect, it } from 'vitest'
import type { openArchive } from '../../../main/store/archive.ts'
import type { NewInvoice } from '../../../main/store/invoices.ts'
import type { InvoiceDocument } from '../../../main/words/invoice.ts'
import type { Refund } from '../../../main/words/order.ts'
import { orderOf } from '../../support/orders.ts'
import { type RowDesk, rowDesks, settle } from '../../support/row-desks.ts'
import { storeOrdersIn, storeThese } from '../../support/row-orders.ts'

const at = '2026-11-23T12:00:00.000Z'

function two(make = (archive: ReturnType<typeof openArchive>) => storeOrdersIn(archive, 4)) {
  const [, one, other] = rowDesks(['banco', 'ufficio'], make)
  if (one === undefined || other === undefined) return expect.fail()
  return { one, other, both: [one, other] as const }
}

const invoiceOf = (orderId: number, sequence: number, changes: Partial<NewInvoice> = {}): NewInvoice => ({
  ...{
    kind: 'TD01',
    orderId,
    refundId: '',
    seller: '01234567897',
    sender: '01234567897',
    series: 'invoices',
  },
  ...{
    year: 2026,
    sequence,
    number: `${sequence}/W`,
    date: '2026-11-23',
    place: `/${orderId}.xml`,
    sha256: 'a',
  },
  progressive: `W${String(orderId * 10 + sequence).padStart(4, '0')}`,
  ...{ customer: 'Nicolò Bertè', total: '12.20', document: {} as InvoiceDocument, replaces: null, given: 0 },
  ...changes,
})

const same = (both: readonly RowDesk[]) => {
  expect(both[1]?.archive.deskDigest()).toBe(both[0]?.archive.deskDigest())
  for (const desk of both) expect(desk.rows('SELECT * FROM outbox')).toEqual([])
}

describe('R45 R57 the numbers by which Easyfatt knows orders', () => {
  const easyfatt = (desk: RowDesk, ids: readonly number[]) => {
    const { archive } = desk
    const start = archive.handoverStart(at)
    const asked = Uint32Array.from(ids)
    const numbers = archive.easyfattNumbers(asked)
    archive.beginHandover({
      kind: 'easyfatt',
      place: '/x.xml',
      sha256: 'a',
      ids: asked,
      onlyNew: false,
      numbers,
      start,
    })
  }
  const numbersOf = ({ rows, ...desk }: RowDesk) => desk.archive.easyfattNumbers(Uint32Array.of(1, 2, 3, 4))

  it('are given once: who is later has none, nor has handed anything over', () => {
    const { one, other, both } = two()
    easyfatt(one, [1, 2])
    // Said as one, however many: they are taken or refused with what they went out with.
    expect(one.rows('SELECT guarded FROM outbox')).toEqual([{ guarded: 1 }, { guarded: 1 }])
    easyfatt(other, [2, 3])
    one.send()
    // The other hears of it before, or after, it is refused.
    other.hear()
    settle(both)
    for (const desk of both) {
      expect([...numbersOf(desk).isNew]).toEqual([0, 0, 1, 1])
      expect(desk.archive.orderHandovers(3)).toEqual([])
    }
    easyfatt(other, [2, 3])
    settle(both)
    expect(numbersOf(one)).toEqual(numbersOf(other))
    expect([...numbersOf(one).isNew]).toEqual([0, 0, 0, 1])
    same(both)
  })
})

describe('R45 R57 what Easyfatt has taken by itself', () => {
  it('is settled for all once somebody has changed it there, but for what he did not know of', () => {
    const { one, other, both } = two()
    const start = one.archive.handoverStart(at)
    const pull = { kind: 'easyfatt-pull', place: '', sha256: null, ids: Uint32Array.of(1, 2) } as const
    one.archive.closeHandover(one.archive.beginHandover({ ...pull, onlyNew: false, start }), at)
    settle(both)
    const change = ({ archive }: RowDesk, order: number, value: string) =>
      archive.saveEdits(order, archive.getOrder(order)?.version ?? 0, [{ path: 'note', value }], at)
    change(one, 1, 'cambiata')
    change(one, 2, 'cambiata')
    settle(both)
    expect(both.map(({ archive }) => archive.changedAfterPull(1, 9).count)).toEqual([2, 2])
    change(other, 2, 'intanto')
    one.archive.settlePulled(1, null)
    settle(both)
    const left = both.map(({ archive }) => archive.changedAfterPull(1, 9).orders.map(({ number }) => number))
    expect(left).toEqual([['N2'], ['N2']])
  })
})

describe('R48 R57 the numbers of invoices', () => {
  it('have no holes and are given once, whichever desk asks; what is begun elsewhere is not to be finished here', () => {
    const { one, other, both } = two()
    one.archive.beginInvoice(invoiceOf(1, 1), at)
    other.archive.beginInvoice(invoiceOf(2, 1), at)
    one.send()
    settle(both)
    expect(
      both.map(({ archive }) => archive.listInvoices(null, 9).map(({ orderNumber }) => orderNumber)),
    ).toEqual([['N1'], ['N1']])
    expect(both.map(({ archive }) => archive.openInvoices().length)).toEqual([1, 0])
    expect(() => other.archive.beginInvoice(invoiceOf(2, 2), at)).toThrow('invoice-unfinished')
    one.archive.closeInvoice(one.archive.openInvoices()[0]?.id ?? 0, at)
    settle(both)
    const id = other.archive.beginInvoice(invoiceOf(2, 2), at)
    settle(both)
    other.archive.closeInvoice(id, at)
    settle(both)
    // The first can be taken back no more, once the other has given the next.
    const last = one.archive.listInvoices(null, 9)[0]?.id ?? 0
    const uuids = one.archive.filesOfInvoice(last)
    one.archive.takeBackInvoices(uuids, at)
    other.archive.beginInvoice(invoiceOf(3, 3), at)
    other.send()
    settle(both)
    expect(one.archive.listInvoices(null, 9).map(({ number, state }) => `${number} ${state}`)).toEqual([
      '3/W begun',
      '2/W made',
      '1/W made',
    ])
    same(both)
  })
})

describe('R49 R57 refunds', () => {
  const refundOf = (id: string, on: string | null): Refund => ({
    id,
    at: on,
    reason: '',
    amount: '6.10',
    lines: [],
  })
  const refunded = () =>
    two((archive) =>
      storeThese(archive, [
        orderOf(1, { refunds: [refundOf('11', at), refundOf('12', at)] }),
        orderOf(2, { refunds: [refundOf('21', null)] }),
        orderOf(3, { refunds: [refundOf('', null)] }),
      ]),
    )
  const key = (orderId: number, refundId: string) => ({ orderId, refundId, number: '' })

  it('are registered once; of two marked by hand the first in the log counts', () => {
    const { one, other, both } = refunded()
    one.archive.markRefunds([key(1, '11')], at)
    other.archive.markRefunds([key(1, '11'), key(1, '12')], at)
    settle(both)
    same(both)
    const file = { kind: 'easyfatt', place: '/x.xml', sha256: 'a', refunds: [key(1, '12')] } as const
    expect(() => one.archive.beginRefunds(file, at)).toThrow('refunds-registered-meanwhile')
    other.archive.takeBackRefunds([key(1, '12')], at)
    settle(both)
    one.archive.beginRefunds(file, at)
    other.archive.beginRefunds(file, at)
    one.send()
    settle(both)
    expect(both.map(({ archive }) => archive.openRefunds().length)).toEqual([1, 0])
    same(both)
  })

  it('go with their credit note, and come back with it', () => {
    const { one, other, both } = refunded()
    const note = { kind: 'TD04', refundId: '11', series: 'credits' } as const
    const begun = one.archive.beginInvoice(invoiceOf(1, 1, note), at)
    other.archive.beginInvoice(invoiceOf(1, 1, { ...note, progressive: 'W9999' }), at)
    one.send()
    settle(both)
    expect(both.map(({ archive }) => archive.refundRegisteredBy(1, '11'))).toEqual(['1/W', '1/W'])
    same(both)
    one.archive.dropInvoice(begun)
    settle(both)
    expect(both.map(({ archive }) => archive.refundRegisteredBy(1, '11'))).toEqual([null, null])
    same(both)
  })

  it('get their dates, and sums are taken apart, on all desks', () => {
    const { one, both } = refunded()
    one.archive.keepRefundDates(1, [
      { shopOrderId: '2', refunds: [refundOf('21', at)] },
      {
        shopOrderId: '3',
        refunds: [{ ...refundOf('31', '2026-11-20T00:00:00.000Z'), at: '2026-11-20T00:00:00.000Z' }],
      },
    ])
    settle(both)
    const dates = ({ db }: RowDesk) =>
      db.prepare('SELECT order_id, refund_id, at FROM order_refunds ORDER BY order_id, refund_id').all()
    expect(dates(both[0])).toEqual(dates(both[1]))
    expect(both[1].archive.countUndated(1)).toEqual(both[0].archive.countUndated(1))
  })
})

describe('R16 R57 what the site has changed', () => {
  it('is settled for all desks, and known to all once one has looked', () => {
    const { one, other, both } = two()
    const { order } = one.archive.getOrder(1) ?? expect.fail()
    const now = { ...order, state: 'cancelled', stateId: 'cancelled', modifiedAt: '2026-11-25T00:00:00.000Z' }
    one.archive.keepSiteVersion(1, now, null, at)
    settle(both)
    for (const { archive } of both)
      expect(archive.getOrder(1)).toMatchObject({
        leftOut: 'cancelled',
        changedOnSite: true,
        checks: ['cancelled'],
      })
    // Changed here after the site said so: that counts.
    const { version } = other.archive.getOrder(1) ?? expect.fail()
    other.archive.saveEdits(1, version, [{ path: 'state', value: 'completed' }], at)
    settle(both)
    expect(both.map(({ archive }) => archive.getOrder(1)?.leftOut)).toEqual([null, null])
    one.archive.keepOurs(1)
    settle(both)
    for (const { archive } of both)
      expect(archive.getOrder(1)).toMatchObject({ changedOnSite: false, checks: [] })
    same(both)
  })
})
