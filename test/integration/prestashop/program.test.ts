import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readCommandLine } from '../../../main/cli/command-line.ts'
import { runCommand } from '../../../main/cli/run-command.ts'
import { localText } from '../../../main/demo-shop/woo-api/shop-time.ts'
import { textsFor } from '../../../main/texts/index.ts'
import {
  manyOrders,
  startPrestaServer,
  testKey,
  withPaymentAndVoucher,
} from '../../prestashop-server/index.ts'
import { temporaryFolder } from '../../support/archive.ts'
import { temporaryProgram } from '../../support/program.ts'

const texts = textsFor('it')

/** The program in a fresh profile, operated by its command line. */
async function commandLine() {
  const folder = temporaryFolder()
  const program = await temporaryProgram(folder)
  const call = async (...args: string[]) => {
    const out: string[] = []
    const err: string[] = []
    const code = await runCommand(readCommandLine(args, texts), {
      program,
      texts,
      signal: new AbortController().signal,
      out: (line) => out.push(line),
      err: (line) => err.push(line),
      bar: null,
    })
    return { code, out: out.join('\n'), err: err.join('\n') }
  }
  return { folder, program, call }
}

describe('R36: a PrestaShop from the command line', () => {
  test('is added, checked and downloaded; the second time everything is known', async () => {
    // All within the day before: the first download's window.
    const local = (place: number) =>
      localText(Date.now() - (260 - place) * 60_000, 'Europe/Rome').replace('T', ' ')
    const times = (place: number) => ({ date_add: local(place), date_upd: local(place) })
    const server = await startPrestaServer({ orders: manyOrders(250, times) })
    onTestFinished(server.close)
    for (let id = 1000; id < 1010; id += 1) server.updateOrder(id, { current_state: '6' })
    for (let id = 1010; id < 1013; id += 1) server.updateOrder(id, { total_paid_tax_incl: '1.000000' })

    const { folder, call } = await commandLine()
    const file = join(folder, 'shop.json')
    const shop = { name: 'Bottega', platform: 'prestashop', url: server.url, credentials: { key: testKey } }
    writeFileSync(file, JSON.stringify(shop))
    expect(await call('--add-shop', file)).toMatchObject({ code: 0 })
    expect(await call('--check', '--shop', 'Bottega')).toMatchObject({ code: 0 })

    const before = server.requests.length
    const first = await call('--download', '--json')
    expect(first).toMatchObject({ code: 0 })
    expect(JSON.parse(first.out)).toMatchObject({
      runs: [{ platform: 'prestashop', outcome: 'success', total: 250, new: 237, skipped: 10, wrong: 3 }],
    })
    // Three batches with their messages and names, a listing of three pages, the clock, the states.
    expect(server.requests.length - before).toBeLessThanOrEqual(36)

    server.addOrder(manyOrders(1, () => times(260), 5000)[0] ?? expect.fail())
    const second = JSON.parse((await call('--download', '--json')).out)
    expect(second).toMatchObject({
      runs: [{ outcome: 'success', total: 251, new: 1, skipped: 247, wrong: 3 }],
    })
  })

  test('the first run, with a hundred new orders, takes twelve requests after a check, the messages among them', async () => {
    const local = (place: number) =>
      localText(Date.now() - (200 - place) * 60_000, 'Europe/Rome').replace('T', ' ')
    const times = (place: number) => ({ date_add: local(place), date_upd: local(place) })
    // Outside of the first run's 24 hours.
    const early = () => ({ date_add: '2026-01-10 10:00:00', date_upd: '2026-01-10 10:00:00' })
    const server = await startPrestaServer({ orders: manyOrders(20, early) })
    onTestFinished(server.close)
    const { folder, call } = await commandLine()
    const file = join(folder, 'shop.json')
    const shop = { name: 'Bottega', platform: 'prestashop', url: server.url, credentials: { key: testKey } }
    writeFileSync(file, JSON.stringify(shop))
    await call('--add-shop', file)
    expect(await call('--check')).toMatchObject({ code: 0 })

    const slip = { amount: '1.00', shipping_cost_amount: '0.00' }
    for (const bundle of manyOrders(100, (place) => times(20 + place), 5000)) {
      const refunded = { ...slip, id: Number(bundle.order.id), id_order: String(bundle.order.id) }
      server.addOrder({ ...withPaymentAndVoucher(bundle), slips: [refunded] })
    }
    const before = server.requests.length
    const { out } = await call('--download', '--json')
    expect(JSON.parse(out)).toMatchObject({ runs: [{ outcome: 'success', total: 100, new: 100 }] })
    expect(server.requests.slice(before).map(({ path }) => path.replace('/api/', ''))).toEqual(
      expect.arrayContaining(['order_cart_rules', 'order_slip', 'order_payments']),
    )
    // The last two show that nothing is behind the list's last row, and which shops the key reaches.
    expect(server.requests.length - before).toBe(13)

    // With nothing new: the clock, the states, the list and its end; the slips made since; and the shops again.
    await call('--download')
    expect(server.requests.length - before).toBe(19)
  })

  test('R39: a state known by its name from an earlier version is chosen by its number from the first run on', async () => {
    const local = localText(Date.now() - 3_600_000, 'Europe/Rome').replace('T', ' ')
    const times = () => ({ date_add: local, date_upd: local })
    const server = await startPrestaServer({ orders: manyOrders(2, times) })
    onTestFinished(server.close)
    for (const id of [1000, 1001]) server.updateOrder(id, { current_state: '3', date_upd: local })
    const { program } = await commandLine()
    const shop = { name: 'Bottega', platform: 'prestashop', url: server.url, credentials: { key: testKey } }
    const saved = await program.saveShop(null, { ...shop, settings: { states: ['Preparazione in corso'] } })
    // As the check of a version did that took a state's name for its identifier.
    const name = 'Preparazione in corso'
    const { connection } = await program.check(saved, {}, new AbortController().signal, () => undefined)
    await program.store.rememberConnection(saved.id, connection ?? expect.fail(), [{ id: name, name }])
    const before = { ...saved.settings, states: [name] }
    await program.store.saveShop({
      ...(await program.shop(saved.id)),
      settings: before,
      keepConnection: true,
    })
    expect((await program.shop(saved.id)).settings.states).toEqual([name])

    expect(await program.runner.start(await program.shop(saved.id), 'manual')).toMatchObject({
      outcome: 'success',
      counters: { new: 2 },
    })
    expect((await program.shop(saved.id)).settings.states).toEqual(['3'])
    const row = server.tables.get('order_states', '3') ?? expect.fail()
    server.tables.put('order_states', '3', { ...row, name: [{ id: '1', value: 'In magazzino' }] })
    server.addOrder(manyOrders(1, times, 5000)[0] ?? expect.fail())
    server.updateOrder(5000, { current_state: '3', date_upd: local })
    expect((await program.runner.start(await program.shop(saved.id), 'manual')).counters).toMatchObject({
      new: 1,
    })
    expect((await program.shop(saved.id)).knownStates.find(({ id }) => id === '3')?.name).toBe('In magazzino')
  })

  test('R39: orders to be paid on delivery, which the shop does not mark as valid, are told', async () => {
    const local = localText(Date.now() - 3_600_000, 'Europe/Rome').replace('T', ' ')
    const server = await startPrestaServer({
      orders: manyOrders(3, () => ({ date_add: local, date_upd: local })),
    })
    onTestFinished(server.close)
    server.updateOrder(1000, { current_state: '13', date_upd: local })
    server.updateOrder(1001, { current_state: '10', date_upd: local })
    const { program } = await commandLine()
    const shop = { name: 'Bottega', platform: 'prestashop', url: server.url, credentials: { key: testKey } }
    const saved = await program.saveShop(null, shop)
    await program.runner.start(saved, 'manual')
    expect((await program.shop(saved.id)).warnings).toMatchObject([
      { kind: 'state-not-wanted', key: '13', count: 1 },
    ])
  })

  test('says plainly what is wrong with it', async () => {
    const server = await startPrestaServer({ enabled: false })
    onTestFinished(server.close)
    const { folder, call } = await commandLine()
    const file = join(folder, 'shop.json')
    const shop = { name: 'Bottega', platform: 'prestashop', url: server.url, credentials: { key: testKey } }
    writeFileSync(file, JSON.stringify({ ...shop, credentials: {} }))
    expect((await call('--add-shop', file)).err).toContain('La chiave del webservice va compilata')
    writeFileSync(file, JSON.stringify(shop))
    expect((await call('--add-shop', file)).code).toBe(0)
    const { code, out, err } = await call('--check')
    expect(code).toBe(1)
    expect(out + err).toContain('Il webservice di')
  })
})
