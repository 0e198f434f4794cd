import { describe, expect, it } from 'vitest'
import { openArchive } from '../../../main/store/archive.ts'
import { orderRemoval } from '../../../main/store/remove-order.ts'
import { listOf } from '../../support/archive.ts'
import { orderOf } from '../../support/orders.ts'
import { type RowDesk, rowDesks, settle } from '../../support/row-desks.ts'
import { storeOrdersIn, storeThese } from '../../support/row-orders.ts'

const at = '2026-11-20T12:00:00.000Z'

const two = () => {
  const [, one, other] = rowDesks(['banco', 'ufficio'], (archive) => storeOrdersIn(archive, 4))
  if (one === undefined || other === undefined) return expect.fail()
  return { one, other, both: [one, other] as const }
}

const edit = (desk: RowDesk, orderId: number, path: string, value: never | string | object | null): void => {
  const { version } = desk.archive.getOrder(orderId) ?? expect.fail()
  desk.archive.saveEdits(orderId, version, [{ path, value: value as string }], at)
}

const begin = ({ archive, name }: RowDesk, ids: readonly number[], onlyNew = false): number => {
  const start = archive.handoverStart(at)
  const asked = { kind: 'csv', place: `/${name}.csv`, sha256: 'a', ids: Uint32Array.from(ids) } as const
  return archive.beginHandover({ ...asked, onlyNew, start })
}

const handOver = (desk: RowDesk, ids: readonly number[], onlyNew = false): number => {
  const id = begin(desk, ids, onlyNew)
  desk.archive.closeHandover(id, at)
  return id
}

const newOnes = ({ archive }: RowDesk): number[] =>
  archive.listOrders(listOf({ newFor: ['csv'] }), 0, 20).rows.map(({ id }) => id)

describe('R55 an archive that is alone', () => {
  it('says nothing, and has no trigger of sharing', () => {
    const { one } = two()
    one.leave()
    one.archive.markWork([1], { state: 'done' }, at)
    edit(one, 1, 'note', 'da soli')
    handOver(one, [1, 2])
    expect(one.rows('SELECT * FROM outbox')).toEqual([])
    expect(one.rows("SELECT name FROM sqlite_schema WHERE name LIKE 'shared%'")).toEqual([])
    const alone = openArchive(':memory:')
    expect(alone.desk()).toBeNull()
    alone.close()
  })
})

