import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { leaseMs } from '../../../main/desks/server.ts'
import { deskOffice, factOf, textsOf } from '../../support/desk-server.ts'
import { postgresForFile } from '../../support/postgres.ts'

const postgres = await postgresForFile()
const shop = randomUUID()
const page = (text: string, run: number) => factOf(text, { kind: 'page', shop, run })

describe.skipIf(!postgres)('the right to download from a shop', () => {
  /** The server's clock cannot be moved: the end of the lease is. */
  const letExpire = `UPDATE ordini.lease SET until = clock_timestamp() - interval '1 ms'`

  it('is one desk’s, until it gives it back or is not heard any more (R56)', async () => {
    const { enter, admin } = await deskOffice(postgres)
    const till = await enter({ name: 'Cassa' })
    const office = await enter({ name: 'Ufficio' })
    expect(await till.server.take(till.me, shop)).toEqual({ outcome: 'taken', run: 1 })
    const [lease] = await admin(
      'SELECT extract(epoch FROM until - clock_timestamp())::integer AS left FROM ordini.lease',
    )
    expect(Math.abs(Number(lease?.left) - leaseMs / 1000)).toBeLessThan(10)
    const held = { outcome: 'held', desk: till.me.desk, name: 'Cassa' }
    expect(await office.server.take(office.me, shop)).toEqual(held)
    expect(await office.server.take(office.me, randomUUID())).toEqual({ outcome: 'taken', run: 1 })
    expect(await office.server.renew(office.me, shop, 1)).toBe(false)
    await office.server.give(office.me, shop, 1)
    expect(await office.server.take(office.me, shop)).toEqual(held)

    await admin(letExpire)
    // Late, but nobody was there in between.
    expect(await till.server.renew(till.me, shop, 1)).toBe(true)
    expect(await office.server.take(office.me, shop)).toEqual(held)
    await admin(letExpire)
    expect(await office.server.take(office.me, shop)).toEqual({ outcome: 'taken', run: 2 })
    expect(await till.server.renew(till.me, shop, 1)).toBe(false)
    await till.server.give(till.me, shop, 1)
    expect(await till.server.take(till.me, shop)).toMatchObject({ outcome: 'held', name: 'Ufficio' })

    await office.server.give(office.me, shop, 2)
    expect(await till.server.take(till.me, shop)).toEqual({ outcome: 'taken', run: 3 })
  })

  it('is taken by one of those who ask at once (R56)', async () => {
    const { enter } = await deskOffice(postgres)
    const desks = await Promise.all([enter(), enter(), enter(), enter()])
    const answers = await Promise.all(desks.map(({ server, me }) => server.take(me, shop)))
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['held', 'held', 'held', 'taken'])
  })

  it('is a fence: nothing is kept of a run after another desk has taken the shop (R56)', async () => {
    const { enter, admin } = await deskOffice(postgres)
    const till = await enter()
    const office = await enter()
    await till.server.take(till.me, shop)
    await till.server.append(till.me, 1, page('in time', 1))
    await admin(letExpire)
    // A page that was fetched in time may arrive late, while nobody else was at the shop.
    expect(await till.server.append(till.me, 2, page('late', 1))).toEqual({ outcome: 'taken' })
    expect(await office.server.append(office.me, 1, page('without', 1))).toEqual({ outcome: 'stale-run' })
    await office.server.take(office.me, shop)
    expect(await till.server.append(till.me, 3, page('too late', 1))).toEqual({ outcome: 'stale-run' })
    expect(await till.server.append(till.me, 3, page('guessed', 2))).toEqual({ outcome: 'stale-run' })
    expect(await till.server.append(till.me, 3, factOf('a note'))).toEqual({ outcome: 'taken' })
    expect(await office.server.append(office.me, 1, page('next', 2))).toEqual({ outcome: 'taken' })
    expect(textsOf(await till.server.read(0, 10, ''))).toEqual(['in time', 'late', 'a note', 'next'])
  })

  it('lets a desk’s own runs follow each other, though facts of the last still wait (R56)', async () => {
    const { enter } = await deskOffice(postgres)
    const till = await enter()
    const office = await enter()
    await till.server.take(till.me, shop)
    // It was killed: its own lease is no obstacle to it.
    expect(await till.server.take(till.me, shop)).toEqual({ outcome: 'taken', run: 2 })
    expect(await till.server.append(till.me, 1, page('of the first', 1))).toEqual({ outcome: 'taken' })
    expect(await till.server.renew(till.me, shop, 1)).toBe(false)
    await till.server.give(till.me, shop, 2)
    await office.server.take(office.me, shop)
    await office.server.give(office.me, shop, 3)
    expect(await till.server.take(till.me, shop)).toEqual({ outcome: 'taken', run: 4 })
    expect(await till.server.append(till.me, 2, page('of the second', 2))).toEqual({ outcome: 'stale-run' })
    expect(await till.server.append(till.me, 2, page('of the fourth', 4))).toEqual({ outcome: 'taken' })
  })

  it('is renewed though a fact is being written (R56)', async () => {
    const { enter, archive } = await deskOffice(postgres)
    const { server, me } = await enter()
    await server.take(me, shop)
    const { default: pg } = await import('pg')
    const { host, port, database } = archive
    const holder = new pg.Client({ host, port, database, user: 'postgres', password: postgres?.password })
    await holder.connect()
    await holder.query('BEGIN; SELECT FROM ordini.meta FOR UPDATE')
    const appending = server.append(me, 1, page('held up', 1))
    expect(await server.renew(me, shop, 1)).toBe(true)
    await holder.query('ROLLBACK')
    expect(await appending).toEqual({ outcome: 'taken' })
    await holder.end()
  })

  it('is shown: who is here, who may download, who does, how far each is (R55, R58)', async () => {
    const { enter } = await deskOffice(postgres)
    const till = await enter({ name: 'Cassa' })
    const office = await enter({ name: 'Ufficio' })
    await till.server.take(till.me, shop)
    await till.server.append(till.me, 1, factOf('one'))
    await office.server.seen(office.me, 1, [shop])
    const desks = await office.server.desks()
    expect(desks).toMatchObject([
      { id: till.me.desk, name: 'Cassa', applied: 0, mayDownload: [], downloading: [shop] },
      { id: office.me.desk, name: 'Ufficio', applied: 1, mayDownload: [shop], downloading: [] },
    ])
    for (const { seenAgo } of desks) expect(seenAgo).toBeLessThan(30_000)
    await till.server.leave(till.me)
    expect(await office.server.desks()).toMatchObject([{ name: 'Ufficio' }])
    expect(await office.server.take(office.me, shop)).toEqual({ outcome: 'taken', run: 2 })
  })
})
