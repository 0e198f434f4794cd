/**
 * Three desks and a server do anything in any order, lose answers, sleep and die: afterwards all hold the same (R55, R56, R57).
 * Deterministic: `test/support/setup.ts`.
 */
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { leaseMs } from '../../../main/desks/server.ts'
import { type Archive, openArchive } from '../../../main/store/archive.ts'
import { toOrderRecord } from '../../../main/store/order-record.ts'
import { draftOf, folderInMemory } from '../../support/archive.ts'
import { MemoryServer } from '../../support/memory-server.ts'
import { orderOf } from '../../support/orders.ts'
import { SharingDesk, settleAll } from '../../support/sharing-desk.ts'
import { long, size } from '../../support/sizes.ts'

const states = ['processing', 'completed', 'cancelled', 'on-hold'] as const
const desk = fc.nat(2)
const ids = fc.uniqueArray(fc.integer({ min: 1, max: 14 }), { minLength: 1, maxLength: 5 })
/** Which of the orders that a desk has. */
const place = fc.nat(13)
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('begin' as const), desk, auto: fc.boolean() }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('page' as const),
      desk,
      ids,
      state: fc.constantFrom(...states),
      wrong: fc.option(fc.integer({ min: 10, max: 16 })),
      changed: fc.option(fc.integer({ min: 1, max: 14 })),
      /** The desk does not look first whether it has them. */
      blindly: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('end' as const),
      desk,
      outcome: fc.constantFrom('success' as const, 'failed' as const, 'cancelled' as const),
      givesBack: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sleep' as const) }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('send' as const), desk, loses: fc.boolean() }) },
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('read' as const), desk, most: fc.integer({ min: 1, max: 6 }) }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('pump' as const), desk }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('die' as const), desk }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('ignore' as const),
      desk,
      id: fc.integer({ min: 10, max: 16 }),
      ignoring: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('accept' as const),
      desk,
      id: fc.integer({ min: 10, max: 16 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('takeBack' as const), desk }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('work' as const), desk, place, state: fc.nat(2) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('note' as const), desk, place }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('tag' as const),
      desk,
      place,
      tag: fc.nat(2),
      adds: fc.boolean(),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('edit' as const), desk, place, path: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo' as const), desk, place }) },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('handOver' as const), desk, chosen: fc.option(place) }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('confirm' as const), desk }) },
)
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

interface Office {
  readonly server: MemoryServer
  readonly desks: readonly SharingDesk[]
  readonly shop: { readonly id: number; readonly uuid: string }
  /** Of each desk: its run under way, as far as it knows. */
  readonly runs: (number | null)[]
  readonly leases: (number | null)[]
  /** Begun, and not known to be the server's: of each desk. */
  readonly begun: { id: number; orders: string[]; isNew: boolean }[][]
  /** What left the program as new, and what was changed by hand: that may go out once more. */
  readonly out: string[]
  readonly changes: string[]
  clock: number
}

let folder: string
let template: string
let shop: { id: number; uuid: string }
function makeTemplate(): void {
  folder = folderInMemory()
  template = join(folder, 'template.sqlite')
  const archive = openArchive(template)
  shop = archive.saveShop(draftOf())
  archive.close()
}

async function openOffice(): Promise<Office> {
  const server = new MemoryServer()
  const desks: SharingDesk[] = []
  for (const name of ['anna', 'bruno', 'carla']) {
    const file = join(folder, `${name}.sqlite`)
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
    copyFileSync(template, file)
    desks.push(await SharingDesk.join(file, name, server))
  }
  return {
    server,
    desks,
    shop,
    runs: [null, null, null],
    leases: [null, null, null],
    begun: [[], [], []],
    out: [],
    changes: [],
    clock: 0,
  }
}

/** The orders that a desk has, by what all desks call them. */
function ordersOf({ archive }: SharingDesk): { id: number; shopOrderId: string; isNew: boolean }[] {
  const found = Array.from({ length: 40 }, (_, place) => archive.orderOrigin(place + 1))
  return found.flatMap((origin, place) => {
    if (origin === null) return []
    const standing = archive.orderHandovers(place + 1).filter(({ takenBackAt }) => takenBackAt === null)
    return [
      {
        id: place + 1,
        shopOrderId: origin.shopOrderId,
        isNew: standing.every(({ again }) => again !== null),
      },
    ]
  })
}

/** What only says that it cannot be done now. */
const expected = new Set(['lease-over', 'order-changed-meanwhile', 'order-unknown', 'desks-unreachable'])
function may<Result>(work: () => Result): Result | null {
  try {
    return work()
  } catch (error) {
    const code = (error as { value?: { code?: string } }).value?.code
    if (code === undefined || !expected.has(code)) throw error
    return null
  }
}

