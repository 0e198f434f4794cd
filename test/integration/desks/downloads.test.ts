/** What desks share of downloads (R55, R56), over a server with the real one's rules in memory. */
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import { leaseMs } from '../../../main/desks/server.ts'
import { type Archive, openArchive } from '../../../main/store/archive.ts'
import { toOrderRecord } from '../../../main/store/order-record.ts'
import type { RunPage } from '../../../main/store/run-page.ts'
import { chainHash, digestOf } from '../../../main/store/shared/chain.ts'
import type { StoredFact } from '../../../main/words/fact.ts'
import type { Order } from '../../../main/words/order.ts'
import { draftOf, temporaryFolder } from '../../support/archive.ts'
import { MemoryServer } from '../../support/memory-server.ts'
import { orderOf } from '../../support/orders.ts'
import { SharingDesk, settleAll } from '../../support/sharing-desk.ts'

const at = '2026-11-20T12:00:00.000Z'
const emptyPage: RunPage = { orders: [], raw: null, skipped: [], wrong: [], changed: [], notices: [] }
const pageOf = (orders: readonly Order[], rest: Partial<RunPage> = {}): RunPage => ({
  ...emptyPage,
  orders: orders.map((order, index) => toOrderRecord(order, index)),
  raw: orders.length === 0 ? null : Buffer.from(JSON.stringify(orders.map(({ number }) => ({ number })))),
  ...rest,
})
const window = {
  shopStartedAt: at,
  from: '2026-11-01T00:00:00.000Z',
  to: null,
  floor: '2026-11-01T00:00:00.000Z',
}
const success = { outcome: 'success', failure: null, finishedAt: at, cursor: at } as const

let server: MemoryServer
let shop: { id: number; uuid: string }
let desks: SharingDesk[]
let anna: SharingDesk
let bruno: SharingDesk
let carla: SharingDesk

/** Three archives that know the same shop. */
beforeEach(async () => {
  server = new MemoryServer()
  const folder = temporaryFolder()
  const first = join(folder, 'anna.sqlite')
  const made = openArchive(first)
  shop = made.saveShop(draftOf())
  made.close()
  const files = ['bruno', 'carla'].map((name) => join(folder, `${name}.sqlite`))
  for (const file of files) copyFileSync(first, file)
  desks = []
  for (const file of [first, ...files])
    desks.push(await SharingDesk.join(file, file.slice(folder.length + 1, -7), server))
  ;[anna, bruno, carla] = desks as [SharingDesk, SharingDesk, SharingDesk]
})

async function takeRun(desk: SharingDesk): Promise<{ run: number; id: number }> {
  const lease = await desk.take(shop.uuid)
  if (lease.outcome !== 'taken') throw new Error(`held by ${lease.name}`)
  const { id } = desk.archive.beginRun(shop.id, 'manual', at, lease.run)
  desk.archive.openWindow(id, window, at)
  return { run: lease.run, id }
}

const allHoldTheSame = () => {
  for (const { archive } of desks) expect(archive.deskDigest()).toBe(desks[0]?.archive.deskDigest())
}
const lastRun = (archive: Archive) => {
  const { id: _, shopId: __, ...run } = archive.listRuns(null, null, 1)[0] ?? { id: 0, shopId: 0 }
  return run
}
const logOf = (archive: Archive) =>
  archive
    .listLog({ shopId: null, runId: null, orderId: null, level: null, outcome: null, text: '' }, null, 100)
    .map(({ message, shopOrderId, times }) => ({ message, shopOrderId, times }))