describe('R57 what desks do with orders', () => {
  it('a marking, a note, tags, what was seen', () => {
    const { one, other, both } = two()
    one.archive.markWork([1, 2], { state: 'waiting', until: '2026-12-24' }, at)
    one.archive.noteOrder(1, 'chiamare', at)
    other.archive.tagOrders([1, 3], { add: ['Urgente'], remove: [] }, at)
    settle(both)
    for (const { archive } of both) {
      const order = archive.getOrder(1)
      expect(order).toMatchObject({
        work: 'waiting',
        waitingUntil: '2026-12-24',
        ownNote: 'chiamare',
        tags: 'Urgente',
      })
      expect(archive.getOrder(3)?.tags).toBe('Urgente')
    }
    // Undone by the other.
    const marking = other.rows('SELECT DISTINCT marking FROM work_facts') as { marking: string }[]
    other.archive.undoMarking(marking[0]?.marking ?? '', at)
    settle(both)
    expect(one.archive.getOrder(1)?.work).toBe('todo')
  })

  it('of two the later by the log counts, on both, whoever hears first', () => {
    const { one, other, both } = two()
    one.archive.noteOrder(1, 'prima', at)
    other.archive.noteOrder(1, 'seconda', at)
    one.send()
    other.hear()
    // What waits here comes later, and is shown.
    expect(other.archive.getOrder(1)?.ownNote).toBe('seconda')
    settle(both)
    for (const { archive } of both) expect(archive.getOrder(1)?.ownNote).toBe('seconda')
    expect(one.rows('SELECT value FROM annotation_facts ORDER BY value')).toEqual([
      { value: 'prima' },
      { value: 'seconda' },
    ])
  })

  it('two change the same field: the later counts, the other is in the history and told', () => {
    const { one, other, both } = two()
    edit(one, 1, 'note', 'del banco')
    edit(other, 1, 'note', 'dell’ufficio')
    edit(other, 1, 'billing.city', 'Lugo')
    one.send()
    other.send()
    settle(both)
    for (const { archive } of both) {
      const { order, checks, edited } = archive.getOrder(1) ?? expect.fail()
      expect([order.note, order.billing.city, edited]).toEqual(['dell’ufficio', 'Lugo', true])
      expect(checks).toContain('desks')
    }
    const told = (desk: RowDesk) =>
      desk.archive.orderEdits(1).map(({ path, desk, overruledBy }) => [path, desk, overruledBy])
    expect(told(one)).toEqual([
      ['note', null, { desk: 'ufficio', at }],
      ['note', 'ufficio', null],
      ['billing.city', 'ufficio', null],
    ])
    expect(told(other)).toEqual([
      ['note', 'banco', { desk: null, at }],
      ['note', null, null],
      ['billing.city', null, null],
    ])
    // Whoever has seen the value before is not in conflict with it.
    one.archive.seeChecks([1], 'desks', at)
    edit(one, 1, 'note', 'visto')
    settle(both)
    for (const { archive } of both) {
      expect(archive.getOrder(1)?.order.note).toBe('visto')
      expect(archive.getOrder(1)?.checks).not.toContain('desks')
    }
    // And undone by the other: what was before it counts.
    const last = other.archive.orderEdits(1).find(({ next }) => next === 'visto') ?? expect.fail()
    other.archive.undoEdits(1, other.archive.getOrder(1)?.version ?? 0, [last.id], at)
    settle(both)
    for (const { archive } of both) expect(archive.getOrder(1)?.order.note).toBe('dell’ufficio')
  })

  it('two add a line at once: there are two', () => {
    const { one, other, both } = two()
    const [line] = orderOf(1).lines
    for (const desk of both)
      edit(desk, 1, 'lines.h0-1', { after: '0', element: { ...line, name: desk.name, sku: desk.name } })
    settle(both)
    const names = both.map(({ archive }) => archive.getOrder(1)?.order.lines.map(({ name }) => name))
    expect(names[0]).toEqual(names[1])
    expect(new Set(names[0])).toEqual(new Set(['Caffè in grani 1kg', 'banco', 'ufficio']))
    expect(one.archive.getOrder(1)?.keys).toEqual(other.archive.getOrder(1)?.keys)
    // Each may be changed by the other.
    const key = other.archive.getOrder(1)?.keys.lines.at(1) ?? ''
    edit(other, 1, `lines.${key}.name`, 'cambiata')
    settle(both)
    expect(one.archive.getOrder(1)?.order.lines.map(({ name }) => name)).toContain('cambiata')
  })

  it('a change waits for its order', () => {
    const { one, other, both } = two()
    storeOrdersIn(one.archive, 1, 9)
    edit(one, 5, 'note', 'di un ordine che non c’è')
    one.archive.tagOrders([5], { add: ['Nuovo'], remove: [] }, at)
    handOver(one, [4, 5])
    settle(both)
    expect(other.rows('SELECT count(*) AS n FROM waiting_facts')).toEqual([{ n: 3 }])
    storeOrdersIn(other.archive, 1, 9)
    expect(other.archive.getOrder(5)).toMatchObject({
      order: { note: 'di un ordine che non c’è' },
      tags: 'Nuovo',
    })
    expect(other.archive.orderHandovers(5).map(({ kind, desk }) => [kind, desk])).toEqual([['csv', 'banco']])
  })
})

