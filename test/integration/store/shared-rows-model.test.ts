import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Failure } from '../../../main/words/failure.ts'
import { handoverKinds } from '../../../main/words/handover.ts'
import { listOf } from '../../support/archive.ts'
import { orderOf } from '../../support/orders.ts'
import { type RowDesk, rowDesks, settle } from '../../support/row-desks.ts'
import { storeOrdersIn } from '../../support/row-orders.ts'
import { size } from '../../support/sizes.ts'

const at = '2026-11-20T12:00:00.000Z'
const orders = 3

/** What a desk may do: each with the desk, an order, and some choice. */
const acts: Readonly<Record<string, (desk: RowDesk, order: number, choice: number) => void>> = {
  mark: ({ archive }, order, choice) =>
    void archive.markWork([order], { state: (['done', 'todo'] as const)[choice % 2] ?? 'todo' }, at),
  note: ({ archive }, order, choice) => void archive.noteOrder(order, `nota ${choice}`, at),
  tag: ({ archive }, order, choice) =>
    void archive.tagOrders([order], { add: [tag(choice)], remove: [] }, at),
  untag: ({ archive }, order, choice) =>
    void archive.tagOrders([order], { add: [], remove: [tag(choice)] }, at),
  see: ({ archive }, order) => void archive.seeChecks([order], null, at),
  change: (desk, order, choice) =>
    edit(desk, order, ['note', 'billing.city'][choice % 2] ?? 'note', `${choice}`),
  changeState: (desk, order, choice) => edit(desk, order, 'state', states[choice % states.length]),
  add: (desk, order, choice) => {
    const { version } = desk.archive.getOrder(order) ?? expect.fail()
    const element = { ...orderOf(1).lines[0], name: `riga ${desk.name} ${choice}` }
    edit(desk, order, `lines.h${version}-1`, { after: choice % 2 === 0 ? null : '0', element })
  },
  changeLine: (desk, order, choice) => {
    const { keys } = desk.archive.getOrder(order) ?? expect.fail()
    const key = keys.lines[choice % keys.lines.length]
    if (key === undefined) return
    edit(
      desk,
      order,
      choice % 3 === 0 ? `lines.${key}` : `lines.${key}.name`,
      choice % 3 === 0 ? null : `nome ${choice}`,
    )
  },
  undo: (desk, order, choice) => {
    const edits = desk.archive.orderEdits(order).filter(({ undoneAt }) => undoneAt === null)
    const chosen = edits[choice % edits.length]
    const { version } = desk.archive.getOrder(order) ?? expect.fail()
    if (chosen !== undefined) desk.archive.undoEdits(order, version, [chosen.id], at)
  },
  compare: ({ archive }, order, choice) => {
    const { order: now } = archive.getOrder(order) ?? expect.fail()
    const state = states[choice % states.length] ?? ''
    const modifiedAt = new Date(Date.parse('2026-11-21T00:00:00Z') + choice * 60_000).toISOString()
    archive.keepSiteVersion(
      order,
      { ...now, state, stateId: state, note: `sito ${choice}`, modifiedAt },
      null,
      at,
    )
  },
  keepOurs: ({ archive }, order) => archive.keepOurs(order),
  takeOver: ({ archive }, order) => {
    const { version } = archive.getOrder(order) ?? expect.fail()
    try {
      archive.takeOver(order, version, null, at)
    } catch (error) {
      // Nobody has compared it.
      if (!(error instanceof Failure) || error.value.code !== 'order-changed-meanwhile') throw error
    }
  },
  handOver: (desk, order, choice) => begin(desk, [order], false, choice),
  handOverNew: (desk, order, choice) => begin(desk, [order, (order % orders) + 1], true, choice),
  close: ({ archive }) => {
    for (const { id } of archive.openHandovers()) archive.closeHandover(id, at)
  },
  drop: ({ archive }) => {
    const [open] = archive.openHandovers()
    if (open !== undefined) archive.dropHandover(open.id)
  },
  takeBack: ({ archive }, order, choice) => {
    const all = archive.orderHandovers(order)
    archive.takeBackHandover(all[choice % all.length]?.id ?? 0, at)
  },
  setting: ({ archive, name }, order, choice) =>
    archive.saveOfficeSetting(order === 1 ? null : 1, 'prova', `${name} ${choice}`),
  send: (desk, _, choice) => desk.send(1 + (choice % 3)),
  hear: (desk, _, choice) => desk.hear(1 + (choice % 4)),
}