describe('R55: what one desk downloads', () => {
  it('is on all desks, with its counters, its log, its cursor and the shop’s own data', async () => {
    const { run, id } = await takeRun(anna)
    const skipped = [
      { shopOrderId: '9', number: 'N9', reason: { code: 'state-not-wanted', params: { state: 'x' } } },
    ] as const
    const wrong = [
      { shopOrderId: '8', number: 'N8', raw: '{"id":8}', reasons: [{ code: 'no-lines', params: {} }] },
    ] as const
    anna.archive.savePage(id, pageOf([orderOf(1), orderOf(2)], { skipped, wrong }), at)
    anna.archive.finishRun(id, success)
    await anna.give(shop.uuid, run)
    await settleAll(desks)
    allHoldTheSame()
    for (const { archive } of desks) {
      expect(lastRun(archive)).toEqual(lastRun(anna.archive))
      expect(logOf(archive)).toEqual(logOf(anna.archive))
      expect(archive.getShop(shop.id)).toMatchObject({ cursor: at, ordersStored: 2, wrongOrders: 1 })
      expect(archive.orderRaw(2)).toBe('{"number":"N2"}')
      expect(archive.outboxState()).toEqual({ waiting: 0, unconfirmed: 0 })
    }
    expect(lastRun(bruno.archive)).toMatchObject({
      outcome: 'success',
      counters: { total: 4, new: 2, skipped: 1, wrong: 1 },
    })
  })
})

describe('R55: what is not known to have arrived', () => {
  it('is sent again under its number, and is there once', async () => {
    const { id } = await takeRun(anna)
    anna.archive.savePage(id, pageOf([orderOf(1)]), at)
    for (let sent = 0; sent < 10; sent += 1) {
      server.losesAnswer = true
      await anna.sendOne().catch(() => anna.restart())
      await anna.sendOne()
    }
    server.losesAnswer = false
    const own = server.facts.filter(({ desk }) => desk === anna.me.desk)
    expect(own.map(({ n }) => n)).toEqual(own.map((_, place) => place + 1))
    expect(own.filter(({ kind }) => kind === 'page')).toHaveLength(1)
    await settleAll(desks)
    allHoldTheSame()
    expect(bruno.archive.getShop(shop.id)?.ordersStored).toBe(1)
  })

  it('comes back in the log before its answer does', async () => {
    const { id } = await takeRun(anna)
    anna.archive.savePage(id, pageOf([orderOf(1)]), at)
    server.losesAnswer = true
    await anna.sendOne().catch(() => undefined)
    await anna.readSome()
    await settleAll(desks)
    expect(server.facts.filter(({ kind }) => kind === 'page')).toHaveLength(1)
    allHoldTheSame()
  })
})