describe('R57 what desks hand over', () => {
  it('is of an order whichever desk has downloaded it, also where this one lost the right to', () => {
    const { one, other, both } = two()
    storeOrdersIn(one.archive, 1, 9)
    handOver(one, [5])
    const remove = one.db.transaction(() => orderRemoval(one.db)(5))
    remove()
    storeOrdersIn(other.archive, 1, 9)
    settle(both)
    expect(newOnes(one)).toEqual([4, 3, 2, 1])
    storeThese(one.archive, [orderOf(9)], 10)
    expect([newOnes(one), newOnes(other)]).toEqual([
      [4, 3, 2, 1],
      [4, 3, 2, 1],
    ])
    expect(both.map(({ archive }) => archive.orderHandovers(5).length)).toEqual([1, 1])
    expect(one.archive.deskDigest()).toBe(other.archive.deskDigest())
  })

  it('new orders once: the second is refused, and as if it had not been begun', () => {
    const { one, other, both } = two()
    handOver(one, [1, 2], true)
    begin(other, [2, 3], true)
    one.send()
    other.send()
    settle(both)
    for (const { archive } of both) {
      expect([1, 2, 3].map((id) => archive.orderHandovers(id).length)).toEqual([1, 1, 0])
      expect(archive.getOrder(2)?.checks).not.toContain('desks')
    }
    // What one has begun the other cannot finish.
    const start = one.archive.handoverStart(at)
    one.archive.beginHandover({
      ...{ kind: 'list', place: '', sha256: null, ids: Uint32Array.of(4), onlyNew: true, start },
    })
    settle(both)
    expect(both.map(({ archive }) => archive.openHandovers().length)).toEqual([1, 0])
    one.archive.dropHandover(one.archive.openHandovers()[0]?.id ?? 0)
    settle(both)
    for (const { archive } of both) expect(archive.orderHandovers(4)).toEqual([])
  })

  it('chosen orders, neither knowing of the other: both are told', () => {
    const { one, other, both } = two()
    handOver(one, [1, 2])
    handOver(other, [2, 3])
    settle(both)
    for (const { archive } of both)
      expect([1, 2, 3].map((id) => archive.getOrder(id)?.checks.includes('desks'))).toEqual([
        false,
        true,
        false,
      ])
    expect(one.rows('SELECT content FROM order_checks')).toEqual(
      other.rows('SELECT content FROM order_checks'),
    )
    // One that knows of it is in no conflict.
    handOver(one, [3])
    settle(both)
    expect(other.archive.getOrder(3)?.checks).not.toContain('desks')
    const [first] = other.archive.orderHandovers(1)
    other.archive.takeBackHandover(first?.id ?? 0, at)
    settle(both)
    for (const { archive } of both) expect(archive.orderHandovers(1)[0]?.takenBackAt).toBe(at)
  })

  it('what was changed unseen by it is to be done again, in whichever order it is heard', () => {
    const { one, other, both } = two()
    edit(other, 1, 'note', 'prima che uscisse')
    handOver(one, [1, 2])
    one.send()
    settle(both)
    const again = (desk: RowDesk) => desk.archive.orderHandovers(1).map(({ again }) => again?.paths)
    expect(both.map(again)).toEqual([[['note']], [['note']]])
    edit(one, 2, 'note', 'dopo')
    settle(both)
    expect(both.map(({ archive }) => archive.orderHandovers(2)[0]?.again?.paths)).toEqual([
      ['note'],
      ['note'],
    ])
  })

  it('what did not come out was not doubled, whether the others had heard of it or not', () => {
    const { one, other, both } = two()
    const told = () => both.map(({ archive }) => archive.getOrder(1)?.allChecks.length)
    handOver(other, [1])
    other.send()
    const unheard = begin(one, [1])
    one.hear()
    one.archive.dropHandover(unheard)
    settle(both)
    expect(told()).toEqual([0, 0])
    handOver(other, [1])
    const heard = begin(one, [1])
    settle(both)
    expect(told()).toEqual([1, 1])
    one.archive.dropHandover(heard)
    settle(both)
    expect(told()).toEqual([0, 0])
  })

  it('what was changed while it was being read is to be done again on all desks', () => {
    const { one, both } = two()
    const { archive } = one
    const start = archive.handoverStart(at)
    edit(one, 1, 'note', 'mentre usciva')
    const what = { kind: 'csv', place: '/x', sha256: null, onlyNew: false, start } as const
    archive.beginHandover({ ...what, ids: Uint32Array.from([1, 2]) })
    settle(both)
    for (const { archive } of both) {
      expect(archive.orderHandovers(1)[0]?.again?.paths).toEqual(['note'])
      expect(archive.orderHandovers(2)[0]?.again).toBeNull()
    }
  })
})