async function perform(office: Office, one: Step): Promise<void> {
  const { server, desks, shop, runs, leases } = office
  office.clock += 1
  const at = new Date(Date.UTC(2026, 10, 20, 10, 0, office.clock)).toISOString()
  if (one.kind === 'sleep') {
    server.now += leaseMs + 1
    return
  }
  const who = desks[one.desk] as SharingDesk
  const { archive } = who
  switch (one.kind) {
    case 'begin': {
      const lease = await who.take(shop.uuid)
      if (lease.outcome === 'held') return
      // It has all that the others say before it begins.
      while ((await who.readSome()) !== null);
      const run = archive.beginRun(shop.id, one.auto ? 'auto' : 'manual', at, lease.run)
      const { cursor } = archive.getShop(shop.id) ?? {}
      archive.openWindow(run.id, { shopStartedAt: at, from: cursor ?? at, to: null, floor: at }, at)
      runs[one.desk] = run.id
      leases[one.desk] = lease.run
      return
    }
    case 'page': {
      const run = runs[one.desk]
      if (run === null || run === undefined) return
      const texts = one.ids.map(String)
      const known = new Set(archive.classify(shop.id, texts).map(({ shopOrderId }) => shopOrderId))
      const fresh = one.ids.filter((id) => one.blindly || !known.has(String(id)))
      const note = `${who.name} ${office.clock}`
      const orders = fresh.map((id, index) => toOrderRecord(orderOf(id, { state: one.state, note }), index))
      const skipped = one.ids
        .filter((id) => !fresh.includes(id))
        .map((id) => ({
          shopOrderId: String(id),
          number: `N${id}`,
          reason: { code: 'already-downloaded' as const, params: {} },
        }))
      const isThere = one.wrong !== null && archive.classify(shop.id, [String(one.wrong)]).length > 0
      const wrong =
        one.wrong === null || isThere || one.ids.includes(one.wrong)
          ? []
          : [
              {
                shopOrderId: String(one.wrong),
                number: `N${one.wrong}`,
                raw: JSON.stringify({ id: one.wrong }),
                reasons: [{ code: 'no-customer' as const, params: {} }],
              },
            ]
      const changed =
        one.changed === null
          ? []
          : [{ shopOrderId: String(one.changed), number: `N${one.changed}`, modifiedAt: at }]
      const raw = Buffer.from(JSON.stringify(fresh.map((id) => ({ id, note }))))
      may(() => archive.savePage(run, { orders, raw, skipped, wrong, changed, notices: [] }, at))
      return
    }
    case 'end': {
      const run = runs[one.desk]
      if (run === null || run === undefined) return
      const { outcome } = one
      archive.finishRun(run, {
        outcome,
        failure: null,
        finishedAt: at,
        cursor: outcome === 'success' ? at : null,
      })
      if (one.givesBack) {
        // As the program does: not before all that the run says is there.
        await who.settle()
        await who.give(shop.uuid, leases[one.desk] ?? 0)
      }
      runs[one.desk] = null
      return
    }
    case 'send':
      server.losesAnswer = one.loses
      await who.sendOne().catch(() => undefined)
      server.losesAnswer = false
      return
    case 'pump':
      await who.settle()
      return
    case 'read':
      await who.readSome(one.most)
      return
    case 'die': {
      who.restart()
      for (const run of who.archive.unfinishedRuns())
        who.archive.finishRun(run.id, { outcome: 'interrupted', failure: null, finishedAt: at, cursor: null })
      runs[one.desk] = null
      expect(await who.enter()).toBeNull()
      return
    }
    case 'ignore':
      archive.setIgnored([{ shopId: shop.id, shopOrderId: String(one.id) }], one.ignoring, at)
      return
    case 'accept': {
      const run = runs[one.desk]
      const [data] = archive.wrongData(shop.id, [String(one.id)])
      if (run === null || run === undefined || data === undefined) return
      const { reasons, firstRunId, lastRunId } = data
      const accepted = { at, seenAt: null, reasons, firstRunId, lastRunId }
      const orders = [toOrderRecord(orderOf(one.id, { note: at }), 0, { accepted })]
      const raw = Buffer.from(`[{"id":${one.id}}]`)
      may(() => archive.savePage(run, { orders, raw, skipped: [], wrong: [], changed: [], notices: [] }, at))
      return
    }
    case 'work': {
      const order = pick(who, one.place)
      const work = [{ state: 'todo' }, { state: 'done' }, { state: 'waiting', until: '2026-12-24' }] as const
      if (order) archive.markWork([order.id], work[one.state] ?? work[0], at)
      return
    }
    case 'note': {
      const order = pick(who, one.place)
      if (order) archive.noteOrder(order.id, `${who.name} ${at}`, at)
      return
    }
    case 'tag': {
      const order = pick(who, one.place)
      const tags = [['urgente', 'regalo', 'estero'][one.tag] ?? '']
      if (order)
        archive.tagOrders([order.id], one.adds ? { add: tags, remove: [] } : { add: [], remove: tags }, at)
      return
    }
    case 'edit': {
      const order = pick(who, one.place)
      if (!order) return
      const path = ['note', 'billing.city', 'lines.0.name'][one.path] ?? ''
      office.changes.push(order.shopOrderId)
      const { version } = archive.getOrder(order.id) ?? { version: 0 }
      archive.saveEdits(order.id, version, [{ path, value: `${who.name} ${office.clock}` }], at)
      return
    }
    case 'undo': {
      const order = pick(who, one.place)
      const [edit] = order ? archive.orderEdits(order.id).filter(({ undoneAt }) => undoneAt === null) : []
      if (!order || !edit) return
      office.changes.push(order.shopOrderId)
      archive.undoEdits(order.id, archive.getOrder(order.id)?.version ?? 0, [edit.id], at)
      return
    }
    case 'handOver': {
      const start = archive.handoverStart(at)
      const orders = ordersOf(who).filter(({ isNew }, index) =>
        one.chosen === null ? isNew : index === one.chosen,
      )
      if (orders.length === 0) return
      const id = archive.beginHandover({
        ...{ kind: 'csv', place: `/${office.clock}`, sha256: null, start, onlyNew: one.chosen === null },
        ids: Uint32Array.from(orders.map((order) => order.id)),
      })
      const isNew = one.chosen === null
      office.begun[one.desk]?.push({ id, isNew, orders: orders.map(({ shopOrderId }) => shopOrderId) })
      return
    }
    case 'confirm':
      confirm(office, one.desk, at)
      return
    case 'takeBack':
      for (let id = 1; id < 20; id += 1)
        if (archive.getOrder(id)?.accepted) return void may(() => archive.takeBackAccepted(id, at))
      return
  }
}

