/** How the program behaves as a desktop program: quitting, menus of text, starting with the computer, notifications. */
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hostName, launchApp } from '../electron/host.ts'
import { temporaryFolder } from '../support/archive.ts'
import { orderOf } from '../support/orders.ts'
import { manyOrders, startWooServer } from '../woo-server/index.ts'
import { addOrders, addShop, counter, openApp, profileWithShop } from './profile.ts'

describe('the program on a desktop', () => {
  it('R27 R31 quitting asks before changes are lost; who stays has a program that works', async () => {
    const profile = temporaryFolder()
    await addOrders(profile, [orderOf(1)])
    const { app } = await openApp(profile)
    await app.clickMenuItem('search')
    const search = await app.waitForWindow('window=search')
    await search.getByRole('row').nth(1).click()
    await search.getByRole('button', { name: 'Modifica', exact: true }).click()
    const note = search.getByRole('textbox', { name: 'Nota del cliente', exact: true })
    await note.fill('da non perdere')
    await app.dialogs.answer('message', { response: 0 })
    await app.clickTrayItem('quit')
    await expect.poll(async () => (await app.dialogs.asked()).length).toBe(1)
    await expect.poll(() => app.tray()).toBeDefined()
    await search.getByRole('button', { name: 'Salva', exact: true }).click()
    await search.getByText('Modifiche salvate').waitFor()
    // Nothing is unsaved now: nobody is asked.
    await app.clickTrayItem('quit')
    expect(await app.exit).toEqual({ code: 0, signal: null })
    expect(app.stderr()).toBe('')
  })

  it('R36 what a command beside it changes is seen by the program that runs', async () => {
    const server = await startWooServer({ orders: manyOrders(3, { until: new Date(), everySeconds: 60 }) })
    const profile = await profileWithShop(server.url)
    const { page } = await openApp(profile)
    await page.getByText('Mai scaricato').first().waitFor()
    const call = async (...args: string[]) => {
      const beside = await launchApp({ profile, args: [...args, '--profile', profile], cli: true })
      expect((await beside.exit).code).toBe(0)
    }
    await call('--download')
    await page.getByText(/Ultimo download riuscito oggi alle/).waitFor()
    await expect.poll(() => counter(page, 'Nuovi')).toBe(3)
    await addShop(profile, 'https://altra.example', {
      name: 'Altra',
      settings: { autoSync: { enabled: true, minutes: 60 } },
    })
    await page.getByText('Altra').first().waitFor()
    await call('--remove-shop', 'Altra')
    await expect.poll(() => page.getByText('Altra').count()).toBe(0)
    await server.close()
  })

  it('R45 Easyfatt takes orders while the windows are closed, none after the end; a port that is taken is told', async () => {
    const profile = temporaryFolder()
    await addOrders(profile, [orderOf(1, { number: '1001' })])
    const first = await openApp(profile)
    await first.app.clickMenuItem('easyfatt')
    await first.page.getByRole('button', { name: 'Attiva', exact: true }).click()
    await first.page.getByText('La password si vede solo adesso').waitFor()
    const [url = '', login, password] = await first.page.locator('ol code').allTextContents()
    const headers = { authorization: `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}` }
    await first.page.close()
    const answer = await fetch(url, { headers })
    expect(await answer.text()).toContain('<Number>1001</Number>')
    await first.app.clickTrayItem('quit')
    await first.app.exit
    await expect(fetch(url, { headers })).rejects.toThrow()

    const other = createServer().listen(Number(new URL(url).port), '127.0.0.1')
    await once(other, 'listening')
    const second = await openApp(profile)
    const alert = second.page.getByRole('alert').filter({ hasText: 'è di un altro programma' })
    await alert.waitFor()
    await second.app.clickTrayItem('easyfatt')
    await second.page.getByText('Easyfatt ha preso 1 ordine nuovo').waitFor()
    await second.page.getByRole('button', { name: 'Scegli un’altra porta' }).click()
    await expect.poll(() => alert.count()).toBe(0)
    const [another = ''] = await second.page.locator('ol code').allTextContents()
    expect(new URL(another).port).not.toBe(new URL(url).port)
    expect((await fetch(another, { headers })).status).toBe(200)
    other.close()
  })

  it('R30 settings of any shape start the program', async () => {
    const profile = await profileWithShop('https://bottega.example')
    const settings = {
      alerts: [5, null, { id: 1 }, { id: 2, at: 'ieri', code: 'archive-restored', params: {} }],
      windows: { main: { x: 'a', y: null, width: -5, height: 1e99, maximized: 'yes' } },
      preferences: { language: 'xx', theme: 7 },
      searchView: 'nope',
    }
    writeFileSync(join(profile, 'settings.json'), JSON.stringify(settings))
    const { app, page } = await openApp(profile)
    await page.getByRole('button', { name: 'Download Ordini', exact: true }).waitFor()
    expect(app.stderr()).toBe('')
  })

  it.runIf(hostName === 'stand-in')(
    'what menus ask for before the page has come is shown, the newest',
    async () => {
      const { app, page } = await openApp(await profileWithShop('https://bottega.example'))
      await page.getByRole('button', { name: 'Download Ordini', exact: true }).waitFor()
      const letGo = app.holdRequests('shops.list')
      await page.reload()
      await page.getByRole('heading', { name: 'Apro l’archivio' }).waitFor()
      await app.clickMenuItem('wrong')
      await app.clickMenuItem('completeness')
      letGo()
      await page.getByRole('heading', { name: 'Verifica completezza' }).waitFor()
      // A window that is being opened has no page to tell.
      const closed = page.waitForEvent('close')
      await app.closeWindow(page)
      await closed
      await app.clickMenuItem('wrong')
      await app.clickMenuItem('completeness')
      const next = await app.waitForWindow('window=main')
      await next.getByRole('heading', { name: 'Verifica completezza' }).waitFor()
    },
  )

  it('R30 a page that cannot be drawn says so, with ways on, and is written down', async () => {
    const profile = await profileWithShop('https://bottega.example')
    const { app, page } = await openApp(profile)
    await page.getByRole('button', { name: 'Download Ordini', exact: true }).waitFor()
    // A part of the page meets what it cannot draw.
    await page.evaluate(() => {
      const refuse = () => {
        throw new Error('cannot be drawn')
      }
      Object.assign(Date.prototype, { getTime: refuse, getFullYear: refuse, toISOString: refuse })
    })
    await app.clickMenuItem('completeness')
    await page.getByRole('heading', { name: 'Questa finestra ha avuto un errore' }).waitFor()
    await expect.poll(() => readFileSync(join(profile, 'program.log'), 'utf8')).toContain('cannot be drawn')
    await page.getByRole('button', { name: 'Riprova' }).click()
    await page.getByRole('button', { name: 'Download Ordini', exact: true }).waitFor()
  })

  it('text is copied and pasted with the right mouse button', async () => {
    const server = await startWooServer({ orders: [] })
    const { app, page } = await openApp(await profileWithShop(server.url))
    await app.clickMenuItem('shops')
    await page
      .getByRole('button', { name: /Bottega/ })
      .first()
      .click()
    await page.getByLabel('Nome', { exact: true }).first().click({ button: 'right' })
    await expect
      .poll(async () => (await app.contextMenu())?.map(({ label, enabled }) => [label, enabled]))
      .toEqual([
        ['Taglia', true],
        ['Copia', expect.anything()],
        ['Incolla', true],
        ['Seleziona tutto', true],
      ])
    await server.close()
  })

  it.runIf(hostName === 'stand-in')(
    'it starts with the computer when that is chosen, as packed programs can',
    async () => {
      const profile = temporaryFolder()
      const { app, page } = await openApp(profile, { packaged: true, args: ['--updated'] })
      expect(await app.loginItem()).toEqual({})
      await page.evaluate(async () => {
        const { api } = window
        const known = await api.request('app.start', undefined)
        if (known.ok)
          await api.request('preferences.save', {
            ...known.value.preferences,
            openAtLogin: true,
            startHidden: true,
          })
      })
      await expect.poll(() => app.loginItem()).toEqual({ openAtLogin: true, args: ['--hidden'] })
    },
  )

  it.runIf(hostName === 'stand-in')(
    'R21 a notification that left the screen can still be clicked in the system’s list',
    async () => {
      const server = await startWooServer({
        orders: manyOrders(3, { until: new Date(), everySeconds: 60 }),
        failures: () => ({ status: 403, body: 'no' }),
      })
      const settings = { autoSync: { enabled: true, minutes: 5 } }
      const { app, page } = await openApp(await profileWithShop(server.url, { settings }))
      await expect.poll(() => app.notifications()).toHaveLength(1)
      await app.endNotification(0, 'timed out')
      await app.clickNotification(0)
      await page.getByRole('heading', { name: 'Log', exact: true }).waitFor()
      await app.endNotification(0, 'failed')
      await page.getByText('Il sistema non ha mostrato una notifica').waitFor()
      await server.close()
    },
  )
})
