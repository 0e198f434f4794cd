import { brotliDecompressSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createProgram } from '../../../main/program/program.ts'
import { unpackJson, unpackWithRaw } from '../../../main/store/shared/bodies.ts'
import type { ServerInput } from '../../../main/words/desks.ts'
import { toFailureValue } from '../../../main/words/failure.ts'
import { temporaryFolder } from '../../support/archive.ts'
import { addShop, addShopAgain, countOrders, deskProgram, joinedView } from '../../support/desk-programs.ts'
import { sharedArchive } from '../../support/desk-server.ts'
import { type Postgres, postgresForFile } from '../../support/postgres.ts'
import { programOptions, temporaryProgram } from '../../support/program.ts'
import { asksForFullOrders, startWooServer, testKey } from '../../woo-server/index.ts'
import { manyOrders } from '../../woo-server/recordings.ts'
import { failureOf } from '../woocommerce/open-shop.ts'

const postgres = await postgresForFile()
const never = new AbortController().signal

test('R55: an archive that has not joined starts no thread for it', async () => {
  const options = programOptions(temporaryFolder())
  const bugs: unknown[] = []
  const program = await createProgram({
    ...options,
    workers: { ...options.workers, desks: new URL('file:///nowhere.ts') },
    archiveCare: { ...options.archiveCare, onBug: (error) => bugs.push(error) },
  })
  expect(await program.desks.view()).toEqual({ joined: false })
  expect(await program.desks.withRight(await program.demo(), async (lease) => lease)).toBeUndefined()
  await program.close()
  expect(bugs).toEqual([])
})

/** A shop, a server, and two desks that have joined. */
async function twoDesks() {
  if (postgres === null) throw new Error('its tests are skipped')
  const input = await sharedArchive(postgres, 'Ufficio')
  const shopServer = await startWooServer({ orders: manyOrders(8, { until: new Date() }) })
  onTestFinished(() => shopServer.close())
  const one = await deskProgram(input)
  const other = await deskProgram({ ...input, desk: 'Magazzino' })
  return { postgres, input, shopServer, one, other }
}

