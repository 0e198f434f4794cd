/** How an archive that has orders joins others (R55, R57), over a server with the real one's rules in memory. */
import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Archive } from '../../../main/store/archive.ts'
import { toOrderRecord } from '../../../main/store/order-record.ts'
import type { Order } from '../../../main/words/order.ts'
import { temporaryFolder } from '../../support/archive.ts'
import { aloneArchive, beginToJoin, joinWith, readAll, shareAll } from '../../support/joining-desk.ts'
import { MemoryServer } from '../../support/memory-server.ts'
import { orderOf } from '../../support/orders.ts'
import { SharingDesk, settleAll } from '../../support/sharing-desk.ts'

const at = '2026-11-21T12:00:00.000Z'
const ordersOf = (first: number, last: number, changes: Partial<Order> = {}) =>
  Array.from({ length: last - first + 1 }, (_, place) => orderOf(first + place, changes))
const wrongOne = (id: string) => ({
  shopOrderId: id,
  number: `N${id}`,
  raw: `{"id":${id}}`,
  reasons: [{ code: 'no-lines', params: {} } as const],
})

/** What an archive calls an order. */
function idOf(archive: Archive, shopOrderId: number): number {
  for (let id = 1; id < 1000; id += 1)
    if (archive.orderOrigin(id)?.shopOrderId === String(shopOrderId)) return id
  return expect.fail(`no order ${shopOrderId}`)
}

function edit(archive: Archive, shopOrderId: number, path: string, value: string): void {
  const id = idOf(archive, shopOrderId)
  archive.saveEdits(id, archive.getOrder(id)?.version ?? 0, [{ path, value }], at)
}

function handOut(
  archive: Archive,
  shopOrderIds: readonly number[],
  kind: 'csv' | 'easyfatt' = 'csv',
): number {
  const ids = Uint32Array.from(shopOrderIds.map((id) => idOf(archive, id))).sort()
  const numbers = kind === 'easyfatt' ? { numbers: archive.easyfattNumbers(ids) } : {}
  const start = archive.handoverStart(at)
  const id = archive.beginHandover({
    kind,
    place: `x.${kind}`,
    sha256: null,
    onlyNew: false,
    ids,
    ...numbers,
    start,
  })
  archive.closeHandover(id, at)
  return id
}

const digests = (desks: readonly SharingDesk[]) => new Set(desks.map(({ archive }) => archive.deskDigest()))

const made = mkdtempSync(join(tmpdir(), 'download-ordini-'))
const names = ['anna.sqlite', 'bruno.sqlite'] as const
beforeAll(() => makeTwo())
afterAll(() => rmSync(made, { recursive: true, force: true }))

/** Two archives of one shop, each with what only it has; 40 to 60 are on both. */
function twoArchives() {
  const folder = temporaryFolder()
  for (const name of names) copyFileSync(join(made, name), join(folder, name))
  return { first: join(folder, names[0]), second: join(folder, names[1]), folder }
}

function makeTwo(): void {
  const [first, second] = [join(made, names[0]), join(made, names[1])]
  const anna = aloneArchive(first, ordersOf(1, 60), { wrong: [wrongOne('901'), wrongOne('902')] }).archive
  const bruno = aloneArchive(second, ordersOf(40, 120, { note: 'da bruno' }), {
    wrong: [wrongOne('901'), wrongOne('903')],
  }).archive

  anna.markWork([idOf(anna, 1), idOf(anna, 40)], { state: 'done' }, at)
  bruno.markWork([idOf(bruno, 41), idOf(bruno, 100)], { state: 'done' }, at)
  // Both of one order: the log's.
  anna.markWork([idOf(anna, 50)], { state: 'waiting', until: '2026-12-24' }, at)
  bruno.markWork([idOf(bruno, 50)], { state: 'done' }, at)
  anna.noteOrder(idOf(anna, 42), 'nota di anna', at)
  bruno.noteOrder(idOf(bruno, 43), 'nota di bruno', at)
  bruno.tagOrders([idOf(bruno, 42), idOf(bruno, 110)], { add: ['urgente'], remove: [] }, at)
  edit(anna, 45, 'note', 'corretta da anna')
  edit(bruno, 45, 'customer.name', 'Corretto da Bruno')
  edit(bruno, 46, 'note', 'corretta da bruno')
  edit(bruno, 115, 'note', 'corretta da bruno')
  handOut(anna, [1, 2, 44], 'easyfatt')
  handOut(bruno, [44, 100, 101], 'easyfatt')
  bruno.takeBackHandover(handOut(bruno, [47, 48]), at)
  anna.saveOfficeSetting(null, 'seller', { name: 'Anna' })
  bruno.saveOfficeSetting(null, 'seller', { name: 'Bruno' })
  bruno.saveOfficeSetting(null, 'invoices', { by: 'Bruno' })
  for (const archive of [anna, bruno]) archive.close()
}