function pick(who: SharingDesk, place: number) {
  return ordersOf(who)[place]
}

/** Files are put where the server has what they hand over, and only there. */
function confirm({ begun, desks, out }: Office, desk: number, at: string): void {
  const archive = desks[desk]?.archive
  begun[desk] = (begun[desk] ?? []).filter(({ id, orders, isNew }) => {
    const outcome = archive?.handoverConfirmed({ table: 'handovers', id })
    if (outcome === 'confirmed') {
      archive?.closeHandover(id, at)
      // Chosen ones may go out as often as one likes.
      if (isNew) out.push(...orders)
    }
    return outcome === 'waiting'
  })
}

/** What all desks have when the day begins. */
const firstDownload: readonly Step[] = [
  { kind: 'begin', desk: 0, auto: false },
  {
    kind: 'page',
    desk: 0,
    ids: [1, 2, 3, 4, 5],
    state: 'processing',
    wrong: 15,
    changed: null,
    blindly: true,
  },
  { kind: 'page', desk: 0, ids: [6, 7, 8], state: 'completed', wrong: 16, changed: null, blindly: true },
  { kind: 'end', desk: 0, outcome: 'success', givesBack: true },
  ...[1, 2, 0].map((desk) => ({ kind: 'pump' as const, desk })),
]

/** Nothing went out twice as new, unless it was changed in between. */
function expectOnce({ out, changes }: Office): void {
  const times = (list: readonly string[], id: string) => list.filter((one) => one === id).length
  for (const id of new Set(out))
    expect([id, times(out, id)]).toEqual([id, Math.min(times(out, id), 1 + times(changes, id))])
}

/** What else all desks are to hold alike; what a desk did in vain only it knows. */
function sharedOf(archive: Archive) {
  const { cursor, floor, failuresInARow, ordersStored, wrongOrders } = archive.getShop(shop.id) ?? {}
  const runs = archive
    .listRuns(null, null, 100)
    .filter(({ outcome }) => outcome === 'success' || outcome === 'failed' || outcome === 'cancelled')
    .map(({ id: _, ...run }) => run)
  return {
    cursor,
    floor,
    failuresInARow,
    ordersStored,
    wrongOrders,
    runs,
    ignored: archive.ignoredOrders(shop.id),
  }
}

it('R55 R56 R57 whatever desks do, in the end all hold the same, once', {
  timeout: long ? 3_600_000 : 120_000,
}, async () => {
  makeTemplate()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 80, size: 'max' }), async (steps) => {
      const office = await openOffice()
      const { desks, runs, leases } = office
      try {
        for (const one of [...firstDownload, ...steps]) await perform(office, one)
        for (const who of desks) expect(await who.enter()).toBeNull()
        await settleAll(desks)
        for (const [place, run] of runs.entries()) {
          if (run === null) continue
          const at = '2026-11-21T00:00:00.000Z'
          desks[place]?.archive.finishRun(run, {
            outcome: 'success',
            failure: null,
            finishedAt: at,
            cursor: at,
          })
          await desks[place]?.give(shop.uuid, leases[place] ?? 0)
        }
        await settleAll(desks)
        for (const place of [0, 1, 2]) confirm(office, place, '2026-11-21T00:00:00.000Z')
        await settleAll(desks)
        expectOnce(office)
        const [first, ...others] = desks as [SharingDesk, ...SharingDesk[]]
        for (const { archive } of desks) {
          expect(archive.desk()?.stopped).toBeNull()
          expect(archive.outboxState()).toEqual({ waiting: 0, unconfirmed: 0 })
        }
        for (const { archive } of others) {
          expect(archive.deskDigest()).toBe(first.archive.deskDigest())
          expect(sharedOf(archive)).toEqual(sharedOf(first.archive))
        }
      } finally {
        for (const who of desks) who.close()
      }
    }),
    { numRuns: size(8, 300) },
  )
})
