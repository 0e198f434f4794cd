import { X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { demoStatuses } from '../../../main/demo-shop/demo-orders.ts'
import { temporaryFolder } from '../../support/archive.ts'
import { command } from '../../support/command.ts'
import { temporaryProgram } from '../../support/program.ts'
import {
  manyOrders,
  recordedOrders,
  startWooServer,
  testKey,
  testTls,
  type WooServerOptions,
} from '../../woo-server/index.ts'

const { consumerKey, consumerSecret } = testKey
const fingerprint = new X509Certificate(testTls.cert).fingerprint256

async function programWith(options: WooServerOptions, settings: object = {}) {
  const server = await startWooServer({ orders: recordedOrders(), ...options })
  onTestFinished(server.close)
  const program = await temporaryProgram()
  const url = server.url
  const credentials = { consumerKey, consumerSecret }
  await program.saveShop(null, { name: 'Bottega', platform: 'woocommerce', url, credentials, settings })
  return { program, server }
}

describe('R2 what --check and --download say is true', () => {
  it('a warning is said in its own words, not in those of the failure that it was not', async () => {
    const { program } = await programWith(
      { https: true, permalinks: 'plain' },
      { certificateFingerprint: fingerprint },
    )
    const text = await command(program, '--check')
    expect(text).toMatchObject({ code: 0 })
    expect(text.out).toContain('Gli ordini si leggono lo stesso')
    expect(text.out).not.toContain('non mette a disposizione')
    const { checks } = JSON.parse((await command(program, '--check', '--json')).out)
    expect(checks[0].steps[2]).toMatchObject({
      outcome: 'warning',
      error: {
        code: 'plain-permalinks',
        message: expect.stringContaining('Gli ordini si leggono lo stesso'),
      },
    })
  })

  it('R39 a shop whose states are all its own is told so before its first download, with how many', async () => {
    const own = ['in-preparazione', 'spedito', 'spedito', 'processing', 'pending']
    const orders = manyOrders(5, { until: new Date(Date.now() - 300_000), everySeconds: 10 })
    const statuses = [
      { slug: 'processing', name: 'In lavorazione' },
      { slug: 'completed', name: 'Completato' },
      { slug: 'spedito', name: 'Spedito' },
      { slug: 'in-preparazione', name: 'In preparazione' },
    ]
    const { program, server } = await programWith({
      orders: orders.map((order, place) => ({ ...order, status: own[place] })),
      statuses,
    })
    const text = await command(program, '--check')
    expect(text.code).toBe(0)
    expect(text.out).toContain('2 ordini non sono stati scaricati perché nello stato «Spedito»')
    const states = async () =>
      JSON.parse((await command(program, '--check', '--json')).out).checks[0].steps.at(-1)
    const leftOut = 'Spedito (2), In preparazione (1)'
    expect(await states()).toMatchObject({ id: 'states', outcome: 'warning', facts: { leftOut } })
    await command(program, '--download')
    // From then on runs tell, which know what is downloaded already.
    server.updateOrder(1003, { status: 'spedito' })
    expect(await states()).toMatchObject({ outcome: 'warning', facts: { leftOut } })
  })

  it('R33 the fingerprint of a certificate that nobody vouches for is told, to compare and to copy', async () => {
    const { program } = await programWith({ https: true })
    const text = await command(program, '--check')
    expect(text.code).toBe(1)
    expect(text.out).toContain(fingerprint)
    const { checks } = JSON.parse((await command(program, '--check', '--json')).out)
    expect(checks[0].steps[1].error).toMatchObject({ code: 'tls-self-signed', fingerprint })
  })

  it('R33 so is that of a certificate that has changed, by a download', async () => {
    const { program } = await programWith({ https: true }, { certificateFingerprint: 'AB'.repeat(32) })
    const { code, out, err } = await command(program, '--download', '--json')
    expect(code).toBe(1)
    expect(JSON.parse(out).runs[0].error).toMatchObject({ code: 'tls-fingerprint-changed', fingerprint })
    expect(err).toContain(fingerprint)
  })
})

describe('R39 what is left out is told by both', () => {
  it('states with orders that are not downloaded, in text and in --json, until accepted', async () => {
    const now = new Date().toISOString().slice(0, 19)
    const orders = recordedOrders().map((order, n) => ({
      ...order,
      status: n < 2 ? 'spedito' : 'processing',
      date_created_gmt: now,
      date_modified_gmt: now,
    }))
    const statuses = [...demoStatuses, { slug: 'spedito', name: 'Spedito a mano' }]
    const { program } = await programWith({ orders, statuses })
    // The check tells the names that the run's warning then uses.
    const [shop] = await program.store.listShops()
    if (!shop) return expect.fail()
    await program.check(shop, {}, new AbortController().signal, () => undefined)
    const { out } = await command(program, '--download', '--json')
    const warning = { kind: 'state-not-wanted', key: 'spedito', name: 'Spedito a mano', count: 2 }
    expect(JSON.parse(out).runs[0].warnings).toMatchObject([warning])
    expect((await command(program, '--download')).out).toContain('«Spedito a mano»')
    const { checks } = JSON.parse((await command(program, '--check', '--json')).out)
    expect(checks[0]).toMatchObject({ ok: true, warnings: [warning] })
    expect(checks[0].steps[7]).toMatchObject({
      outcome: 'warning',
      facts: { leftOut: 'Spedito a mano (2)' },
    })
    await program.store.acceptWarnings(shop.id, new Date().toISOString())
    expect(JSON.parse((await command(program, '--download', '--json')).out).runs[0].warnings).toEqual([])
  })

  it('R36 --add-shop takes a state by its identifier or by its name, which becomes it; one that fits none is told', async () => {
    const now = new Date().toISOString().slice(0, 19)
    const orders = recordedOrders().map((order, n) => ({
      ...order,
      status: n < 2 ? 'spedito' : 'processing',
      date_created_gmt: now,
      date_modified_gmt: now,
    }))
    const statuses = [...demoStatuses, { slug: 'spedito', name: 'Spedito a mano' }]
    const { program } = await programWith({ orders, statuses })
    const file = join(temporaryFolder(), 'shop.json')
    const settings = { states: ['spedito A MANO', 'processing', 'Boh'] }
    writeFileSync(file, JSON.stringify({ name: 'Bottega', settings }))
    expect(await command(program, '--add-shop', file)).toMatchObject({ code: 0 })
    const [run] = JSON.parse((await command(program, '--download', '--json')).out).runs
    expect(run).toMatchObject({ outcome: 'success', new: run.total - run.wrong })
    expect(run.warnings).toMatchObject([{ kind: 'state-unknown', key: 'Boh' }])
    const { shops } = JSON.parse((await command(program, '--list-shops', '--json')).out)
    expect(shops[0].settings.states).toEqual(['spedito', 'processing', 'Boh'])
  })

  it.each(['[]', 'null', '5', '"Bottega"', '[{"name":"Bottega"}]'])(
    'R36 --add-shop names the file that holds no shop: %s',
    async (content) => {
      const file = join(temporaryFolder(), 'shop.json')
      writeFileSync(file, content)
      const { code, err } = await command(await temporaryProgram(), '--add-shop', file)
      expect(code).toBe(2)
      expect(err).toContain(`${file}: deve contenere un solo negozio`)
    },
  )

  it('two shops with one address: when it is saved, and by the check', async () => {
    const { program, server } = await programWith({})
    const [first] = await program.store.listShops()
    if (!first) return expect.fail()
    const input = {
      name: 'Doppione',
      platform: 'woocommerce',
      url: `${server.url}/?x=1`,
      credentials: { consumerKey, consumerSecret },
    }
    const second = await program.saveShop(null, input)
    expect(second.warnings).toMatchObject([{ kind: 'same-address', name: 'Bottega' }])
    const report = await program.check(second, {}, new AbortController().signal, () => undefined)
    expect(report).toMatchObject({ ok: true })
    expect(report.steps[0]).toMatchObject({ outcome: 'warning', facts: { sameAddress: 'Bottega' } })
    // Told until one of them is elsewhere, whichever that is.
    await program.saveShop(await program.shop(first.id), {
      url: 'https://altrove.example',
      credentials: input.credentials,
    })
    expect((await program.shop(second.id)).warnings).toEqual([])
    const back = { url: server.url, credentials: input.credentials }
    expect((await program.saveShop(await program.shop(first.id), back)).warnings).toMatchObject([
      { kind: 'same-address', name: 'Doppione' },
    ])
    await program.saveShop(await program.shop(second.id), { name: 'Doppione' })
    expect((await program.shop(second.id)).warnings).toHaveLength(1)
    await program.removeShop(first.id)
    expect((await program.shop(second.id)).warnings).toEqual([])
  })
})