const setting = ({ archive }: SharingDesk, name: string) => archive.officeSetting(null, name)

describe('R55, R57: two archives that have orders join', () => {
  it('and both have all that either had, once, and the log’s of what both had said', async () => {
    const { first, second } = twoArchives()
    const server = new MemoryServer()
    const anna = await joinWith(first, 'anna', server)
    const bruno = await joinWith(second, 'bruno', server)
    const desks = [anna, bruno]
    await settleAll(desks)
    expect(anna.archive.deskDigest()).toBe(bruno.archive.deskDigest())
    for (const { archive } of desks) {
      expect(archive.getShop(1)).toMatchObject({ ordersStored: 120, wrongOrders: 3 })
      expect(archive.outboxState()).toEqual({ waiting: 0, unconfirmed: 0 })
      expect(archive.unsharedOrders()).toBe(0)
      const order = (id: number) => archive.getOrder(idOf(archive, id)) ?? expect.fail()
      // The first in the log is the order as downloaded; what was changed of it by hand stays.
      expect(order(41).order.note).toBe('')
      expect(order(100).order.note).toBe('da bruno')
      expect(order(45).order).toMatchObject({
        note: 'corretta da anna',
        customer: { name: 'Corretto da Bruno' },
      })
      expect(order(46).order.note).toBe('corretta da bruno')
      expect([1, 40, 41, 50, 100].map((id) => order(id).work)).toEqual([
        'done',
        'done',
        'done',
        'waiting',
        'done',
      ])
      expect(order(42)).toMatchObject({ ownNote: 'nota di anna', tags: 'urgente' })
      expect(order(43).ownNote).toBe('nota di bruno')
    }
    expect(desks.map((desk) => setting(desk, 'seller'))).toEqual([{ name: 'Anna' }, { name: 'Anna' }])
    expect(setting(anna, 'invoices')).toEqual({ by: 'Bruno' })
    // Orders that are on both are in the log once.
    const pieces = server.facts.filter(({ kind }) => kind === 'import')
    expect(pieces).toHaveLength(2)
  })

  it('two at once end with the same', async () => {
    const { first, second } = twoArchives()
    const server = new MemoryServer()
    const anna = await SharingDesk.open(first, 'anna', server)
    const bruno = await SharingDesk.open(second, 'bruno', server)
    await beginToJoin(anna, server)
    await beginToJoin(bruno, server)
    await shareAll(anna)
    await shareAll(bruno)
    await settleAll([anna, bruno])
    expect(anna.archive.deskDigest()).toBe(bruno.archive.deskDigest())
    expect(bruno.archive.getShop(1)?.ordersStored).toBe(120)
  })

  it('one that is killed at any point goes on, and nothing is there twice', async () => {
    const { first, second } = twoArchives()
    const server = new MemoryServer()
    const anna = await joinWith(first, 'anna', server)
    const bruno = await SharingDesk.open(second, 'bruno', server)
    await beginToJoin(bruno, server)
    let steps = 0
    const killed = async (step: () => Promise<unknown>) => {
      steps += 1
      server.losesAnswer = steps % 3 === 0
      await step().catch(() => undefined)
      server.losesAnswer = false
      bruno.restart()
      await bruno.enter()
    }
    while (bruno.archive.desk()?.applied !== server.facts.length) await killed(() => bruno.readSome(1))
    const uuid = bruno.archive.getShop(1)?.uuid ?? ''
    const lease = await bruno.take(uuid)
    for (let orders = 1; orders > 0; ) {
      await killed(async () => {
        orders = bruno.archive.importPiece(1, lease.outcome === 'taken' ? lease.run : 0)
      })
    }
    for (let isBusy = true; isBusy; ) {
      isBusy = false
      await killed(async () => {
        isBusy = (await bruno.sendOne()) !== null
      })
      await bruno.readSome(1)
      isBusy ||= bruno.archive.outboxState().waiting > 0
    }
    await settleAll([anna, bruno])
    expect(digests([anna, bruno]).size).toBe(1)
    expect(anna.archive.getShop(1)).toMatchObject({ ordersStored: 120, wrongOrders: 3 })
    const [own] = [...server.known.keys()].slice(-1)
    const numbers = server.facts.filter(({ desk }) => desk === own).map(({ n }) => n)
    expect(numbers).toEqual(numbers.map((_, place) => place + 1))
  })

  it('a fresh desk gets all, and one that had nothing to say says nothing twice', async () => {
    const { first, folder } = twoArchives()
    const server = new MemoryServer()
    const anna = await joinWith(first, 'anna', server)
    const carla = await joinWith(join(folder, 'carla.sqlite'), 'carla', server)
    await settleAll([anna, carla])
    expect(digests([anna, carla]).size).toBe(1)
    // But what it is called.
    expect(server.facts.filter(({ desk }) => desk === carla.me.desk)).toHaveLength(1)
  })

  it('the next download looks through what either may have missed', async () => {
    const { first, second } = twoArchives()
    const server = new MemoryServer()
    const anna = await SharingDesk.open(first, 'anna', server)
    const late = '2026-11-25T12:00:00.000Z'
    const { id } = anna.archive.beginRun(1, 'manual', late)
    anna.archive.openWindow(id, { shopStartedAt: late, from: at, to: null, floor: late }, late)
    anna.archive.finishRun(id, { outcome: 'success', failure: null, finishedAt: late, cursor: late })
    await beginToJoin(anna, server)
    await shareAll(anna)
    const bruno = await joinWith(second, 'bruno', server)
    await settleAll([anna, bruno])
    const earlier = '2026-11-20T12:00:00.000Z'
    for (const { archive } of [anna, bruno])
      expect(archive.getShop(1)).toMatchObject({ cursor: earlier, floor: earlier })
  })

  it('another desk at the shop goes first: what it refuses is sent once more', async () => {
    const { first, second } = twoArchives()
    const server = new MemoryServer()
    const anna = await joinWith(first, 'anna', server)
    const bruno = await SharingDesk.open(second, 'bruno', server)
    await beginToJoin(bruno, server)
    await readAll(bruno)
    const uuid = bruno.archive.getShop(1)?.uuid ?? ''
    const lease = await bruno.take(uuid)
    while (bruno.archive.importPiece(1, lease.outcome === 'taken' ? lease.run : 0) > 0);
    expect(bruno.archive.unsharedOrders()).toBe(0)
    // It fell asleep.
    server.now += 1_000_000
    const theirs = await anna.take(uuid)
    await bruno.settle()
    expect(bruno.archive.unsharedOrders()).toBe(60)
    if (theirs.outcome === 'taken') await anna.give(uuid, theirs.run)
    await shareAll(bruno)
    await settleAll([anna, bruno])
    expect(digests([anna, bruno]).size).toBe(1)
  })
})

