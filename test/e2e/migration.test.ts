import Database from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { textsFor } from '../../main/texts/index.ts'
import { launchApp } from '../electron/host.ts'
import { temporaryFolder } from '../support/archive.ts'
import { makeArchiveOld } from '../support/old-archive.ts'
import { orderOf } from '../support/orders.ts'
import { addOrders } from './profile.ts'

const { migrating } = textsFor('it').native

/** A profile whose archive is an earlier version's; somebody writes in it until `letGo`, so that the update waits. */
async function profileBeingUpdated(): Promise<{ profile: string; letGo: () => void }> {
  const profile = temporaryFolder()
  const placedAt = new Date().toISOString()
  await addOrders(profile, [
    orderOf(1, { placedAt: '2020-01-01T10:00:00.000Z' }),
    orderOf(2, { placedAt }),
    orderOf(3, { placedAt, state: 'completed' }),
  ])
  const other = new Database(makeArchiveOld(profile))
  other.exec('BEGIN IMMEDIATE')
  onTestFinished(() => void other.close())
  return { profile, letGo: () => void other.exec('COMMIT') }
}

it('R35 says that the archive is being updated while that takes its time, and opens by itself after it', async () => {
  const { profile, letGo } = await profileBeingUpdated()
  const app = await launchApp({ profile, args: ['--profile', profile] })
  onTestFinished(async () => void (await app.kill('SIGKILL')))
  await expect
    .poll(() => app.dialogs.asked(), { timeout: 20_000 })
    .toMatchObject([{ kind: 'message', options: { message: migrating.message, buttons: ['Ho capito'] } }])
  letGo()
  const page = await app.waitForWindow('window=main', 60_000)
  await page.getByRole('button', { name: 'Download Ordini', exact: true }).waitFor()
  // It has gone by itself.
  await expect.poll(() => app.dialogs.asked()).toMatchObject([{ answered: true }])
  // R40: what was there is done, which is said once, with a way back for the last days.
  const said = page.getByRole('alert').filter({ hasText: 'quelli che c’erano già sono segnati come fatti' })
  await said.getByRole('button', { name: 'Rimetti da lavorare quelli degli ultimi 7 giorni' }).click()
  await page.getByRole('button', { name: '1 ordine da lavorare', exact: true }).waitFor()
  await said.waitFor({ state: 'detached' })
})

it('R36 a command says so, too; an archive that is up to date is no matter', async () => {
  const { profile, letGo } = await profileBeingUpdated()
  letGo()
  const call = async () => {
    const app = await launchApp({ profile, args: ['--list-shops', '--profile', profile], cli: true })
    await app.exit
    return app.stderr()
  }
  expect(await call()).toContain(migrating.message)
  expect(await call()).not.toContain(migrating.message)
})
