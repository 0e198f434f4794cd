import { expect, it } from 'vitest'
import { aboutDesks } from '../../../main/program/about-desks.ts'
import type { DesksView } from '../../../main/words/desks.ts'

const at = '2026-11-23T10:00:00.000Z'
const view: DesksView = {
  joined: true,
  server: {
    host: 'server.bottega.lan',
    port: 5433,
    database: 'segreto-database',
    user: 'segreto-utente',
    certificate: 'segreto-PEM',
    desk: 'Segreto di Anna',
  },
  state: 'offline',
  failure: { code: 'desks-host-unknown', params: { host: 'server.bottega.lan' } },
  since: at,
  behind: 3,
  waiting: 7,
  past: null,
  desks: [
    { name: 'Segreto di Anna', isThis: true, lastSeenAt: at, behind: 0, downloading: ['Bottega Segreta'] },
  ],
  shops: [
    { shopId: 1, name: 'Bottega Segreta', mayDownload: true, others: ['Segreto'], downloader: 'Segreto' },
  ],
}

it('R58 support hears how this desk is doing, and no name nor place', () => {
  const told = aboutDesks(view)
  expect(told).toMatchObject({
    state: 'offline',
    failure: 'desks-host-unknown',
    behind: 3,
    waiting: 7,
    port: 5433,
  })
  expect(JSON.stringify(told)).not.toMatch(/segret|bottega/i)
  expect(aboutDesks({ joined: false })).toEqual({ joined: false })
})
