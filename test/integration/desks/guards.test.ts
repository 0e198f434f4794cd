/** What only one desk may hand over or number (R57), and what becomes of an older copy of an archive that has joined (R55). */
import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { sha256Of } from '../../../main/export/hand-over.ts'
import { settleInvoices } from '../../../main/program/settle-invoices.ts'
import { type Archive, openArchive } from '../../../main/store/archive.ts'
import { makeBackup } from '../../../main/store/backup.ts'
import { listBackups } from '../../../main/store/backup-files.ts'
import type { NewInvoice } from '../../../main/store/invoices.ts'
import { openKeptArchive } from '../../../main/store/kept-archive.ts'
import { toOrderRecord } from '../../../main/store/order-record.ts'
import type { InvoiceDocument } from '../../../main/words/invoice.ts'
import { draftOf, temporaryFolder } from '../../support/archive.ts'
import { asStore } from '../../support/as-store.ts'
import { MemoryServer } from '../../support/memory-server.ts'
import { orderOf } from '../../support/orders.ts'
import { SharingDesk, settleAll } from '../../support/sharing-desk.ts'

const at = '2026-11-23T12:00:00.000Z'
let server: MemoryServer
let desks: SharingDesk[]
let anna: SharingDesk
let bruno: SharingDesk

/** Two desks with the same four orders. */
beforeEach(async () => {
  server = new MemoryServer()
  const folder = temporaryFolder()
  const [first, second] = ['anna', 'bruno'].map((name) => join(folder, `${name}.sqlite`)) as [string, string]
  const made = openArchive(first)
  const shop = made.saveShop(draftOf())
  made.close()
  copyFileSync(first, second)
  anna = await SharingDesk.join(first, 'anna', server)
  bruno = await SharingDesk.join(second, 'bruno', server)
  desks = [anna, bruno]
  const lease = await anna.take(shop.uuid)
  const { id } = anna.archive.beginRun(shop.id, 'manual', at, lease.outcome === 'taken' ? lease.run : 0)
  const orders = [1, 2, 3, 4].map((one, place) => toOrderRecord(orderOf(one), place))
  const raw = Buffer.from('[1,2,3,4]')
  anna.archive.savePage(id, { orders, raw, skipped: [], wrong: [], changed: [], notices: [] }, at)
  anna.archive.finishRun(id, { outcome: 'success', failure: null, finishedAt: at, cursor: at })
  await settleAll(desks)
})

const handOver = ({ archive }: SharingDesk, ids: readonly number[], onlyNew = true): number => {
  const start = archive.handoverStart(at)
  const what = { kind: 'csv', place: '/x.csv', sha256: null, onlyNew, start } as const
  return archive.beginHandover({ ...what, ids: Uint32Array.from(ids) })
}
const invoice = ({ archive }: SharingDesk, orderId: number, sequence: number, written = {}): number => {
  const whose = { seller: '01234567897', sender: '01234567897', series: 'invoices', year: 2026 } as const
  const what = { kind: 'TD01', orderId, refundId: '', customer: 'Nicolò', total: '12.20' } as const
  const file = {
    place: `/${orderId}.xml`,
    sha256: 'a',
    progressive: `W000${orderId}`,
    date: '2026-11-23' as const,
  }
  const document = {} as InvoiceDocument
  const named: NewInvoice = {
    ...{ ...whose, ...what, ...file, document, replaces: null, given: 0 },
    ...{ sequence, number: `${sequence}/W`, ...written },
  }
  return archive.beginInvoice(named, at)
}
const confirmed = ({ archive }: SharingDesk, id: number, table: 'handovers' | 'invoices' = 'handovers') =>
  archive.handoverConfirmed({ table, id })
const allHoldTheSame = () => expect(bruno.archive.deskDigest()).toBe(anna.archive.deskDigest())

