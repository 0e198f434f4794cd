import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { exportOrders } from '../../../main/export/export-orders.ts'
import type { Program } from '../../../main/program/program.ts'
import { textsFor } from '../../../main/texts/index.ts'
import { toFailureValue } from '../../../main/words/failure.ts'
import { temporaryFolder } from '../../support/archive.ts'
import { addShop, countOrders, deskProgram } from '../../support/desk-programs.ts'
import { sharedArchive } from '../../support/desk-server.ts'
import { allOf } from '../../support/exports.ts'
import { paperWords, settleOffice, wishFor } from '../../support/invoice-office.ts'
import { postgresForFile } from '../../support/postgres.ts'
import { startWooServer } from '../../woo-server/index.ts'
import { manyOrders } from '../../woo-server/recordings.ts'
import { failureOf } from '../woocommerce/open-shop.ts'

const postgres = await postgresForFile()
const texts = textsFor('it')
const until = new Date()
const orders = manyOrders(9, { until })

/** Two desks with the same orders. */
async function twoDesks() {
  if (postgres === null) throw new Error('its tests are skipped')
  const input = await sharedArchive(postgres, 'Ufficio')
  const shopServer = await startWooServer({ orders: orders.slice(0, 8) })
  onTestFinished(() => shopServer.close())
  const one = await deskProgram(input)
  const shop = await addShop(one.program, shopServer)
  const download = async () => (await one.program.runner.start(shop, 'manual')).counters.new
  expect(await download()).toBe(8)
  const other = await deskProgram({ ...input, desk: 'Magazzino' })
  expect(await countOrders(other.program)).toBe(8)
  return { postgres, shopServer, download, one: one.program, other: other.program }
}

async function exported(program: Program, ending: 'csv' | 'xml', onlyNew: boolean) {
  const file = join(temporaryFolder(), `ordini.${ending}`)
  const outcome = await exportOrders({
    store: program.store,
    file,
    selection: allOf(),
    ...{ onlyNew, withCancelled: true, unlessEmpty: onlyNew },
    lockHandovers: program.lockHandovers,
    texts,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  }).catch(toFailureValue)
  return { file, outcome, isThere: existsSync(file) }
}

/** What each has done is with the other. */
async function settled(...desks: readonly Program[]) {
  for (const { desks: one } of desks) await one.sent()
  for (const { desks: one } of desks) await one.caughtUp()
}

async function numbersOf({ store }: Program) {
  const { ids } = await store.ordersToHandOver(allOf(), 'easyfatt', { onlyNew: false, withCancelled: true })
  const { numbers, isNew } = await store.easyfattNumbers(ids)
  return { numbers: [...numbers], isNew: [...isNew] }
}

describe.skipIf(!postgres)('desks that hand over', () => {
  test('R57: what is new goes out once, each order and each invoice has its number, and without the server none is given', async () => {
    const { postgres, shopServer, download, one, other } = await twoDesks()
    const both = await Promise.all([exported(one, 'csv', true), exported(other, 'csv', true)])
    const counts = both.map(({ outcome }) => ('count' in outcome ? outcome.count : outcome.code))
    const [first, second] = counts[0] === 8 ? counts : counts.toReversed()
    expect(first).toBe(8)
    expect([0, 'handed-over-meanwhile']).toContain(second)
    expect(both.filter(({ isThere }) => isThere)).toHaveLength(1)

    await Promise.all([exported(one, 'xml', false), exported(other, 'xml', false)])
    await settled(one, other)
    const [here, there] = [await numbersOf(one), await numbersOf(other)]
    expect(here.isNew).not.toContain(1)
    expect(there).toEqual(here)
    expect(new Set(here.numbers).size).toBe(8)

    await settleOffice(one.store)
    await settled(one, other)
    const made = await Promise.all(
      [one, other].map((program, at) =>
        program.invoices(paperWords).make(
          [1, 2, 3].map((id) => wishFor(id + 3 * at, { confirmed: true })),
          null,
          temporaryFolder(),
          () => undefined,
        ),
      ),
    )
    const numbers = made.flatMap(({ files: written }) => written.map(({ number }) => number))
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(numbers.length).toBeGreaterThan(0)
    await settled(one, other)
    expect(await other.store.deskDigest()).toBe(await one.store.deskDigest())
    expect((await one.store.listInvoices(null, 20)).map(({ number }) => number).toSorted()).toEqual(
      numbers.toSorted(),
    )

    // Without the server: only chosen orders with their numbers go out; what cannot is said, and leaves nothing.
    shopServer.addOrder(orders[8] ?? {})
    expect(await download()).toBe(1)
    await settled(one, other)
    await postgres.kill()
    one.desks.retry()
    await expect.poll(one.desks.isOnline).toBe(false)
    const before = await one.store.listInvoices(null, 20)

    expect(await exported(one, 'csv', true)).toMatchObject({
      outcome: { code: 'desks-unreachable' },
      isThere: false,
    })
    expect(await one.store.openHandovers()).toEqual([])
    expect(await exported(one, 'csv', false)).toMatchObject({ outcome: { count: 9, unnumbered: 0 } })
    expect(await exported(one, 'xml', false)).toMatchObject({ outcome: { count: 8, unnumbered: 1 } })
    const alone = await one.invoices(paperWords).make([wishFor(7)], null, temporaryFolder(), () => undefined)
    expect(alone).toMatchObject({ files: [], failure: { code: 'desks-unreachable' } })
    expect(await one.store.listInvoices(null, 20)).toEqual(before)
    const [last] = before
    expect(await failureOf(one.invoices(paperWords).takeBack(last?.id ?? 0))).toMatchObject({
      code: 'desks-unreachable',
    })

    await postgres.restart()
    one.desks.retry()
    await expect.poll(one.desks.isOnline).toBe(true)
    other.desks.retry()
    expect(await exported(one, 'csv', true)).toMatchObject({ outcome: { count: 0 } })
    expect(await exported(one, 'xml', true)).toMatchObject({ outcome: { count: 1, unnumbered: 0 } })
    await settled(one, other)
    expect(await other.store.deskDigest()).toBe(await one.store.deskDigest())
  })
})
