import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openArchive, openReader } from '../../../main/store/archive.ts'
import { toOrderRecord } from '../../../main/store/order-record.ts'
import type { RunPage } from '../../../main/store/run-page.ts'
import type { Order } from '../../../main/words/order.ts'
import { everyOrder, gravestFirst } from '../../../main/words/order-search.ts'
import { shopSettingsSchema } from '../../../main/words/shop.ts'
import { draftOf, temporaryFolder } from '../../support/archive.ts'
import { orderOf } from '../../support/orders.ts'

const at = '2026-11-20T12:00:00.000Z'
const day = (n: number) => `2026-11-${20 + n}T12:00:00.000Z`
const page: RunPage = { orders: [], raw: null, skipped: [], wrong: [], changed: [], notices: [] }

function desk(orders: readonly Order[] = []) {
  const file = join(temporaryFolder(), 'archive.sqlite')
  const archive = openArchive(file)
  const shop = archive.saveShop(draftOf()).id
  const watching = openReader(file)
  watching.orderStates()
  const save = (some: Partial<RunPage>) => {
    const run = archive.beginRun(shop, 'auto', at).id
    archive.savePage(run, { ...page, ...some }, at)
    archive.finishRun(run, { outcome: 'success', failure: null, finishedAt: at, cursor: at })
    return run
  }
  const store = (some: readonly Order[]) =>
    save({
      orders: some.map((order, place) => toOrderRecord(order, place)),
      raw: Buffer.from(JSON.stringify(some.map(() => ({})))),
    })
  if (orders.length > 0) store(orders)
  return {
    archive,
    shop,
    save,
    store,
    onSite: (shopOrderId: string, words: readonly string[] | null, n = 1) =>
      save({ changed: [{ shopOrderId, number: '', modifiedAt: day(n), ...(words ? { words } : {}) }] }),
    /** The list as it opens first, as it is from memory, and what the counts say: number and reasons. */
    toCheck: () => {
      const list = { filter: { ...everyOrder, check: true }, sort: gravestFirst, upTo: null }
      const [first, then] = [openReader(file), watching].map((search) => {
        const { rows, total } = search.listOrders(list, 0, 100)
        expect(rows).toHaveLength(total)
        return rows.map(({ number, checks }) => `${number}: ${checks.join(' ')}`)
      })
      expect(then).toEqual(first)
      expect(archive.workCounts().check - archive.workCounts().wrong).toBe(first?.length)
      return first
    },
  }
}

