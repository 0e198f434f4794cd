import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { launchApp } from '../electron/host.ts'
import { temporaryFolder } from '../support/archive.ts'
import { canMount, mountReadOnly } from '../support/mounts.ts'
import { openApp } from './profile.ts'

/** Calls the built program without a window. */
async function call(profile: string, ...args: string[]) {
  const app = await launchApp({ profile, args: [...args, '--profile', profile], cli: true })
  const { code } = await app.exit
  return { code, out: app.stdout(), err: app.stderr() }
}

async function readOnlyProfile(): Promise<string> {
  const profile = temporaryFolder()
  expect((await call(profile, '--download', '--demo')).code).toBe(0)
  mountReadOnly(profile)
  return profile
}

const banner =
  /non si può scrivere: gli ordini si possono cercare ed esportare, ma non scaricare né modificare/

describe.skipIf(!canMount)('R31 R34 a profile in which nothing can be written', () => {
  it('R36 shops are listed and orders exported; a download says why it cannot be', async () => {
    const profile = await readOnlyProfile()
    const before = readdirSync(profile)
    const file = join(temporaryFolder(), 'ordini.csv')
    const exported = await call(profile, '--export', file)
    expect(exported).toMatchObject({ code: 0 })
    expect(exported.err).toMatch(banner)
    expect(readFileSync(file, 'utf8').split('\n').length).toBeGreaterThan(50)
    const listed = await call(profile, '--list-shops', '--json')
    expect(listed).toMatchObject({ code: 0 })
    expect(JSON.parse(listed.out)).toMatchObject({ shops: [{ platform: 'woocommerce' }] })
    const run = await call(profile, '--download', '--json')
    expect(run.code).toBe(1)
    expect(JSON.parse(run.out)).toMatchObject({ runs: [{ error: { code: 'archive-unwritable' } }] })
    expect(readdirSync(profile)).toEqual(before)
  })

  it('R22 the windows open, say it once, and find orders; a download is refused in clear words', async () => {
    const profile = await readOnlyProfile()
    const { app, page } = await openApp(profile)
    await page.getByText(banner).waitFor()
    expect(await page.getByRole('alert').filter({ hasText: banner }).count()).toBe(1)
    await page.getByRole('button', { name: 'Download Ordini', exact: true }).click()
    await page
      .getByText(/^Nell’archivio .* non si può scrivere\./)
      .first()
      .waitFor()
    await app.clickMenuItem('search')
    const search = await app.waitForWindow('window=search')
    await search
      .getByText(/\d+ ordini/)
      .first()
      .waitFor()
    await search.getByRole('row').nth(1).click()
    await search.getByRole('complementary').getByRole('heading', { level: 1 }).waitFor()
    await app.quit()
    expect(await app.exit).toMatchObject({ code: 0 })
    expect(app.stderr()).not.toMatch(/uncaught|unhandled/)
  })
})
