import { describe, expect, it } from 'vitest'
import { acceptWrong } from '../../../main/cli/accept-wrong.ts'
import { readCommandLine } from '../../../main/cli/command-line.ts'
import type { Terminal } from '../../../main/cli/terminal.ts'
import { startChosenRuns } from '../../../main/program/chosen-orders.ts'
import type { ShopRecord } from '../../../main/store/shops.ts'
import { textsFor } from '../../../main/texts/index.ts'
import { everyOrder } from '../../../main/words/order-search.ts'
import { failureOf } from '../../conformance/opened.ts'
import { listOf } from '../../support/archive.ts'
import { desk } from '../../support/desk.ts'
import { orderOf } from '../../support/orders.ts'

const at = '2026-11-21T09:00:00.000Z'
const mismatch = [
  { code: 'totals-mismatch', params: { field: 'total', declared: '15.00', computed: '12.20' } } as const,
]
const noLines = [{ code: 'no-lines', params: {} } as const]
const total = (amount: string) => ({ totals: { ...orderOf(1).totals, total: amount } })

/** A shop downloaded from once: 1 new, 2 and 3 wrong by their amounts, 4 without lines. */
async function bench() {
  const all = await desk(['Bottega'], undefined, true)
  const [shop] = all.shops as [ShopRecord]
  const site = all.site(shop)
  site.put({ order: orderOf(1) })
  site.put({ order: orderOf(2, total('15.00')), wrong: mismatch })
  site.put({ order: orderOf(3, total('9.99')), wrong: mismatch })
  site.put({ order: orderOf(4), wrong: noLines })
  await all.press(shop)
  const { store, runner } = all
  const accept = async (...ids: number[]) => {
    const orders = ids.map((id) => ({
      shopId: shop.id,
      shopOrderId: String(id),
      number: `N${id}`,
      asItIs: true,
    }))
    return (await startChosenRuns(store, runner, orders))[0]?.run ?? expect.fail()
  }
  const rows = async (text = '') => (await store.listOrders(listOf({ text }), 0, 10)).rows
  const find = async (number: string) =>
    (await rows(number)).find((row) => row.number === number) ?? expect.fail(number)
  const wrong = async () => (await store.listWrong({ shopId: null, ignored: false }, null, 100)).rows
  return { ...all, shop, site, accept, rows, find, wrong }
}