describe('R55: archives that disagree', () => {
  it('are not put together, even where it shows only when the log is applied', async () => {
    const { first, folder } = twoArchives()
    const file = join(folder, 'other.sqlite')
    aloneArchive(file, ordersOf(1, 10, { placedAt: '2026-03-03T03:03:03.000Z' })).archive.close()
    const server = new MemoryServer()
    const other = await SharingDesk.open(file, 'other', server)
    // Both find nothing in the log.
    await beginToJoin(other, server)
    await joinWith(first, 'anna', server)
    await readAll(other)
    expect(other.archive.desk()?.stopped).toMatchObject({ code: 'archives-differ' })
    expect(other.archive.getOrder(1)?.order.placedAt).toBe('2026-03-03T03:03:03.000Z')
  })
})

describe('R55: joining again with the same archive', () => {
  /** What was done meanwhile, told once: by both desks, whatever became of the log. */
  async function joined() {
    const { first, second } = twoArchives()
    const server = new MemoryServer()
    const anna = await joinWith(first, 'anna', server)
    const bruno = await joinWith(second, 'bruno', server)
    await settleAll([anna, bruno])
    return { server, anna, bruno, desks: [anna, bruno] }
  }

  async function download(desk: SharingDesk, orders: readonly Order[]): Promise<void> {
    const uuid = desk.archive.getShop(1)?.uuid ?? ''
    const lease = await desk.take(uuid)
    if (lease.outcome !== 'taken') throw new Error('held')
    const { id } = desk.archive.beginRun(1, 'manual', at, lease.run)
    const raw = Buffer.from(JSON.stringify(orders.map(({ number }) => ({ number }))))
    const records = orders.map((order, index) => toOrderRecord(order, index))
    desk.archive.savePage(id, { orders: records, raw, skipped: [], wrong: [], changed: [], notices: [] }, at)
    desk.archive.finishRun(id, { outcome: 'success', failure: null, finishedAt: at, cursor: at })
    await desk.settle()
    await desk.give(uuid, lease.run)
  }

  async function rejoin(desk: SharingDesk, server: MemoryServer): Promise<void> {
    await beginToJoin(desk, server)
    await shareAll(desk)
  }

  /** Downloads that have brought something. */
  const runsOf = ({ archive }: SharingDesk) =>
    archive.listRuns(1, null, 100).filter(({ chosen, counters }) => !chosen && counters.new > 0).length

  it('after an older copy was put back: nothing lost, nothing doubled', async () => {
    const { server, anna, bruno, desks } = await joined()
    await download(bruno, ordersOf(200, 205))
    bruno.archive.fold()
    const copy = `${bruno.file}-copy`
    copyFileSync(bruno.file, copy)
    await download(bruno, ordersOf(210, 215))
    edit(bruno.archive, 200, 'note', 'dopo la copia')
    handOut(bruno.archive, [201, 202])
    await settleAll(desks)
    const runs = runsOf(anna)
    const before = anna.archive.deskDigest()
    const facts = server.facts.length

    const back = await SharingDesk.open(copy, 'bruno', server)
    expect(await back.enter().catch((error) => error.value.code)).toBe('desk-copied')
    await rejoin(back, server)
    await settleAll([anna, back])
    expect(back.archive.deskDigest()).toBe(before)
    expect(anna.archive.deskDigest()).toBe(before)
    expect(runsOf(anna)).toBe(runs)
    expect(server.facts.slice(facts).filter(({ kind }) => kind === 'import' || kind === 'page')).toEqual([])
  })

  it('after the profile was copied: both go on, as two desks', async () => {
    const { server, anna, bruno } = await joined()
    bruno.archive.fold()
    const copy = `${bruno.file}-copy`
    copyFileSync(bruno.file, copy)
    const twin = await SharingDesk.open(copy, 'gemella', server)
    await twin.enter()
    expect(await bruno.enter().catch((error) => error.value.code)).toBe('desk-copied')
    edit(bruno.archive, 60, 'note', 'qui')
    twin.archive.markWork([idOf(twin.archive, 61)], { state: 'done' }, at)
    await rejoin(bruno, server)
    await settleAll([anna, bruno, twin])
    expect(digests([anna, bruno, twin]).size).toBe(1)
    expect(anna.archive.getOrder(idOf(anna.archive, 60))?.order.note).toBe('qui')
    expect(anna.archive.getOrder(idOf(anna.archive, 61))?.work).toBe('done')
    expect(new Set([anna, bruno, twin].map(({ me }) => me.desk)).size).toBe(3)
  })

  it('after the server went back to a copy: what it has lost comes from the desks', async () => {
    const { server, anna, bruno, desks } = await joined()
    const kept = server.facts.length
    await download(anna, ordersOf(300, 303))
    await download(bruno, ordersOf(310, 313))
    await settleAll(desks)
    edit(bruno.archive, 300, 'note', 'dopo la copia')
    edit(bruno.archive, 45, 'note', 'dopo la copia')
    anna.archive.markWork([idOf(anna.archive, 50)], { state: 'done' }, at)
    anna.archive.noteOrder(idOf(anna.archive, 42), 'altra nota', at)
    const out = handOut(anna.archive, [300, 310])
    await settleAll(desks)
    anna.archive.takeBackHandover(out, at)
    // This one has never arrived.
    anna.archive.takeBackHandover(handOut(anna.archive, [1]), at)
    const runs = runsOf(bruno)

    server.facts = server.facts.slice(0, kept)
    server.handed = Math.max(0, ...server.facts.filter(({ advances }) => advances).map(({ seq }) => seq))
    server.epoch = randomUUID()
    expect(await anna.enter()).toBe('desks-restored')
    await rejoin(anna, server)
    await rejoin(bruno, server)
    await settleAll(desks)
    expect(digests(desks).size).toBe(1)
    for (const desk of desks) {
      const { archive } = desk
      expect(archive.getShop(1)?.ordersStored).toBe(128)
      const order = (id: number) => archive.getOrder(idOf(archive, id)) ?? expect.fail()
      expect([300, 45].map((id) => order(id).order.note)).toEqual(['dopo la copia', 'dopo la copia'])
      expect(order(50).work).toBe('done')
      expect(order(42).ownNote).toBe('altra nota')
    }
    expect(runsOf(bruno)).toBe(runs)
  })

  it('after leaving: the archive is whole, works alone, and joins as if it had been away', async () => {
    const { server, anna, bruno, desks } = await joined()
    const before = bruno.archive.deskDigest()
    bruno.archive.leaveDesk()
    expect(bruno.archive.desk()).toBeNull()
    expect(bruno.archive.deskDigest()).toBe(before)
    bruno.archive.markWork([idOf(bruno.archive, 70)], { state: 'done' }, at)
    edit(bruno.archive, 45, 'note', 'da sola')
    expect(bruno.archive.outboxState()).toEqual({ waiting: 0, unconfirmed: 0 })
    edit(anna.archive, 46, 'note', 'intanto')
    await anna.settle()
    await rejoin(bruno, server)
    await settleAll(desks)
    expect(digests(desks).size).toBe(1)
    const order = (id: number) => anna.archive.getOrder(idOf(anna.archive, id))
    expect(order(70)?.work).toBe('done')
    expect([45, 46].map((id) => order(id)?.order.note)).toEqual(['da sola', 'intanto'])
  })
})
