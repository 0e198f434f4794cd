/** Updates of the program: a local address, the built program, a file in the place of the AppImage. */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { hostName } from '../electron/host.ts'
import { temporaryFolder } from '../support/archive.ts'
import { startUpdateServer } from '../support/update-server.ts'
import { openApp } from './profile.ts'

async function updateServer(program: string, version: string) {
  const server = await startUpdateServer(
    program,
    version,
    'Più veloce.\n<img src=x onerror=alert(1)> resta testo.',
  )
  onTestFinished(server.close)
  return server
}

/** The program as it runs from an AppImage, with its updates at `url`. */
async function start(profile: string, env: Readonly<Record<string, string>>) {
  const opened = await openApp(profile, {
    args: ['--demo'],
    env: { XDG_CACHE_HOME: join(profile, 'cache'), ...env },
  })
  await opened.page.getByRole('button', { name: 'Download Ordini' }).first().waitFor()
  return opened
}

describe.runIf(hostName === 'stand-in')('updates of the program', () => {
  it('offers a newer version with its notes, and fetches and installs it when the operator says so', async () => {
    const profile = temporaryFolder()
    const started = join(profile, 'new-version-started')
    const program = `#!/bin/sh\ntouch "${started}"\n`
    const { url, asked } = await updateServer(program, '99.0.0')
    const installed = join(profile, 'download-ordini.AppImage')
    writeFileSync(installed, '#!/bin/sh\n')
    chmodSync(installed, 0o755)
    const { app, page } = await start(profile, { UPDATES_URL: url, APPIMAGE: installed })

    await app.clickMenuItem('updates')
    const bar = page.getByRole('region', { name: 'Aggiornamenti del programma' }).first()
    await bar.getByText('È disponibile la versione 99.0.0.').waitFor()
    await bar.getByText('Novità').click()
    await bar.getByText('<img src=x onerror=alert(1)> resta testo.').waitFor()
    expect(asked.filter((path) => path.endsWith('AppImage'))).toEqual([])

    await bar.getByRole('button', { name: 'Scarica' }).click()
    await bar.getByRole('button', { name: 'Riavvia e aggiorna' }).click()
    await app.exit
    await vi.waitFor(() => expect(existsSync(started)).toBe(true))
    expect(readFileSync(installed, 'utf8')).toBe(program)
  })

  it('R30 starts again as it was, and says so, when the new version cannot be put in place', async () => {
    const profile = temporaryFolder()
    const { url } = await updateServer('#!/bin/sh\n', '99.0.0')
    const folder = join(temporaryFolder(), 'programs')
    mkdirSync(folder)
    const installed = join(folder, 'download-ordini.AppImage')
    writeFileSync(installed, '#!/bin/sh\n')
    const { app, page } = await start(profile, { UPDATES_URL: url, APPIMAGE: installed })
    await app.clickMenuItem('updates')
    const bar = page.getByRole('region', { name: 'Aggiornamenti del programma' }).first()
    await bar.getByRole('button', { name: 'Scarica' }).click()
    await bar.getByRole('button', { name: 'Riavvia e aggiorna' }).waitFor()
    rmSync(folder, { recursive: true })
    await bar.getByRole('button', { name: 'Riavvia e aggiorna' }).click()
    expect(await app.exit).toEqual({ code: 0, signal: null })
    const again = await openApp(profile)
    await again.page.getByText('L’aggiornamento non si è potuto installare').waitFor()
  })

  it('can be put off, and says when there is nothing newer or nowhere to look', async () => {
    const { url } = await updateServer('', '0.0.1')
    const profile = temporaryFolder()
    const { app, page } = await start(profile, { UPDATES_URL: url, APPIMAGE: join(profile, 'x.AppImage') })
    await app.clickMenuItem('updates')
    await page.getByText('Non ci sono versioni più recenti.').waitFor()

    const other = await start(temporaryFolder(), {})
    await other.app.clickMenuItem('updates')
    await other.page.getByText('non ha un indirizzo da cui aggiornarsi').waitFor()
  })

  it('says in plain words that the address cannot be reached, and leaves the program as it was', async () => {
    const profile = temporaryFolder()
    const { app, page } = await start(profile, {
      UPDATES_URL: 'http://127.0.0.1:9',
      APPIMAGE: join(profile, 'x.AppImage'),
    })
    await app.clickMenuItem('updates')
    await page.getByText('L’aggiornamento non è riuscito (ECONNREFUSED).').waitFor()
  })
})