const states = ['cancelled', 'processing', 'completed', 'failed']
const tag = (choice: number) => ['Urgente', 'urgente', 'Caffè', 'CAFFE'][choice % 4] ?? ''

function edit({ archive }: RowDesk, order: number, path: string, value: unknown): void {
  const { version } = archive.getOrder(order) ?? expect.fail()
  archive.saveEdits(order, version, [{ path, value: value as string }], at)
}

function begin({ archive }: RowDesk, all: readonly number[], onlyNew: boolean, choice: number): void {
  const kind = choice % 2 === 0 ? 'csv' : 'orders'
  const fresh = new Set(archive.listOrders(listOf({ newFor: [kind] }), 0, 10).rows.map(({ id }) => id))
  const ids = Uint32Array.from(onlyNew ? all.filter((id) => fresh.has(id)) : all).sort()
  if (ids.length === 0) return
  const start = archive.handoverStart(at)
  archive.beginHandover({ kind, place: '/x', sha256: null, ids, onlyNew, start })
}

/** All that an operator sees of it. */
function seen({ archive }: RowDesk) {
  const of = (order: number) => {
    const detail = archive.getOrder(order) ?? expect.fail()
    return {
      order: detail.order,
      keys: detail.keys,
      work: detail.work,
      note: detail.ownNote,
      tags: detail.tags,
      leftOut: detail.leftOut,
      edited: detail.edited,
      site: detail.changedOnSite,
      conflicts: detail.allChecks.filter(({ reason }) => reason === 'desks').map(({ content }) => content),
      edits: archive.orderEdits(order).map(({ path, next, undoneAt, overruledBy }) => ({
        ...{ path, next, undone: undoneAt !== null, overruled: overruledBy !== null },
      })),
      found: archive
        .listOrders(listOf({ text: detail.ownNote || detail.order.note }), 0, 10)
        .rows.map(({ id }) => id),
    }
  }
  return {
    orders: Array.from({ length: orders }, (_, index) => of(index + 1)),
    fresh: handoverKinds.map((kind) =>
      archive
        .listOrders(listOf({ newFor: [kind] }), 0, 10)
        .rows.map(({ id }) => id)
        .sort(),
    ),
    settings: [null, 1].map((shop) => archive.officeSetting(shop, 'prova')),
    digest: archive.deskDigest(),
  }
}

const step = fc.record({
  desk: fc.nat(2),
  act: fc.constantFrom(...Object.keys(acts), 'send', 'hear', 'send', 'hear', 'change'),
  order: fc.integer({ min: 1, max: orders }),
  choice: fc.nat(11),
})

describe('R57 desks that have heard all', () => {
  it('never differ, whatever they did, and whenever they heard of it', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
        const [, ...desks] = rowDesks(['banco', 'cassa', 'ufficio'], (archive) =>
          storeOrdersIn(archive, orders),
        )
        try {
          for (const { desk: at, act, order, choice } of steps) {
            const desk = desks[at]
            if (desk !== undefined) acts[act]?.(desk, order, choice)
          }
          settle(desks)
          const [first, ...others] = desks.map(seen)
          for (const other of others) expect(other).toEqual(first)
          for (const desk of desks) expect(desk.rows('SELECT * FROM outbox')).toEqual([])
        } finally {
          for (const desk of desks) desk.close()
        }
      }),
      { numRuns: size(6, 300) },
    )
  })
})