describe('R38 Prendilo così com’è', () => {
  it('stores a wrong order with the shop’s total and the difference as a row, from the data kept', async () => {
    const { accept, find, wrong, site, store, press, shop } = await bench()
    const asked = site.requests
    const run = await accept(2)
    expect(run).toMatchObject({ outcome: 'success', chosen: true })
    expect(run.counters).toEqual({ total: 1, new: 1, skipped: 0, wrong: 0 })
    // The shop is not asked.
    expect(site.requests).toBe(asked)
    const row = await find('N2')
    expect(row).toMatchObject({ total: '15.00', unclear: true, edited: false })
    const detail = (await store.getOrder(row.id)) ?? expect.fail()
    expect(detail.order.fees).toEqual([
      { name: '', kind: 'unclear', net: '2.80', tax: '0.00', vatRate: null },
    ])
    expect(detail.accepted).toMatchObject({ at: row.downloadedAt, seenAt: null, reasons: mismatch })
    expect((await wrong()).map(({ number }) => number).sort()).toEqual(['N3', 'N4'])
    expect(await store.orderRaw(row.id)).toBe('{"id":"2","state":"processing"}')
    const log = await store.listLog({ ...everything, runId: run.id }, null, 10)
    expect(log.map(({ message }) => message.code)).toContain('wrong-order-accepted')
    // A later run has it already.
    expect((await press(shop)).counters).toMatchObject({ new: 0, skipped: 2, wrong: 2 })
    await store.seeChecks([row.id], 'accepted', at)
    expect(await find('N2')).toMatchObject({ unclear: false })
  })

  it('does not take what is wrong for another reason, and takes the others with it', async () => {
    const { accept, wrong, rows } = await bench()
    const run = await accept(2, 3, 4)
    expect(run.counters).toEqual({ total: 3, new: 2, skipped: 0, wrong: 1 })
    expect((await wrong()).map(({ number, reasons }) => [number, reasons])).toEqual([['N4', noLines]])
    expect((await rows()).map(({ number }) => number).sort()).toEqual(['N1', 'N2', 'N3'])
  })

  it('R42 is left out by what its state belongs to, as any other', async () => {
    const { accept, find, site, store, shop } = await bench()
    const { id, name, platform, url, settings } = shop
    const cancelled = { ...settings, stateMeanings: { annullati: 'cancelled' as const } }
    await store.saveShop({
      id,
      name,
      platform,
      url,
      keepConnection: true,
      isDemo: false,
      settings: cancelled,
    })
    const order = orderOf(2, { ...total('15.00'), state: 'annullato' })
    site.put({ order, wrong: mismatch, stateGroup: 'annullati' })
    await accept(2, 3)
    expect(await find('N2')).toMatchObject({ leftOut: 'cancelled' })
    expect(await find('N3')).toMatchObject({ leftOut: null })
  })

  it('goes back among the wrong ones as it was, and can be taken once more', async () => {
    const { accept, find, rows, wrong, store, shop } = await bench()
    const before = await wrong()
    await accept(2, 3)
    const [two, three] = [await find('N2'), await find('N3')]
    await store.takeBackAccepted(two.id, at)
    await store.takeBackAccepted(three.id, at)
    expect((await rows()).map(({ number }) => number)).toEqual(['N1'])
    expect(await rows('N3')).toEqual([])
    expect(await store.getOrder(three.id)).toBeNull()
    expect(await wrong()).toEqual(before)
    expect(await store.wrongRaw({ shopId: shop.id, shopOrderId: '2' })).toBe(
      '{"id":"2","state":"processing"}',
    )
    expect((await store.getShop(shop.id))?.ordersStored).toBe(1)
    await accept(3)
    expect(await find('N3')).toMatchObject({ total: '9.99' })
    expect((await store.orderTotals({ ...listOf(), ranges: null })).amounts).toEqual([
      { currency: 'EUR', count: 2, total: '22.19' },
    ])
  })

  it('R26 goes out of its run’s list and of the states that occur, whether columns were read or not', async () => {
    for (const searched of [false, true]) {
      const { accept, store, shop } = await bench()
      const run = await accept(2)
      if (searched) expect(await store.orderStates()).toEqual(['processing'])
      const list = { ...listOf(), filter: { ...everyOrder, runId: run.id } }
      const { rows } = await store.listOrders(list, 0, 10)
      await store.takeBackAccepted(rows[0]?.id ?? 0, at)
      expect(await store.listOrders(list, 0, 10)).toMatchObject({ rows: [], total: 0 })
      expect((await store.getShop(shop.id))?.ordersStored).toBe(1)
    }
  })

  it('R15 goes back also when it was only read again', async () => {
    const { accept, find, rows, wrong, store } = await bench()
    const before = await wrong()
    await accept(2)
    const { id } = await find('N2')
    const rereadId = await store.beginReread(null, at)
    await store.saveReadings(rereadId, [{ orderId: id, changes: [{ path: 'note', after: 'letta' }] }], at)
    expect((await store.getOrder(id))?.order.note).toBe('letta')
    await store.takeBackAccepted(id, at)
    expect((await rows()).map(({ number }) => number)).toEqual(['N1'])
    expect(await wrong()).toEqual(before)
    expect(await store.undoReread(rereadId, 0, 10, at)).toEqual({ orders: 0, kept: 0, next: null })
  })

  it('stays once it has been edited', async () => {
    const { accept, find, store } = await bench()
    await accept(2)
    const { id } = await find('N2')
    await store.saveEdits(id, 0, [{ path: 'note', value: 'visto' }], at)
    expect(await failureOf(store.takeBackAccepted(id, at))).toMatchObject({ code: 'order-changed-meanwhile' })
    expect(await find('N2')).toMatchObject({ edited: true })
  })

  it('R36 --accept-wrong takes those named, or all that can be', async () => {
    const { shop, store, runner, rows } = await bench()
    const texts = textsFor('it')
    const command = async (...args: string[]) => {
      const [out, err]: string[][] = [[], []]
      const terminal = {
        program: { store, runner },
        texts,
        out: (line: string) => out?.push(line),
        err: (line: string) => err?.push(line),
        bar: null,
      } as unknown as Terminal
      const code = await acceptWrong(readCommandLine(['--accept-wrong', ...args], texts), [shop], terminal)
      return { code, out, err }
    }
    expect(await command('--order', 'n2', '--order', '4')).toEqual({
      code: 1,
      out: ['Bottega: presi così come sono: 1, ancora errati: 2'],
      err: ['L’ordine 4 non è tra quelli errati che si possono prendere così come sono.'],
    })
    const { code, out } = await command('--json')
    expect(code).toBe(0)
    expect(JSON.parse(out?.[0] ?? '')).toEqual({
      shops: [{ shop: 'Bottega', accepted: 1, wrong: 0, stillWrong: 1, error: null }],
      notAcceptable: [],
    })
    expect(await rows()).toHaveLength(3)
    expect(await command()).toMatchObject({
      code: 0,
      out: ['Nessun ordine errato si può prendere così com’è.'],
    })
  })
})

const everything = { shopId: null, orderId: null, level: null, outcome: null, text: '' } as const