describe('R56: without the right to download', () => {
  it('no run begins, but for the demonstration shop', () => {
    expect(() => anna.archive.beginRun(shop.id, 'auto', at)).toThrowError(
      expect.objectContaining({ value: { code: 'desks-unreachable', params: {} } }),
    )
    expect(() => anna.archive.beginChosenRun(shop.id, 1, at)).toThrowError()
    const before = anna.archive.outboxState()
    const demo = anna.archive.saveShop(draftOf({ name: 'Prova', isDemo: true }))
    const { id } = anna.archive.beginRun(demo.id, 'manual', at)
    anna.archive.savePage(id, pageOf([orderOf(1)]), at)
    anna.archive.finishRun(id, success)
    expect(anna.archive.outboxState()).toEqual(before)
  })

  it('what a run has brought after another desk took the shop is taken back, and comes from there', async () => {
    const { id } = await takeRun(anna)
    anna.archive.savePage(id, pageOf([orderOf(1)]), at)
    await settleAll(desks)
    // Asleep, with a page that was not sent and a run that came to its end.
    anna.archive.savePage(id, pageOf([orderOf(2), orderOf(3)]), at)
    anna.archive.finishRun(id, success)
    expect(anna.archive.getShop(shop.id)?.cursor).toBe(at)
    server.now += leaseMs + 1
    const other = await takeRun(bruno)
    await bruno.settle()
    expect(await anna.sendOne()).toBe('stale-run')
    expect(anna.archive.getShop(shop.id)).toMatchObject({ cursor: null, ordersStored: 1 })
    expect(anna.archive.getRun(id)).toMatchObject({
      outcome: 'annulled',
      failure: { code: 'lease-over' },
      counters: { total: 1, new: 1, skipped: 0, wrong: 0 },
    })
    await settleAll(desks)
    allHoldTheSame()
    expect(carla.archive.listRuns(null, null, 9).map(({ outcome }) => outcome)).toEqual([
      'running',
      'interrupted',
    ])
    // Its engine does not know yet.
    expect(() => anna.archive.savePage(id, pageOf([orderOf(4)]), at)).toThrowError(
      expect.objectContaining({ value: { code: 'lease-over', params: {} } }),
    )
    bruno.archive.savePage(other.id, pageOf([orderOf(2), orderOf(3)]), at)
    bruno.archive.finishRun(other.id, success)
    await settleAll(desks)
    allHoldTheSame()
    for (const { archive } of desks) {
      expect(archive.getShop(shop.id)).toMatchObject({ cursor: at, ordersStored: 3 })
      expect(lastRun(archive)).toEqual(lastRun(bruno.archive))
    }
  })

  it('a wrong order that it has stored is wrong again, as it was', async () => {
    const { run, id } = await takeRun(anna)
    const wrong = [
      { shopOrderId: '8', number: 'N8', raw: '{"id":8}', reasons: [{ code: 'no-lines', params: {} }] },
    ] as const
    anna.archive.savePage(id, pageOf([], { wrong }), at)
    anna.archive.finishRun(id, success)
    await anna.settle()
    await anna.give(shop.uuid, run)
    await settleAll(desks)
    const other = await takeRun(bruno)
    bruno.archive.savePage(other.id, pageOf([orderOf(8)]), at)
    expect(bruno.archive.wrongData(shop.id, ['8'])).toEqual([])
    server.now += leaseMs + 1
    await carla.take(shop.uuid)
    await settleAll(desks)
    expect(bruno.archive.wrongData(shop.id, ['8'])).toEqual(carla.archive.wrongData(shop.id, ['8']))
    allHoldTheSame()
  })

  it('an order that both have downloaded is the one of the log, on both', async () => {
    const { id } = await takeRun(anna)
    await settleAll(desks)
    const ours = orderOf(2, { note: 'come la vede Anna' })
    anna.archive.savePage(id, pageOf([orderOf(1), ours]), at)
    server.now += leaseMs + 1
    const other = await takeRun(bruno)
    const theirs = orderOf(2, { note: 'come la vede Bruno' })
    bruno.archive.savePage(other.id, pageOf([theirs]), at)
    await bruno.settle()
    // The log comes before Anna is told that her page is not taken.
    await anna.readSome()
    expect(anna.archive.getOrder(2)?.order.note).toBe('come la vede Bruno')
    expect(anna.archive.getRun(id).counters).toEqual({ total: 2, new: 1, skipped: 1, wrong: 0 })
    await settleAll(desks)
    expect(anna.archive.getRun(id).counters).toEqual({ total: 0, new: 0, skipped: 0, wrong: 0 })
    allHoldTheSame()
    expect(anna.archive.getShop(shop.id)?.ordersStored).toBe(1)
    expect(anna.archive.orderRaw(2)).toBe('{"number":"N2"}')
  })
})

