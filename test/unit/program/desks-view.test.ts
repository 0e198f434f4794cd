import { expect, it } from 'vitest'
import type { PumpStatus } from '../../../main/desks/pump.ts'
import type { DeskOnServer } from '../../../main/desks/server.ts'
import { viewOf } from '../../../main/program/desks-view.ts'
import type { DeskRecord } from '../../../main/store/shared/desk-record.ts'
import type { ShopRecord } from '../../../main/store/shops.ts'

const status: PumpStatus = {
  state: 'online',
  failure: null,
  since: '2026-11-23T10:00:00.000Z',
  behind: 0,
  waiting: 0,
}
const now = new Date('2026-11-23T12:00:00.000Z')
const onServer = (id: string, applied: number): DeskOnServer => ({
  id,
  name: id,
  seenAgo: 15_000,
  applied,
  mayDownload: ['a'],
  downloading: [],
})

function view(desks: readonly DeskOnServer[] | null) {
  const all = viewOf({
    status,
    record: { desk: 'here', name: 'here', applied: 7 } as DeskRecord,
    past: null,
    address: null,
    desks,
    shops: [{ id: 1, uuid: 'a', name: 'Bottega' } as ShopRecord],
    options: { mayDownload: () => true, now: () => now },
  })
  if (!all.joined) throw new Error('it has joined')
  return all
}

it('R55 this desk is as far as it knows itself, not as it last told the server', () => {
  expect(view([onServer('here', 3), onServer('there', 5)]).desks).toMatchObject([
    { name: 'here', isThis: true, behind: 0, lastSeenAt: now.toISOString() },
    { name: 'there', isThis: false, behind: 2, lastSeenAt: '2026-11-23T11:59:45.000Z' },
  ])
})

it('R56 who else may download is not known while the server cannot be asked', () => {
  expect(view([onServer('here', 7)]).shops).toMatchObject([{ others: [], downloader: null }])
  expect(view(null)).toMatchObject({ desks: [], shops: [{ others: null, downloader: null }] })
})

it('R55 a desk that nobody has seen for two months is not told of: its computer is no more', () => {
  const day = 24 * 60 * 60_000
  const old = { ...onServer('old', 2), seenAgo: 61 * day }
  const away = { ...onServer('away', 2), seenAgo: 59 * day }
  const { desks, shops } = view([old, away, { ...onServer('here', 7), seenAgo: 61 * day }])
  expect(desks.map(({ name }) => name)).toEqual(['away', 'here'])
  expect(shops).toMatchObject([{ others: ['away'] }])
})