describe('R42 what is to be looked at', () => {
  it('is told of new orders, the gravest first; of one that comes done nothing', () => {
    const company = { billing: { ...orderOf(1).billing, company: 'Rossi S.r.l.' }, note: 'citofonare' }
    const { toCheck } = desk([
      orderOf(1),
      orderOf(2, { note: 'citofonare' }),
      orderOf(3, company),
      orderOf(4, { ...company, state: 'completed' }),
      orderOf(5, { ...company, state: 'cancelled' }),
      orderOf(6, { shipping: { ...orderOf(1).shipping, postcode: '1' }, state: 'completed' }),
    ])
    expect(toCheck()).toEqual(['N3: fiscal note', 'N2: note'])
  })

  it('is an order of the same customer for the same amount within an hour, but no cancelled one', () => {
    const customer = (email: string) => ({ ...orderOf(1).customer, email })
    const anna = { customer: customer('anna@posta.example') }
    const { store, toCheck, archive } = desk([
      orderOf(1, anna),
      orderOf(2, { customer: customer('Anna@posta.example') }),
      orderOf(3, { ...anna, totals: { ...orderOf(1).totals, total: '12.21' } }),
      orderOf(4, { customer: customer('berta@posta.example'), state: 'cancelled' }),
      orderOf(5, { customer: customer('berta@posta.example') }),
    ])
    store([orderOf(6, { ...anna, placedAt: '2026-11-20T11:30:00.000Z' })])
    expect(toCheck()).toEqual(['N2: duplicate'])
    expect(archive.getOrder(2)?.allChecks).toEqual([{ reason: 'duplicate', content: 'N1', at, seenAt: null }])
  })

  it('is what the site cancels, gives back or changes after the download, until the site is taken over or kept out', () => {
    const { archive, onSite, save, toCheck } = desk([1, 2, 3, 4, 5, 6].map((n) => orderOf(n)))
    onSite('1', ['cancelled'])
    onSite('2', ['processing'])
    onSite('3', null)
    // On its way to the customer: nobody need look at that.
    onSite('4', ['completed'])
    // Where the state is what became of the money, too.
    save({
      changed: [
        { shopOrderId: '6', number: '', modifiedAt: day(1), words: ['processing'], fulfilment: 'fulfilled' },
      ],
    })
    const refunds = [{ id: '9', at: null, reason: '', amount: '1.00', lines: [] }]
    save({
      changed: [{ shopOrderId: '5', number: '', modifiedAt: day(1), words: ['processing'] }],
      refunds: [{ shopOrderId: '5', refunds }],
    })
    expect(toCheck()).toEqual(['N1: cancelled', 'N5: refunded', 'N3: changed', 'N2: changed'])
    archive.keepOurs(3)
    archive.keepSiteVersion(2, orderOf(2, { note: 'al piano', modifiedAt: day(1) }), orderOf(2), at)
    archive.takeOver(2, 0, null, at)
    expect(toCheck()).toEqual(['N1: cancelled', 'N5: refunded', 'N2: note'])
    // Paid after all.
    onSite('1', ['processing'], 2)
    expect(toCheck()).toEqual(['N5: refunded', 'N2: note'])
  })

  it('does not go unseen when the order goes on, is changed again or cancelled', () => {
    const { archive, onSite, save, toCheck } = desk([1, 2, 3].map((n) => orderOf(n)))
    const refunds = [{ id: '9', at: null, reason: '', amount: '1.00', lines: [] }]
    save({
      changed: [{ shopOrderId: '1', number: '', modifiedAt: day(1), words: ['processing'] }],
      refunds: [{ shopOrderId: '1', refunds }],
    })
    onSite('2', null)
    onSite('3', null)
    expect(toCheck()).toEqual(['N1: refunded', 'N3: changed', 'N2: changed'])
    for (const id of ['1', '2']) onSite(id, ['completed'], 2)
    expect(toCheck()).toEqual(['N1: refunded', 'N3: changed', 'N2: changed'])
    onSite('1', null, 3)
    onSite('3', ['cancelled'], 3)
    expect(toCheck()).toEqual(['N3: cancelled changed', 'N1: refunded changed', 'N2: changed'])
    // The one that is none any more goes; what was changed does not.
    onSite('3', ['completed'], 4)
    expect(toCheck()).toEqual(['N1: refunded changed', 'N3: changed', 'N2: changed'])
    archive.keepOurs(1)
    expect(toCheck()).toEqual(['N3: changed', 'N2: changed'])
  })

  it('is a cancellation that the comparison with the site met first, once', () => {
    const { archive, shop, onSite, toCheck } = desk([1, 2, 3].map((n) => orderOf(n)))
    const cancelled = (n: number) => orderOf(n, { state: 'cancelled', modifiedAt: day(1) })
    archive.keepSiteVersion(1, cancelled(1), orderOf(1), at)
    archive.keepSiteVersion(2, orderOf(2, { note: 'al piano', modifiedAt: day(1) }), orderOf(2), at)
    // On its way.
    archive.keepSiteVersion(3, orderOf(3, { state: 'completed', modifiedAt: day(1) }), orderOf(3), at)
    expect(toCheck()).toEqual(['N1: cancelled', 'N2: changed'])
    archive.seeChecks([1, 2], null, at)
    onSite('1', ['cancelled'], 2)
    archive.keepSiteVersion(1, cancelled(1), orderOf(1), at)
    archive.keepSiteVersion(2, orderOf(2, { note: 'al piano', modifiedAt: day(1) }), orderOf(2), at)
    expect(toCheck()).toEqual([])
    expect(archive.cancelledSince(shop, at)).toEqual([])
  })

  it('is what the site cancels though it was left out already, but for an order that came so', () => {
    const { archive, shop, onSite, toCheck } = desk([orderOf(1), orderOf(2, { state: 'cancelled' })])
    const settings = shopSettingsSchema.parse({ stateMeanings: { reso: 'cancelled' } })
    onSite('1', ['reso'])
    archive.seeChecks([1], null, at)
    archive.saveShop(draftOf({ id: shop, settings }))
    expect(toCheck()).toEqual([])
    onSite('1', ['reso'], 2)
    onSite('2', ['cancelled'], 2)
    expect(toCheck()).toEqual(['N1: cancelled'])
  })

  it('is each cancellation of an order, also one whose taking over was undone', () => {
    const { archive, onSite, toCheck } = desk([orderOf(1), orderOf(2)])
    onSite('1', ['cancelled'])
    archive.seeChecks([1], null, at)
    onSite('1', ['processing'], 2)
    expect(toCheck()).toEqual([])
    onSite('1', ['cancelled'], 3)
    expect(toCheck()).toEqual(['N1: cancelled'])
    archive.seeChecks([1], null, at)
    onSite('2', ['cancelled'])
    archive.keepSiteVersion(2, orderOf(2, { state: 'cancelled', modifiedAt: day(1) }), orderOf(2), at)
    archive.takeOver(2, 0, null, at)
    expect(toCheck()).toEqual([])
    archive.restoreOrder(2, 1, at)
    expect(toCheck()).toEqual(['N2: cancelled'])
  })

  it('has been seen, for a reason or for all, until it says something else', () => {
    const { archive, onSite, toCheck } = desk([orderOf(1, { note: 'citofonare' }), orderOf(2)])
    onSite('1', null)
    expect(archive.seeChecks([1], 'note', at)).toBe(1)
    expect(toCheck()).toEqual(['N1: changed'])
    expect(archive.seeChecks([1, 2], null, at)).toBe(1)
    expect(toCheck()).toEqual([])
    expect(archive.getOrder(1)?.allChecks.map(({ reason, seenAt }) => [reason, seenAt])).toEqual([
      ['changed', at],
      ['note', at],
    ])
    // The same change met again says nothing new; the next one does, and so does another note.
    onSite('1', null)
    expect(toCheck()).toEqual([])
    onSite('1', null, 2)
    archive.saveEdits(2, 0, [{ path: 'note', value: 'al piano' }], at)
    expect(toCheck()).toEqual(['N1: changed', 'N2: note'])
    archive.saveEdits(2, 1, [{ path: 'note', value: '' }], at)
    expect(toCheck()).toEqual(['N1: changed'])
  })

  it('stays seen when the order goes and comes again', () => {
    const { archive, save, toCheck } = desk()
    const reasons = [{ code: 'no-customer', params: {} }] as const
    const accepted = { at, seenAt: null, reasons, firstRunId: 1, lastRunId: 1 }
    const order = toOrderRecord(orderOf(1, { note: 'citofonare' }), 0, { accepted })
    const again = () => save({ orders: [order], raw: Buffer.from('[{}]') })
    again()
    expect(toCheck()).toEqual(['N1: accepted note'])
    archive.seeChecks([1], 'note', at)
    archive.takeBackAccepted(1, at)
    expect([toCheck(), archive.workCounts()]).toMatchObject([[], { check: 1, wrong: 1 }])
    again()
    expect(toCheck()).toEqual(['N1: accepted'])
    archive.seeChecks([1], 'accepted', at)
    expect(archive.getOrder(1)).toMatchObject({ unclear: false, accepted: { seenAt: at } })
  })

  it('tells which orders a run found cancelled or refunded', () => {
    const { archive, shop, onSite } = desk([orderOf(1), orderOf(2), orderOf(3)])
    onSite('1', ['cancelled'])
    onSite('2', ['refunded'])
    onSite('3', null)
    expect(archive.cancelledSince(shop, at)).toMatchObject([{ number: 'N1' }, { number: 'N2' }])
    archive.seeChecks([1], null, at)
    expect(archive.cancelledSince(shop, at)).toMatchObject([{ number: 'N2' }])
    expect(archive.cancelledSince(shop, day(1))).toEqual([])
  })
})