describe('R55: wrong orders and warnings', () => {
  it('are wrong, ignored, taken and taken back on all desks', async () => {
    const { run, id } = await takeRun(anna)
    const reasons = [{ code: 'no-customer', params: {} }] as const
    const wrong = ['7', '8'].map((shopOrderId) => {
      return { shopOrderId, number: `N${shopOrderId}`, raw: `{"id":${shopOrderId}}`, reasons }
    })
    anna.archive.savePage(id, pageOf([], { wrong }), at)
    anna.archive.finishRun(id, success)
    anna.archive.noteWarnings(
      shop.id,
      {
        found: [{ kind: 'state-unknown', key: 'x', name: 'X', count: 3 }],
        complete: ['state-unknown'],
        settled: [],
      },
      at,
    )
    await anna.give(shop.uuid, run)
    await settleAll(desks)
    bruno.archive.setIgnored([{ shopId: shop.id, shopOrderId: '7' }], true, at)
    carla.archive.setIgnored([{ shopId: shop.id, shopOrderId: '7' }], true, at)
    carla.archive.setIgnored([{ shopId: shop.id, shopOrderId: '7' }], false, at)
    await carla.settle()
    await settleAll(desks)
    allHoldTheSame()
    for (const { archive } of desks) {
      expect(archive.ignoredOrders(shop.id)).toEqual(['7'])
      expect(archive.shopWarnings(shop.id)).toHaveLength(1)
    }

    const lease = await bruno.take(shop.uuid)
    const again = bruno.archive.beginChosenRun(shop.id, 1, at, lease.outcome === 'taken' ? lease.run : 0)
    const accepted = { at, seenAt: null, reasons, firstRunId: id, lastRunId: id }
    const page = pageOf([orderOf(8)])
    const orders = page.orders.map((order) => ({ ...order, accepted }))
    bruno.archive.savePage(again.id, { ...page, orders }, at)
    // Taken back before it was sent.
    bruno.archive.takeBackAccepted(1, at)
    bruno.archive.finishRun(again.id, { ...success, cursor: null })
    await settleAll(desks)
    allHoldTheSame()
    for (const { archive } of desks) {
      expect(archive.getShop(shop.id)).toMatchObject({ ordersStored: 0, wrongOrders: 1 })
      expect(lastRun(archive)).toEqual(lastRun(bruno.archive))
    }
  })
})

describe('R55: a log that is not the one this desk knows', () => {
  beforeEach(async () => {
    const { id } = await takeRun(anna)
    anna.archive.savePage(id, pageOf([orderOf(1)]), at)
    await anna.settle()
    await bruno.readSome(1)
  })
  const codeOf = ({ archive }: SharingDesk) => archive.desk()?.stopped?.code

  it('a server that went back is noticed, by who was ahead of it and by who was not', async () => {
    const [first] = server.facts
    server.facts = first ? [first] : []
    expect(await anna.enter()).toBe('desks-restored')
    expect(codeOf(anna)).toBe('desks-restored')
    expect(anna.archive.nextFact()).toBeNull()
    expect(await bruno.enter()).toBeNull()
    server.epoch = server.archive
    expect(await bruno.enter()).toBe('desks-restored')
  })

  it('a fact that was changed, or is missing, is not applied', async () => {
    const facts = server.facts
    server.facts = facts.map((fact) => (fact.seq === 2 ? { ...fact, digest: 'x' } : fact))
    expect(await bruno.readSome()).toMatchObject({ applied: 1, stopped: { code: 'desks-restored' } })
    bruno.archive.stopDesk(null)
    server.facts = facts
    expect(bruno.archive.applyFacts(facts.slice(2))).toMatchObject({ applied: 1 })
    expect(codeOf(bruno)).toBe('desks-restored')
  })

  it('a fact of a later version stops this desk, which goes on once it is updated', async () => {
    const { digest, hash, ...fact } = server.facts[1] as StoredFact
    const later = { ...fact, kind: 'melody', digest }
    const seen = { ...later, hash: chainHash(server.facts[0]?.hash ?? '', later) }
    expect(bruno.archive.applyFacts([seen])).toMatchObject({ stopped: { code: 'desk-outdated' } })
    expect(bruno.archive.applyFacts(server.facts)).toMatchObject({ applied: 1 })
    bruno.archive.stopDesk(null)
    await settleAll(desks)
    allHoldTheSame()
  })

  it('a body that becomes too long, or is none, is not applied', async () => {
    const [, fact] = server.facts as StoredFact[]
    if (fact === undefined) throw new Error('no fact')
    for (const body of [
      brotliCompressSync(Buffer.alloc(70 * 1024 * 1024), { params: { [constants.BROTLI_PARAM_QUALITY]: 0 } }),
      Buffer.from('x'),
      brotliCompressSync('{}'),
      brotliCompressSync('[null]'),
    ]) {
      const other = { ...fact, kind: 'rows', body, digest: digestOf(body) }
      const hash = chainHash(server.facts[0]?.hash ?? '', other)
      expect(bruno.archive.applyFacts([{ ...other, hash }])).toMatchObject({
        applied: 1,
        stopped: { code: 'desk-outdated' },
      })
      bruno.archive.stopDesk(null)
    }
  })

  it('a fact that cannot be stops this desk, and is told as an error', () => {
    const [, fact] = server.facts as StoredFact[]
    if (fact === undefined) throw new Error('no fact')
    const body = brotliCompressSync(JSON.stringify([{ t: 'shops', r: { uuid: 'x', isWhole: true } }]))
    const other = { ...fact, kind: 'rows', body, digest: digestOf(body) }
    const hash = chainHash(server.facts[0]?.hash ?? '', other)
    expect(() => bruno.archive.applyFacts([{ ...other, hash }])).toThrow()
    expect(codeOf(bruno)).toBe('desk-outdated')
  })

  it('a profile that was copied is noticed: only one of the two goes on', async () => {
    const twin = `${bruno.file}-twin`
    bruno.archive.fold()
    copyFileSync(bruno.file, twin)
    await bruno.enter()
    const other = await SharingDesk.open(twin, 'twin', server)
    await expect(other.enter()).rejects.toMatchObject({ value: { code: 'desk-copied' } })
    expect(await bruno.enter()).toBeNull()
  })
})

