import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Archive, openArchive } from '../../../main/store/archive.ts'
import { temporaryFolder } from '../../support/archive.ts'
import { MemoryServer } from '../../support/memory-server.ts'
import { orderOf } from '../../support/orders.ts'
import { storeOrdersIn } from '../../support/row-orders.ts'
import { SharingDesk, settleAll } from '../../support/sharing-desk.ts'

const at = '2026-11-23T12:00:00.000Z'
const [line] = orderOf(1).lines

const edit = (archive: Archive, order: number, path: string, value: unknown) => {
  const { version } = archive.getOrder(order) ?? expect.fail()
  archive.saveEdits(order, version, [{ path, value: value as string }], at)
}

const handOver = (archive: Archive, ...ids: readonly number[]) => {
  const start = archive.handoverStart(at)
  const asked = {
    kind: 'csv',
    place: '/x.csv',
    sha256: 'a',
    ids: Uint32Array.from(ids),
    onlyNew: false,
    start,
  } as const
  archive.closeHandover(archive.beginHandover(asked), at)
}

/** An archive that somebody has worked with alone. */
function worked(): string {
  const file = join(temporaryFolder(), 'archive.sqlite')
  const archive = openArchive(file)
  storeOrdersIn(archive, 4)
  archive.noteOrder(1, 'chiamare', at)
  archive.tagOrders([1, 2], { add: ['Urgente'], remove: [] }, at)
  archive.markWork([1, 2, 3], { state: 'done' }, at)
  edit(archive, 1, 'note', 'a mano')
  edit(archive, 1, 'lines.h1-1', { after: '0', element: { ...line, name: 'Aggiunta' } })
  edit(archive, 1, 'lines.h1-1.name', 'Cambiata')
  handOver(archive, 1, 2)
  archive.saveOfficeSetting(null, 'prova', 'di prima')
  archive.close()
  return file
}

const copyOf = (file: string): string => {
  const copy = join(temporaryFolder(), 'archive.sqlite')
  copyFileSync(file, copy)
  return copy
}

const seen = ({ archive }: SharingDesk) => ({
  digest: archive.deskDigest(),
  edits: archive.orderEdits(1).map(({ path, next, undoneAt }) => ({ path, next, undoneAt })),
  handovers: archive.orderHandovers(1).map(({ kind, again }) => ({ kind, again: again?.paths })),
  setting: archive.officeSetting(null, 'prova'),
})

describe('R55 an archive with a history joins', () => {
  it('beside a copy of itself: nothing is changed or handed over twice', async () => {
    const server = new MemoryServer()
    const file = worked()
    const copy = copyOf(file)
    const one = await SharingDesk.join(file, 'banco', server)
    await one.settle()
    const other = await SharingDesk.join(copy, 'ufficio', server)
    await other.settle()
    await settleAll([one, other])
    expect(seen(other)).toEqual(seen(one))
    const { order, checks } = one.archive.getOrder(1) ?? expect.fail()
    expect([order.lines.map(({ name }) => name), checks]).toEqual([
      ['Caffè in grani 1kg', 'Cambiata'],
      ['note'],
    ])
    expect(seen(one).handovers).toEqual([{ kind: 'csv', again: undefined }])
    expect(seen(one).edits).toHaveLength(3)
  })

  it('beside a copy with which somebody went on: what the log says counts, changes by hand come later and are told', async () => {
    const server = new MemoryServer()
    const file = worked()
    const copy = copyOf(file)
    const alone = openArchive(copy)
    alone.noteOrder(1, 'della copia', at)
    alone.noteOrder(4, 'solo della copia', at)
    alone.markWork([1], { state: 'todo' }, at)
    edit(alone, 1, 'note', 'della copia')
    edit(alone, 2, 'lines.h0-1', { after: null, element: { ...line, name: 'Della copia' } })
    // Before it joined, as the other has: nobody could know of the other.
    handOver(alone, 3)
    alone.saveOfficeSetting(null, 'prova', 'della copia')
    alone.close()
    const one = await SharingDesk.join(file, 'banco', server)
    one.archive.noteOrder(1, 'del banco', at)
    edit(one.archive, 1, 'note', 'del banco')
    handOver(one.archive, 3)
    edit(one.archive, 2, 'lines.h0-1', { after: null, element: { ...line, name: 'Del banco' } })
    await one.sharePast()
    const other = await SharingDesk.join(copy, 'ufficio', server)
    await other.sharePast()
    await settleAll([one, other])
    expect(seen(other)).toEqual(seen(one))
    const first = one.archive.getOrder(1) ?? expect.fail()
    expect([first.ownNote, first.work, first.order.note]).toEqual(['del banco', 'todo', 'della copia'])
    expect(first.checks).toContain('desks')
    expect(one.archive.getOrder(4)?.ownNote).toBe('solo della copia')
    expect(one.archive.officeSetting(null, 'prova')).toBe('di prima')
    const names = one.archive.getOrder(2)?.order.lines.map(({ name }) => name)
    expect(names).toHaveLength(3)
    expect(other.archive.getOrder(2)?.order.lines.map(({ name }) => name)).toEqual(names)
    expect(one.archive.orderHandovers(3).map(({ desk }) => desk)).toEqual([null, 'ufficio'])
    expect(one.archive.getOrder(3)?.checks).toEqual([])
  })

  it('once more: what it had said is not said again', async () => {
    const server = new MemoryServer()
    const file = worked()
    const other = await SharingDesk.join(copyOf(file), 'ufficio', server)
    await other.sharePast()
    const one = await SharingDesk.join(file, 'banco', server)
    edit(one.archive, 1, 'note', 'prima di lasciare')
    await settleAll([one, other])
    const before = { ...seen(one), orders: one.archive.getOrder(1)?.order }
    one.archive.leaveDesk()
    other.archive.noteOrder(1, 'intanto', at)
    await other.sharePast()
    one.close()
    const again = await SharingDesk.join(file, 'banco', server)
    await again.sharePast()
    await settleAll([again, other])
    expect(seen(again)).toEqual(seen(other))
    expect(again.archive.getOrder(1)).toMatchObject({
      ownNote: 'intanto',
      order: before.orders,
      checks: ['note'],
    })
    expect(seen(again).handovers).toEqual(before.handovers)
    expect(seen(again).edits).toEqual(before.edits)
  })
})
