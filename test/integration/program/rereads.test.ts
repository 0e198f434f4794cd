/** The whole program, its threads and a WooCommerce: a fiscal mapping that is set after the orders came. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { exportOrders } from '../../../main/export/export-orders.ts'
import { textsFor } from '../../../main/texts/index.ts'
import { failureOf } from '../../conformance/opened.ts'
import { listOf, temporaryFolder } from '../../support/archive.ts'
import { command } from '../../support/command.ts'
import { memoryCredentials } from '../../support/credentials.ts'
import { allOf, whatever } from '../../support/exports.ts'
import { kill, mortalWorkers } from '../../support/mortal-threads.ts'
import { watchedProgram } from '../../support/watched-program.ts'
import { manyOrders, startWooServer, testKey } from '../../woo-server/index.ts'

const count = 300
const never = new AbortController().signal
const quiet = (): void => undefined

/** Orders downloaded, whose PEC and code lie under keys that no plugin uses. */
async function downloaded() {
  const orders = manyOrders(count, { until: new Date() }).map((order) => ({
    ...order,
    meta_data: [
      { id: 1, key: 'la_mia_posta', value: `fatture${order.id}@pec.example` },
      { id: 2, key: 'il_mio_codice', value: 'M5UXCR1' },
    ],
  }))
  const server = await startWooServer({ orders })
  const program = await watchedProgram(temporaryFolder(), memoryCredentials(), { workers: mortalWorkers })
  const input = {
    name: 'Bottega',
    platform: 'woocommerce',
    url: server.url,
    credentials: { consumerKey: testKey.consumerKey, consumerSecret: testKey.consumerSecret },
    settings: { allowHttp: true },
  }
  const shop = await program.saveShop(null, input)
  const run = await program.runner.start(shop, 'manual')
  expect(run.counters.new).toBe(count)
  // Read again with what it was read with: nothing changes.
  expect((await program.rereads.preview(null, quiet)).changed).toBe(0)
  const settings = { allowHttp: true, fiscalFields: { pec: 'la_mia_posta', sdiCode: 'il_mio_codice' } }
  await program.saveShop(shop, { ...input, settings })
  return { program, server, shop, requests: server.requests.length }
}

it('R25 a mapping set later fills the orders already downloaded, without asking the shop, and search and export see it', async () => {
  const { program, server, shop, requests } = await downloaded()
  const { store, rereads } = program
  await store.saveEdits(1, 0, [{ path: 'fiscal.pec', value: 'a@mano.example' }], new Date().toISOString())
  const preview = await rereads.preview(shop.id, quiet)
  expect(preview).toMatchObject({
    orders: count,
    changed: count,
    untouchable: 1,
    unread: { 'no-data': 0, unreadable: 0, 'no-time-zone': 0 },
    fields: [
      { path: 'fiscal.pec', filled: count - 1, corrected: 0 },
      { path: 'fiscal.sdiCode', filled: count, corrected: 0 },
    ],
  })
  const told: number[] = []
  expect(await rereads.start(shop.id, ({ done }) => told.push(done))).toEqual(preview)
  expect(told.length).toBeGreaterThan(0)
  expect(server.requests.length).toBe(requests)
  const find = async (text: string) => (await store.listOrders(listOf({ text }), 0, 1)).total
  expect(await find('m5uxcr1')).toBe(count)
  expect(await find('fatture1200@pec.example')).toBe(1)
  expect((await store.getOrder(1))?.order.fiscal.pec).toBe('a@mano.example')
  const file = join(temporaryFolder(), 'ordini.csv')
  const selection = allOf()
  await exportOrders({
    ...whatever,
    store,
    file,
    selection,
    texts: textsFor('it'),
    signal: never,
    onProgress: quiet,
  })
  const csv = readFileSync(file, 'utf8')
  expect(csv).toContain('M5UXCR1')
  expect(csv).toContain('fatture1200@pec.example')
  const [done] = await rereads.list()
  expect(done).toMatchObject({ shopName: 'Bottega', orders: count, finished: true })
  expect(await rereads.undo(done?.id ?? 0, quiet)).toEqual({ orders: count, kept: 0 })
  expect([await find('m5uxcr1'), await find('fatture1200@pec.example')]).toEqual([0, 0])
  await program.close()
  await server.close()
})

it('R36 --reread tells what would change, and changes it with --yes', async () => {
  const { program, server } = await downloaded()
  const pec = async () => (await program.store.getOrder(1))?.order.fiscal.pec
  const told = await command(program, '--reread', 'bottega')
  expect(told).toMatchObject({
    code: 0,
    out: `Cambierebbero ${count} ordini su ${count}. Con --yes li rilegge.`,
  })
  expect([await pec(), await program.rereads.list()]).toEqual(['', []])
  const json = await command(program, '--reread', 'Bottega', '--yes', '--json')
  expect(JSON.parse(json.out)).toMatchObject({ shop: 'Bottega', done: true, orders: count, changed: count })
  expect(await pec()).toMatch(/@pec\.example$/)
  const again = await command(program, '--reread', 'Bottega')
  expect(again.out).toBe(`Niente da cambiare: i ${count} ordini si leggono oggi come sono nell’archivio.`)
  expect(await command(program, '--reread', 'Altro')).toMatchObject({ code: 2, out: '' })
  await program.close()
  await server.close()
})

it('R31 the thread that writes dies in the middle: orders are whole, the next rereading goes on, undoing is one', async () => {
  const { program, server } = await downloaded()
  const { store, rereads } = program
  let dying = true
  const broken = rereads.start(null, () => {
    if (dying) kill('writer')
    dying = false
  })
  expect(await failureOf(broken)).toMatchObject({ code: 'part-restarted' })
  await expect
    .poll(() => program.alerts)
    .toContainEqual({ code: 'part-restarted', params: { part: 'archive' } })
  const half = (await rereads.list())[0] ?? expect.fail('nothing was done')
  expect(half).toMatchObject({ finished: false })
  expect(half.orders % 100).toBe(0)
  const filled = async () => {
    const ids = Array.from({ length: count }, (_, at) => at + 1)
    const orders = await Promise.all(ids.map((id) => store.getOrder(id)))
    for (const found of orders) {
      // Both fields or none, and the search as the order.
      const { pec, sdiCode } = found?.order.fiscal ?? expect.fail('gone')
      expect(pec === '').toBe(sdiCode === '')
    }
    const having = orders.filter((found) => found?.order.fiscal.pec !== '').length
    expect((await store.listOrders(listOf({ text: 'm5uxcr1' }), 0, 1)).total).toBe(having)
    return having
  }
  expect(await filled()).toBe(half.orders)
  await rereads.start(null, quiet)
  expect(await filled()).toBe(count)
  expect(await rereads.list()).toMatchObject([{ id: half.id, orders: count, finished: true }])
  await rereads.undo(half.id, quiet)
  expect(await filled()).toBe(0)
  await program.close()
  await server.close()
})

it('one at a time: another is refused, and the first can be stopped', async () => {
  const { program, server } = await downloaded()
  const { rereads } = program
  const first = failureOf(rereads.start(null, quiet))
  expect(await failureOf(rereads.preview(null, quiet))).toEqual({ code: 'reread-in-progress', params: {} })
  await rereads.stop()
  expect(await first).toEqual({ code: 'cancelled', params: {} })
  expect((await rereads.preview(null, quiet)).orders).toBe(count)
  await program.close()
  await server.close()
})