describe('R55: an archive that has orders joins', () => {
  it('sends what the log does not have, and takes the log’s for what is on both', async () => {
    const { run, id } = await takeRun(anna)
    anna.archive.savePage(id, pageOf([orderOf(1), orderOf(2, { note: 'dal registro' })]), at)
    anna.archive.finishRun(id, success)
    await anna.give(shop.uuid, run)
    await settleAll(desks)

    const file = `${anna.file}-other`
    const other = openArchive(file)
    const own = other.saveShop(draftOf())
    const alone = other.beginRun(own.id, 'manual', at)
    const many = Array.from({ length: 150 }, (_, place) => orderOf(place + 2, { note: 'di prima' }))
    for (const from of [0, 75]) other.savePage(alone.id, pageOf(many.slice(from, from + 75)), at)
    other.finishRun(alone.id, success)
    other.saveEdits(1, 0, [{ path: 'note', value: 'corretta' }], at)
    other.close()
    // Paired with the server's shop before.
    const db = new Database(file)
    db.prepare('UPDATE shops SET uuid = ?').run(shop.uuid)
    db.close()

    const dora = await SharingDesk.join(file, 'dora', server)
    desks.push(dora)
    while ((await dora.readSome()) !== null);
    expect(dora.archive.getOrder(1)).toMatchObject({ order: { note: 'corretta' }, edited: true })
    const lease = await dora.take(shop.uuid)
    let sent = 0
    for (let piece = 1; piece > 0; sent += piece)
      piece = dora.archive.importPiece(own.id, lease.outcome === 'taken' ? lease.run : 0)
    expect(sent).toBe(149)
    await settleAll(desks)
    for (const { archive } of desks) expect(archive.getShop(shop.id)?.ordersStored).toBe(151)
    expect(anna.archive.getOrder(100)?.order.note).toBe('di prima')
    expect(JSON.parse(anna.archive.orderRaw(100) ?? '')).toEqual({ number: 'N100' })
    const downloaded = ({ archive }: SharingDesk) =>
      archive
        .deskDigest()
        .split('\n')
        .find((line) => line.startsWith('downloaded'))
    expect(new Set(desks.map(downloaded)).size).toBe(1)
  })

  it('is whole on a desk that begins with nothing', async () => {
    server = new MemoryServer()
    const folder = temporaryFolder()
    const old = openArchive(join(folder, 'old.sqlite'))
    const own = old.saveShop(draftOf())
    const { id } = old.beginRun(own.id, 'manual', at)
    old.openWindow(id, window, at)
    const many = Array.from({ length: 230 }, (_, place) => orderOf(place + 1))
    const reasons = [{ code: 'no-lines', params: {} }] as const
    const wrong = ['x', 'y'].map((name) => ({
      shopOrderId: name,
      number: name,
      raw: `{"id":"${name}"}`,
      reasons,
    }))
    old.savePage(id, pageOf(many.slice(0, 130), { wrong }), at)
    old.savePage(id, pageOf(many.slice(130)), at)
    const changed = [{ shopOrderId: '5', number: 'N5', modifiedAt: at }]
    old.savePage(id, pageOf([], { changed }), at)
    old.finishRun(id, success)
    old.setIgnored([{ shopId: own.id, shopOrderId: 'x' }], true, at)
    old.saveEdits(1, 0, [{ path: 'note', value: 'corretta' }], at)
    old.markWork([1, 2], { state: 'done' }, at)
    old.noteOrder(3, 'chiamare', at)
    old.tagOrders([3, 4], { add: ['urgente'], remove: [] }, at)
    const start = old.handoverStart(at)
    const ids = Uint32Array.of(1, 2, 3)
    const out = old.beginHandover({
      ...{ kind: 'csv', place: '/a.csv', sha256: null, ids, onlyNew: true, start },
    })
    old.closeHandover(out, at)
    old.close()

    const dora = await SharingDesk.join(join(folder, 'old.sqlite'), 'dora', server)
    desks = [dora]
    await dora.settle()
    const lease = await dora.take(own.uuid)
    const run = lease.outcome === 'taken' ? lease.run : 0
    while (dora.archive.importPiece(own.id, run) > 0) await dora.sendOne()
    await dora.settle()
    await dora.give(own.uuid, run)
    desks.push(await SharingDesk.join(join(folder, 'new.sqlite'), 'nino', server))
    await settleAll(desks)
    allHoldTheSame()
    const [nino] = desks.slice(-1)
    const shopHere = nino?.archive.listShops()[0]
    expect(shopHere).toMatchObject({ cursor: at, floor: window.floor, ordersStored: 230, wrongOrders: 1 })
    expect(nino?.archive.ignoredOrders(shopHere?.id ?? 0)).toEqual(['x'])
    expect(nino?.archive.getOrder(5)).toMatchObject({ changedOnSite: true })
    expect(nino?.archive.getOrder(1)?.order.note).toBe('corretta')
    expect(nino?.archive.orderRaw(230)).toBe('{"number":"N230"}')
  })

  it('leaves, and joins again: nothing is doubled', async () => {
    const { run, id } = await takeRun(anna)
    anna.archive.savePage(id, pageOf([orderOf(1), orderOf(2)]), at)
    anna.archive.finishRun(id, success)
    await anna.give(shop.uuid, run)
    await settleAll(desks)
    const before = { runs: bruno.archive.listRuns(null, null, 9), log: logOf(bruno.archive) }
    bruno.archive.saveEdits(1, 0, [{ path: 'note', value: 'da solo' }], at)
    bruno.archive.leaveDesk()
    bruno.archive.markWork([2], { state: 'done' }, at)
    expect(bruno.archive.desk()).toBeNull()
    bruno.close()
    const again = await SharingDesk.join(bruno.file, 'bruno', server)
    desks = [anna, again, carla]
    await settleAll(desks)
    allHoldTheSame()
    expect(again.archive.listRuns(null, null, 9)).toEqual(before.runs)
    expect(logOf(again.archive)).toEqual(before.log)
    expect(carla.archive.getOrder(1)?.order.note).toBe('da solo')
    expect(carla.archive.getOrder(2)?.work).toBe('done')
    expect(again.archive.importPiece(shop.id, 9)).toBe(0)
  })

  it('leaves after old runs were made few, and joins again: the shop is where it was', async () => {
    const days = [24, 24, 24, 25, 29, 30].map((day, place) => `2026-11-${day}T0${place}:00:00.000Z`)
    for (const [place, day] of days.entries()) {
      const { run, id } = await takeRun(anna)
      const failed = { outcome: 'failed', failure: { code: 'internal', params: { detail: '' } } } as const
      const ended = place < 3 ? failed : ({ outcome: 'success', failure: null } as const)
      anna.archive.finishRun(id, { ...ended, finishedAt: day, cursor: place < 3 ? null : day })
      await anna.give(shop.uuid, run)
    }
    await settleAll(desks)
    const { archive } = bruno
    const all = '2027-01-01T00:00:00.000Z'
    for (let id: number | null = 0; id !== null; ) id = archive.pruneLog(all, id)
    for (let id: number | null = 0; id !== null; ) id = archive.mergeRuns(all, id)
    const runs = archive.listRuns(null, null, 9)
    expect(runs.length).toBeLessThan(days.length)
    const { cursor, floor, failuresInARow } = archive.getShop(shop.id) ?? {}
    archive.leaveDesk()
    bruno.close()
    const again = await SharingDesk.join(bruno.file, 'bruno', server)
    await settleAll([anna, again])
    expect(again.archive.desk()?.stopped).toBeNull()
    expect(again.archive.getShop(shop.id)).toMatchObject({ cursor, floor, failuresInARow })
    expect(again.archive.listRuns(null, null, 9)).toEqual(runs)
  })

  it('fills a server again that was put back from a copy', async () => {
    const { run, id } = await takeRun(anna)
    anna.archive.savePage(id, pageOf([orderOf(1), orderOf(2)]), at)
    await settleAll(desks)
    const copied = server.facts.length
    anna.archive.savePage(id, pageOf([orderOf(3)]), at)
    anna.archive.finishRun(id, success)
    await anna.give(shop.uuid, run)
    await settleAll(desks)
    bruno.archive.saveEdits(3, 0, [{ path: 'note', value: 'dopo la copia' }], at)
    await settleAll(desks)
    server.restored(copied)
    const again: SharingDesk[] = []
    for (const who of desks) {
      await expect(who.enter()).rejects.toMatchObject({ value: { code: 'desk-copied' } })
      who.archive.leaveDesk()
      who.close()
      const back = await SharingDesk.join(who.file, who.name, server)
      again.push(back)
      while ((await back.readSome()) !== null);
      server.now += leaseMs + 1
      const lease = await back.take(shop.uuid)
      while (back.archive.importPiece(shop.id, lease.outcome === 'taken' ? lease.run : 0) > 0);
      await back.settle()
    }
    desks = again
    await settleAll(desks)
    allHoldTheSame()
    for (const { archive } of desks) {
      expect(archive.getShop(shop.id)).toMatchObject({ ordersStored: 3, cursor: at })
      expect(archive.getOrder(3)?.order.note).toBe('dopo la copia')
    }
  })
})