describe('R57: new orders', () => {
  it('are handed over by the desk that the server has heard first; the other’s is as if it had not been begun', async () => {
    const first = handOver(anna, [1, 2])
    const second = handOver(bruno, [2, 3])
    expect([confirmed(anna, first), confirmed(bruno, second)]).toEqual(['waiting', 'waiting'])
    await anna.settle()
    expect(confirmed(anna, first)).toBe('confirmed')
    // It has heard of it before it sends its own: it had not, when it began.
    await bruno.readSome()
    expect(await bruno.sendOne()).toBe('handed-moved')
    expect(confirmed(bruno, second)).toBe('refused')
    expect(bruno.archive.orderHandovers(3)).toEqual([])
    expect(bruno.archive.orderHandovers(2)).toHaveLength(1)
    const third = handOver(bruno, [3])
    await bruno.settle()
    expect(confirmed(bruno, third)).toBe('confirmed')
    await settleAll(desks)
    allHoldTheSame()
  })

  it('one after the other of one desk are no surprise to it', async () => {
    const ids = [1, 2, 3].map((order) => handOver(anna, [order]))
    await anna.settle()
    expect(ids.map((id) => confirmed(anna, id))).toEqual(['confirmed', 'confirmed', 'confirmed'])
    await settleAll(desks)
    allHoldTheSame()
  })

  it('what left the program before the server was asked is told all the same', async () => {
    const out = handOver(bruno, [3])
    bruno.archive.closeHandover(out, at)
    handOver(anna, [1])
    await anna.settle()
    await settleAll(desks)
    expect(confirmed(bruno, out)).toBe('confirmed')
    expect(anna.archive.orderHandovers(3)).toHaveLength(1)
    allHoldTheSame()
  })

  it('chosen orders wait for nobody', async () => {
    handOver(anna, [1], false)
    const other = handOver(bruno, [1], false)
    await anna.settle()
    expect(confirmed(bruno, other)).toBe('confirmed')
    await settleAll(desks)
    allHoldTheSame()
    for (const { archive } of desks)
      expect(archive.getOrder(1)?.allChecks.map(({ reason }) => reason)).toContain('desks')
  })
})

describe('R57: the numbers of invoices', () => {
  it('count after a start only once the server has let the desk have them', async () => {
    const profile = temporaryFolder()
    const place = join(profile, 'fattura.xml')
    writeFileSync(place, '<xml/>')
    const id = invoice(anna, 1, 1, { place, sha256: await sha256Of(place) })
    const settled = async () => {
      await settleInvoices(asStore(anna.archive), profile, () => new Date(at))
      return anna.archive.invoice(id)?.state
    }
    expect(await settled()).toBe('begun')
    await anna.settle()
    expect(await settled()).toBe('made')
  })

  it('are given once, and again by who was refused', async () => {
    const first = invoice(anna, 1, 1)
    const second = invoice(bruno, 2, 1)
    await anna.settle()
    expect(await bruno.sendOne()).toBe('handed-moved')
    expect(confirmed(anna, first, 'invoices')).toBe('confirmed')
    expect(confirmed(bruno, second, 'invoices')).toBe('refused')
    anna.archive.closeInvoice(first, at)
    await settleAll(desks)
    const again = invoice(bruno, 2, 2)
    await bruno.settle()
    expect(confirmed(bruno, again, 'invoices')).toBe('confirmed')
    bruno.archive.closeInvoice(again, at)
    await settleAll(desks)
    const numbers = ({ archive }: { archive: Archive }) =>
      archive.listInvoices(null, 9).map(({ number }) => number)
    expect(numbers(bruno)).toEqual(['2/W', '1/W'])
    allHoldTheSame()
  })

  it('one taken back, and given to the next before the server has refused that, counts again', async () => {
    const first = invoice(anna, 1, 1)
    await anna.settle()
    anna.archive.closeInvoice(first, at)
    await settleAll(desks)
    handOver(bruno, [3])
    await bruno.settle()
    anna.archive.takeBackInvoices(anna.archive.filesOfInvoice(first), at)
    const asked = anna.archive.nextFact()
    const next = invoice(anna, 2, 1)
    anna.archive.factRefused(asked?.n ?? 0, 'handed-moved')
    await settleAll(desks)
    expect(confirmed(anna, next, 'invoices')).toBe('refused')
    expect(anna.archive.invoice(first)?.state).toBe('made')
    allHoldTheSame()
  })
})

describe('R55: an older copy in the place of an archive that has joined', () => {
  it('is stopped: it would count its facts once more', async () => {
    bruno.archive.fold()
    const now = new Date('2026-11-24T00:00:00.000Z')
    await makeBackup({ archive: bruno.file, reason: 'daily', at: now, isCancelled: () => false })
    bruno.archive.markWork([1], { state: 'done' }, at)
    await bruno.settle()
    bruno.close()
    const kept = await openKeptArchive(bruno.file)
    onTestFinished(() => kept.close())
    kept.restoreBackup(listBackups(bruno.file)[0]?.name ?? '')
    expect(kept.desk()?.stopped).toEqual({ code: 'archive-went-back', params: {} })
    kept.markWork([2], { state: 'done' }, at)
    expect(kept.nextFact()).toBeNull()
    expect(kept.applyFacts(server.facts)).toMatchObject({ stopped: { code: 'archive-went-back' } })
  })
})
