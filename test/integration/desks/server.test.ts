import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { chainHash, digestOf } from '../../../main/store/shared/chain.ts'
import type { StoredFact } from '../../../main/words/fact.ts'
import { deskOffice, factOf, textsOf } from '../../support/desk-server.ts'
import { postgresForFile } from '../../support/postgres.ts'

const postgres = await postgresForFile('newest')
/** Whether facts follow each other from the first of the log, and say what was sent. */
function isChained(facts: readonly StoredFact[]): boolean {
  let hash = ''
  return facts.every((fact, index) => {
    hash = chainHash(hash, fact)
    return fact.seq === index + 1 && fact.hash === hash && digestOf(fact.body ?? Buffer.of()) === fact.digest
  })
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

describe.skipIf(!postgres)('the log that desks share', () => {
  it('numbers the facts of many without gaps, and who reads meanwhile sees each once (R55)', async () => {
    const office = await deskOffice(postgres)
    const reader = await office.connect()
    const desks = await Promise.all(upTo(4).map(() => office.enter()))
    const heads: number[] = []
    reader.onHead((head) => heads.push(head))
    const each = 40
    const writing = Promise.all(
      desks.map(async ({ server, me }) => {
        for (const n of upTo(each)) await server.append(me, n, factOf(`${me.desk} ${n}`))
      }),
    )
    const seen = [...(await reader.read(0, 7, ''))]
    while (seen.length < 4 * each) seen.push(...(await reader.read(seen.length, 7, '')))
    await writing
    expect(seen.map(({ seq }) => seq)).toEqual(upTo(4 * each))
    for (const { me } of desks) {
      const own = seen.filter(({ desk }) => desk === me.desk)
      expect(textsOf(own)).toEqual(upTo(each).map((n) => `${me.desk} ${n}`))
      expect(own.map(({ n }) => n)).toEqual(upTo(each))
    }
    expect(isChained(seen)).toBe(true)
    await expect.poll(() => heads.at(-1)).toBe(4 * each)
  })

  it('gives back what was sent, as it was sent, and shows by its hashes that nothing else is there (R55)', async () => {
    const { enter, admin } = await deskOffice(postgres)
    const { server, me } = await enter()
    const shop = randomUUID()
    const body = Buffer.from(upTo(5000).map((value) => value % 256))
    expect(await server.take(me, shop)).toEqual({ outcome: 'taken', run: 1 })
    await server.append(me, 1, factOf('', { kind: 'page', shop, run: 1, body }))
    await server.append(me, 2, factOf('città', { advances: true }))
    const log = await server.read(0, 10, '')
    expect(log).toMatchObject([
      { seq: 1, desk: me.desk, n: 1, kind: 'page', shop, run: 1, advances: false, body },
      { seq: 2, desk: me.desk, n: 2, kind: 'rows', shop: null, run: null, advances: true },
    ])
    const [first, second] = log
    if (!first || !second) throw new Error('no facts')
    expect(new Date(first.at).toISOString()).toBe(first.at)
    expect(chainHash(chainHash('', first), second)).toBe(second.hash)
    expect(await Promise.all([0, 1, 2, 3].map((seq) => server.hashAt(seq)))).toEqual([
      '',
      first.hash,
      second.hash,
      null,
    ])
    // An own page need not come back, other facts must.
    expect(textsOf(await server.read(0, 10, me.desk))).toEqual([null, 'città'])
    await admin(`UPDATE ordini.fact SET body = 'x' WHERE seq = 2`)
    expect(isChained(await server.read(0, 10, ''))).toBe(false)
    await admin(`DELETE FROM ordini.fact WHERE seq = 1`)
    expect(isChained(await server.read(0, 10, ''))).toBe(false)
  })

  it('is read in pieces of about 8 MB, and one fact at least', async () => {
    const { enter } = await deskOffice(postgres)
    const { server, me } = await enter()
    const sizes = [9_000_000, 3_000_000, 3_000_000, 3_000_000, 10]
    for (const [index, size] of sizes.entries())
      await server.append(me, index + 1, factOf('', { body: Buffer.alloc(size) }))
    const pieces: number[] = []
    for (let after = 0; after < sizes.length; after += pieces.at(-1) ?? 0)
      pieces.push((await server.read(after, 100, '')).length)
    expect(pieces).toEqual([1, 3, 1])
  })

  it('passes over what is sent again, and takes nothing out of turn (R55)', async () => {
    const { enter } = await deskOffice(postgres)
    const { server, me } = await enter()
    expect(await server.append(me, 1, factOf('one'))).toEqual({ outcome: 'taken' })
    expect(await server.append(me, 1, factOf('one, its answer was lost'))).toEqual({ outcome: 'taken' })
    await expect(server.append(me, 3, factOf('three'))).rejects.toMatchObject({
      value: { code: 'desks-restored' },
    })
    await server.append(me, 2, factOf('two'))
    expect(textsOf(await server.read(0, 10, ''))).toEqual(['one', 'two'])
  })

  it('takes what hands over only from who has seen all that was handed over before (R57)', async () => {
    const { enter } = await deskOffice(postgres)
    const till = await enter()
    const office = await enter()
    const handing = (guard: number | null) => factOf('handed', { guard, advances: true })
    await till.server.append(till.me, 1, factOf('a note'))
    // A note is no hand-over: who has not seen it may hand over.
    expect(await office.server.append(office.me, 1, handing(0))).toEqual({ outcome: 'taken' })
    expect(await till.server.append(till.me, 2, handing(0))).toEqual({ outcome: 'handed-moved' })
    // Refused leaves no trace: the same number is still to come, with what is said instead.
    expect(await till.server.append(till.me, 2, factOf('', { kind: 'void' }))).toEqual({ outcome: 'taken' })
    expect(await till.server.append(till.me, 3, handing(2))).toEqual({ outcome: 'taken' })
    // Chosen orders go out all the same; others see that.
    expect(await office.server.append(office.me, 2, handing(null))).toEqual({ outcome: 'taken' })
    expect(await till.server.append(till.me, 4, handing(4))).toEqual({ outcome: 'handed-moved' })
    expect((await till.server.read(0, 10, '')).map(({ advances }) => advances)).toEqual([
      false,
      true,
      false,
      true,
      true,
    ])
  })

  it('knows a desk again by its token, though an answer was lost, and not its copy (R55)', async () => {
    const { enter, connect } = await deskOffice(postgres)
    const [token, next, later] = [randomUUID(), randomUUID(), randomUUID()]
    const first = await enter({ token, nextToken: next })
    const { desk } = first.me
    await first.server.append(first.me, 1, factOf('one'))
    expect(first.entered).toMatchObject({ head: 0, n: 0 })
    // The same again: the answer was lost.
    const again = await enter({ desk, token, nextToken: next })
    expect(again.entered).toEqual({ ...first.entered, head: 1, n: 1 })
    // It is not the last that entered any more: it was a message long on its way that did, or a copy; it enters to know.
    const copied = { value: { code: 'desk-copied' } }
    const unknown = { value: { code: 'desks-unreachable' } }
    await expect(first.server.append(first.me, 2, factOf('two'))).rejects.toMatchObject(unknown)
    const last = await enter({ desk, token: next, nextToken: later })
    expect(await last.server.append(last.me, 2, factOf('two'))).toEqual({ outcome: 'taken' })
    // A copy of the profile as it was.
    await expect(enter({ desk, token: next, nextToken: randomUUID() })).rejects.toMatchObject(copied)
    const { server: copy } = await first.server.state().then(async () => ({ server: await connect() }))
    const old = first.me
    await expect(copy.append(old, 2, factOf('two'))).rejects.toMatchObject(copied)
    await expect(copy.take(old, randomUUID())).rejects.toMatchObject(copied)
    await expect(copy.seen(old, 1, [])).rejects.toMatchObject(copied)
    await last.server.leave(last.me)
    await expect(enter({ desk, token: later, nextToken: randomUUID() })).rejects.toMatchObject(copied)
    expect(textsOf(await copy.read(0, 10, ''))).toEqual(['one', 'two'])
  })

  it('tells desks that it was put back from a copy, if whoever did so says it (R55)', async () => {
    const { enter, admin, connect } = await deskOffice(postgres)
    const { server, me, entered } = await enter()
    await server.append(me, 1, factOf('one'))
    await admin('SELECT ordini.restored()')
    const restored = { value: { code: 'desks-restored' } }
    await expect(server.append(me, 2, factOf('two'))).rejects.toMatchObject(restored)
    await expect(enter({ desk: me.desk, token: me.token, nextToken: randomUUID() })).rejects.toMatchObject(
      restored,
    )
    const state = await (await connect()).state()
    expect(state).toEqual({ archive: entered.archive, epoch: expect.any(String), head: 1 })
    expect(state.epoch).not.toBe(entered.epoch)
  })

  it('refuses desks of an old version, those at work too, and is not understood by them if newer (R55)', async () => {
    const { enter, admin, connect } = await deskOffice(postgres)
    const outdated = { value: { code: 'desk-outdated' } }
    const { server, me } = await enter()
    const shop = randomUUID()
    await server.take(me, shop)
    await admin('UPDATE ordini.meta SET min_desk = 2')
    await expect(server.append(me, 1, factOf('one'))).rejects.toMatchObject(outdated)
    await expect(server.renew(me, shop, 1)).rejects.toMatchObject(outdated)
    await expect(enter()).rejects.toMatchObject(outdated)
    await admin('UPDATE ordini.meta SET schema = 2')
    await expect(connect()).rejects.toMatchObject(outdated)
    await admin('UPDATE ordini.meta SET schema = 0')
    await expect(connect()).rejects.toMatchObject({ value: { code: 'desks-schema-old' } })
    expect(await server.read(0, 10, '')).toEqual([])
  })

  it('keeps what it has taken when it is killed, and desks go on when it is back (R55)', async () => {
    const { enter } = await deskOffice(postgres)
    const { server, me } = await enter()
    const heads: number[] = []
    server.onHead((head) => heads.push(head))
    const lost = Promise.withResolvers<void>()
    server.onLost(lost.resolve)
    await server.append(me, 1, factOf('one'))
    await postgres?.kill()
    await lost.promise
    const unreachable = { value: { code: 'desks-unreachable' } }
    await expect(server.append(me, 2, factOf('two'))).rejects.toMatchObject(unreachable)
    await expect(server.take(me, randomUUID())).rejects.toMatchObject(unreachable)
    await postgres?.restart()
    await expect
      .poll(() => server.append(me, 2, factOf('two')).catch(() => null))
      .toEqual({ outcome: 'taken' })
    expect(textsOf(await server.read(0, 10, ''))).toEqual(['one', 'two'])
    await expect
      .poll(async () => {
        await server.state()
        return heads.at(-1)
      })
      .toBe(2)
    const other = await enter()
    await other.server.append(other.me, 1, factOf('three'))
    await expect.poll(() => heads.at(-1)).toBe(3)
  })
})