describe('R55: two desks that have added the same shop', () => {
  it('and have downloaded from it before they heard of each other: nothing is lost or doubled', async () => {
    server = new MemoryServer()
    const folder = temporaryFolder()
    desks = []
    for (const name of ['anna', 'bruno'])
      desks.push(await SharingDesk.join(join(folder, `${name}.sqlite`), name, server))
    const pages = [
      [1, 2],
      [2, 3, 4],
    ]
    for (const [place, { archive, ...who }] of desks.entries()) {
      const own = archive.saveShop(draftOf())
      const desk = desks[place] as SharingDesk
      const lease = await desk.take(own.uuid)
      const { id } = archive.beginRun(own.id, 'manual', at, lease.outcome === 'taken' ? lease.run : 0)
      archive.openWindow(id, window, at)
      archive.savePage(id, pageOf((pages[place] ?? []).map((one) => orderOf(one, { note: who.name }))), at)
      archive.finishRun(id, success)
    }
    for (const who of desks) while ((await who.sendOne()) !== null);
    await settleAll(desks)
    allHoldTheSame()
    for (const { archive } of desks) {
      expect(archive.listShops()).toMatchObject([{ ordersStored: 4, cursor: at }])
      const second = [1, 2, 3, 4].find((id) => archive.orderOrigin(id)?.shopOrderId === '2') ?? 0
      expect(archive.getOrder(second)?.order.note).toBe('anna')
      const counters = archive
        .listRuns(null, null, 9)
        .map(({ counters: { new: fresh, skipped } }) => [fresh, skipped])
      expect(counters.sort()).toEqual([
        [2, 0],
        [2, 1],
      ])
    }
  })
})
