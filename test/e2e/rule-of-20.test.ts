import { describe, expect, it, vi } from 'vitest'
import { hostName } from '../electron/host.ts'
import {
  auto,
  openClocked,
  patience,
  recent,
  runsIn,
  shopOnClock,
  start,
  trayCommands,
  trayLines,
  writeFailures,
} from './fake-time.ts'
import { addShop, profileWithShop } from './profile.ts'

const words = 'Operazione annullata a causa del superamento del numero di errori'
const refused = () => ({ status: 401, body: '{"code":"woocommerce_rest_cannot_view"}' })

// Real Electron's clock cannot be moved from outside: there the same is shown without windows, in
// test/integration/sync/rule-of-20.test.ts.
describe.runIf(hostName === 'stand-in')('the rule of 20 in the built program (stand-in only)', () => {
  it('R19 R20 R21 20 failures over a restart, then annulled without touching the network, until the button', async () => {
    let now = () => Date.parse(start)
    const server = await shopOnClock(() => now(), { orders: recent(3), failures: refused })
    const profile = await profileWithShop(server.url, auto)
    const first = await openClocked(profile)
    now = first.app.clock.now
    await first.pass(15_000)
    expect(await first.app.notifications()).toEqual([
      expect.objectContaining({ title: 'Bottega: sincronizzazione non riuscita' }),
    ])
    await vi.waitFor(async () => expect((await first.app.tray())?.imagePath).toContain('failing'), patience)
    await first.syncs(11)
    await vi.waitFor(
      async () =>
        expect((await first.app.tray())?.tooltip).toBe('Download Ordini\nBottega: non riesce (12 di 20)'),
      patience,
    )
    expect(await first.app.notifications()).toHaveLength(1)
    const moment = new Date(now()).toISOString()
    expect(await first.app.quit()).toEqual({ code: 0, signal: null })

    const second = await openClocked(profile, { clock: moment })
    now = second.app.clock.now
    expect((await second.shops())[0]?.failuresInARow).toBe(12)
    await second.syncs(8)
    expect((await second.shops())[0]).toMatchObject({ failuresInARow: 20, suspended: true })
    expect((await second.app.notifications()).map(({ title, body }) => `${title} ${body}`)).toEqual([
      expect.stringMatching(
        /^Bottega: sincronizzazione sospesa 20 tentativi non riusciti di fila\. .*Rimedia/,
      ),
    ])
    await vi.waitFor(
      async () =>
        expect(await trayLines(second.app)).toEqual(['Bottega: sincronizzazione sospesa', ...trayCommands()]),
      patience,
    )
    expect((await second.app.tray())?.imagePath).toContain('suspended')

    const asked = server.requests.length
    await second.syncs(5)
    expect(server.requests).toHaveLength(asked)
    expect(runsIn(profile).map(({ outcome }) => outcome)).toEqual([
      ...Array.from({ length: 20 }, () => 'failed'),
      ...Array.from({ length: 5 }, () => 'annulled'),
    ])
    // Clicking the notification opens the log at the run that suspended the sync.
    await second.app.clickNotification(0)
    await second.page.getByRole('heading', { name: 'Log', level: 1 }).waitFor()
    await second.page.getByRole('row').filter({ hasText: 'Download non riuscito.' }).waitFor()
    await second.page.getByRole('button', { name: 'Togli i filtri' }).click()
    await second.page.getByRole('row', { expanded: false }).filter({ hasText: words }).click()
    expect(await second.page.getByRole('row').getByText(words, { exact: true }).count()).toBe(6)
    expect(await second.app.notifications()).toHaveLength(1)

    server.setFailure(undefined)
    const sections = second.page.getByRole('navigation', { name: 'Sezioni del programma' })
    await sections.getByRole('button', { name: 'Download' }).click()
    const banner = second.page.getByRole('alert', { name: 'Bottega: sincronizzazione automatica sospesa' })
    await banner.getByText('20 di 20').first().waitFor()
    await banner.getByRole('button', { name: 'Download Ordini', exact: true }).click()
    await banner.waitFor({ state: 'detached' })
    await vi.waitFor(async () => expect((await second.app.tray())?.imagePath).toContain('fine'), patience)
    await second.syncs(1)
    expect(runsIn(profile).slice(-2)).toMatchObject([
      { trigger: 'manual', outcome: 'success', counters: { new: 3 } },
      { trigger: 'auto', outcome: 'success' },
    ])
    // The operator was there when it went well again: nothing to notify.
    expect(await second.app.notifications()).toHaveLength(1)
  }, 240_000)

  it('R20 R21 failures by hand do not count, success resets, recovery is told once and opens the new orders', async () => {
    let now = () => Date.parse(start)
    const server = await shopOnClock(() => now(), { orders: recent(2), failures: refused })
    const profile = await profileWithShop(server.url, auto)
    const { app, page, pass, syncs, shops } = await openClocked(profile)
    now = app.clock.now
    const failures = async () => (await shops())[0]?.failuresInARow
    await pass(15_000)
    await syncs(2)
    expect(await failures()).toBe(3)
    for (const before of [3, 4]) {
      await page.getByRole('button', { name: 'Download Ordini', exact: true }).first().click()
      await vi.waitFor(
        () => expect(runsIn(profile).slice(before)).toMatchObject([{ outcome: 'failed' }]),
        patience,
      )
      expect(await failures()).toBe(0)
    }
    await vi.waitFor(
      async () => expect((await app.tray())?.tooltip).toContain('Bottega: ultimo download non riuscito'),
      patience,
    )
    await syncs(2)
    expect(await failures()).toBe(2)
    server.setFailure(undefined)
    await syncs(2)
    expect(await failures()).toBe(0)
    const told = await app.notifications()
    expect(told.map(({ title }) => title)).toEqual([
      'Bottega: sincronizzazione non riuscita',
      // The series after the operator's own attempt.
      'Bottega: sincronizzazione non riuscita',
      'Bottega: di nuovo a posto',
    ])
    expect(told.at(-1)?.body).toBe('2 ordini nuovi.')
    await app.clickNotification(2)
    const search = await app.waitForWindow('window=search')
    await search
      .getByText(/\b2 ordini/)
      .first()
      .waitFor()
  })

  it('R3 R21 of two shops one fails: the other goes on, the tray tells each', async () => {
    let now = () => Date.parse(start)
    const sound = await shopOnClock(() => now(), { orders: recent(4) })
    const broken = await shopOnClock(() => now(), { failures: refused })
    const profile = await profileWithShop(broken.url, { ...auto, name: 'Rotta' })
    await addShop(profile, sound.url, { ...auto, name: 'Sana' })
    // The first test has all twenty; here the last two.
    writeFailures(profile, 'Rotta', 18)
    const { app, page, pass, syncs } = await openClocked(profile)
    now = app.clock.now
    await pass(30_000)
    await syncs(2)
    const runs = runsIn(profile)
    const outcomesOf = (name: string) =>
      runs.filter(({ shopName }) => shopName === name).map(({ outcome }) => outcome)
    expect(outcomesOf('Rotta').slice(18)).toEqual(['failed', 'failed', 'annulled'])
    expect(outcomesOf('Sana')).toEqual(['success', 'success', 'success'])
    expect((await app.notifications()).map(({ title }) => title)).toEqual([
      'Sana: 4 ordini nuovi',
      'Rotta: sincronizzazione sospesa',
    ])
    await vi.waitFor(
      async () =>
        expect(await trayLines(app)).toEqual([
          'Rotta: sincronizzazione sospesa',
          expect.stringMatching(/^Sana: a posto · ultimo 13:3\d · prossimo 13:45$/),
          ...trayCommands('Da lavorare: 1', 'Non visti: 4', 'Da controllare: 1'),
        ]),
      patience,
    )
    const tray = await app.tray()
    expect(tray?.imagePath).toContain('suspended')
    expect(tray?.tooltip).toBe('Download Ordini\nRotta: sincronizzazione sospesa\nSana: a posto')
    await page.getByRole('alert', { name: 'Rotta: sincronizzazione automatica sospesa' }).waitFor()
    expect(await page.getByRole('alert').count()).toBe(1)
  })
})