describe.skipIf(!postgres)('desks that share an archive', () => {
  test('Prova says what is wrong with the address', async () => {
    if (postgres === null) return
    const input = await sharedArchive(postgres)
    const { desks } = await temporaryProgram()
    await desks.try(input, never)
    await expect(desks.try({ ...input, password: 'wrong' }, never)).rejects.toMatchObject({
      value: { code: 'desks-password-wrong' },
    })
  })

  test('R55 R56 R58: one downloads at a time, all have it, and no key is told', async () => {
    const { postgres, input, shopServer, one, other } = await twoDesks()
    const shop = await addShop(one.program, shopServer)
    await expect.poll(async () => (await other.program.store.listShops()).length).toBe(1)
    const here = await addShopAgain(other.program, shopServer)
    const gate = Promise.withResolvers<undefined>()
    const stalled = Promise.withResolvers<void>()
    shopServer.setFailure((request) => {
      if (!asksForFullOrders(request)) return undefined
      stalled.resolve()
      return gate.promise
    })
    const running = one.program.runner.start(shop, 'manual')
    await stalled.promise

    const refused = await failureOf(other.program.runner.start(here, 'auto'))
    expect(refused).toEqual({ code: 'shop-elsewhere', params: { name: 'Bottega', desk: 'Ufficio' } })
    await expect.poll(async () => (await other.program.shop(here.id)).lastRun?.outcome).toBe('running')
    expect((await other.program.shop(here.id)).failuresInARow).toBe(0)
    expect((await joinedView(other.program)).shops).toMatchObject([
      { name: 'Bottega', mayDownload: true, others: ['Ufficio'], downloader: 'Ufficio' },
    ])

    await postgres.kill()
    gate.resolve(undefined)
    // It goes on as long as nobody else can have the shop.
    expect(await running).toMatchObject({ outcome: 'success', counters: { new: 8 } })
    await other.program.store.saveOfficeSetting(here.id, 'test', 'written alone')
    await expect.poll(async () => (await joinedView(one.program)).state).toBe('offline')
    expect(await joinedView(one.program)).toMatchObject({ failure: { code: 'desks-unreachable' } })
    expect(await failureOf(one.program.runner.start(shop, 'auto'))).toMatchObject({
      code: 'desks-unreachable',
    })

    await postgres.restart()
    for (const { program } of [one, other]) program.desks.retry()
    await expect.poll(() => countOrders(other.program)).toBe(8)
    await expect.poll(() => one.program.store.officeSetting(shop.id, 'test')).toBe('written alone')
    // Given back once the other desks have its end.
    const asOther = () => other.program.runner.start(here, 'auto').then((run) => run.outcome, toFailureValue)
    await expect.poll(asOther).toBe('success')
    await one.program.desks.caughtUp()

    const third = await deskProgram({ ...input, desk: 'Casa' })
    const digest = await third.program.store.deskDigest()
    for (const { program } of [one, other]) await expect.poll(() => program.store.deskDigest()).toBe(digest)
    expect(await joinedView(third.program)).toMatchObject({
      ...{ state: 'online', failure: null, behind: 0, waiting: 0 },
      desks: [{ name: 'Casa', isThis: true }, { name: 'Magazzino' }, { name: 'Ufficio', isThis: false }],
      shops: [{ name: 'Bottega', mayDownload: false, others: ['Magazzino', 'Ufficio'], downloader: null }],
    })
    const said = await saidOn(postgres, input)
    expect(said).toContain('written alone')
    for (const secret of [testKey.consumerSecret, input.password]) expect(said).not.toContain(secret)

    await third.program.desks.rename('Casa di Anna')
    for (const { program } of [one, third])
      await expect
        .poll(async () => (await joinedView(program)).desks.map(({ name }) => name))
        .toContain('Casa di Anna')
    expect((await joinedView(third.program)).desks).toHaveLength(3)
    expect(third.address.read()?.desk).toBe('Casa di Anna')

    // A command beside the running program speaks through it, and alone it speaks itself (R36).
    const command = await one.start()
    await expect.poll(command.desks.isOnline).toBe(true)
    const ran = await command.runner.start(await command.shop(shop.id), 'cli')
    expect(ran).toMatchObject({ outcome: 'success', counters: { new: 0 } })
    await one.program.close()
    await command.store.saveOfficeSetting(shop.id, 'test', 'by the command')
    await command.close()
    await other.program.desks.caughtUp()
    expect(await other.program.store.officeSetting(here.id, 'test')).toBe('by the command')

    // One that is done before it has come in says all the same what it did.
    const short = await one.start()
    await short.store.saveOfficeSetting(shop.id, 'test', 'by a short command')
    await short.close()
    await other.program.desks.caughtUp()
    expect(await other.program.store.officeSetting(here.id, 'test')).toBe('by a short command')
    expect([...one.bugs, ...other.bugs, ...third.bugs]).toEqual([])
  })

  test('R55: an older copy in the archive’s place says nothing to the others, and is told', async () => {
    if (postgres === null) return
    const input = await sharedArchive(postgres, 'Ufficio')
    const { program, bugs } = await deskProgram(null)
    const { store, archiveCare, desks } = program
    await archiveCare.backUpNow()
    await desks.join(input, never, () => undefined)
    await archiveCare.backUpNow()
    await store.saveOfficeSetting(null, 'test', 'after the copy')
    await desks.sent()
    const said = await saidOn(postgres, input)
    // The one of the time since it joined, then the one from before.
    for (const { name } of (await store.listBackups()).filter(({ reason }) => reason === 'manual')) {
      await archiveCare.restore(name)
      await store.saveOfficeSetting(null, 'test', 'in the copy')
      await expect.poll(desks.view).toMatchObject({
        joined: true,
        state: 'stopped',
        failure: { code: 'archive-went-back' },
      })
      expect(await failureOf(desks.caughtUp())).toMatchObject({ code: 'archive-went-back' })
    }
    expect(await saidOn(postgres, input)).toBe(said)
    await desks.leave()
    expect(await desks.view()).toEqual({ joined: false })
    expect(bugs).toEqual([])
  })
})

/** All that the log says, as one text. */
async function saidOn({ sql }: Postgres, { database }: ServerInput): Promise<string> {
  const facts = await sql('SELECT kind, body FROM ordini.fact ORDER BY seq', database)
  const textOf = (kind: unknown, body: Uint8Array) => {
    if (kind !== 'page') return JSON.stringify(unpackJson(body))
    const { json, raw } = unpackWithRaw(body)
    return `${JSON.stringify(json)} ${raw.length > 0 ? brotliDecompressSync(raw) : ''}`
  }
  return facts.map(({ kind, body }) => textOf(kind, body as Buffer)).join('\n')
}
