/** First start, settings, preferences, copies of the archive. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { downloadedStage } from './downloaded.ts'
import { go } from './in-page.ts'
import { newStage, type Playing, play, type Scene } from './stage.ts'

/** A profile with nothing in it. */
export const firstStartScene: Scene = async (tour) => {
  await play(tour, newStage(tour), async ({ page, stop }) => {
    await page.getByText('Per cominciare serve un negozio').waitFor()
    await stop('first-start')
    await page.getByRole('button', { name: 'Collega il tuo negozio' }).click()
    await page.getByRole('heading', { name: 'Nuovo negozio' }).waitFor()
    await stop('new-shop')
  })
}

/** The archive was damaged, and a copy has taken its place. */
export const restoredScene: Scene = async (tour) => {
  const stage = await downloadedStage(tour)
  // The copy is made when the program starts.
  await play({ ...tour, visit: async () => undefined }, stage, async ({ page }) => {
    await page.getByRole('button', { name: 'Download Ordini', exact: true }).waitFor()
  })
  writeFileSync(join(stage.profile, 'archive.sqlite'), 'rubbish'.repeat(5000))
  await play(tour, stage, async ({ page, stop }) => {
    await page.getByText('era danneggiato').waitFor()
    await stop('archive-restored')
  })
}

export async function settingsStops({ page, stop }: Playing): Promise<void> {
  await go(page, 'Impostazioni')
  await page.getByRole('button', { name: 'Prova connessione' }).click()
  await page.getByText(/Tutto a posto|qualche avvertenza/).waitFor()
  await page.getByRole('heading', { name: 'Prova connessione' }).scrollIntoViewIfNeeded()
  await stop('settings-check')
  await page.getByRole('button', { name: 'Preferenze' }).click()
  await stop('preferences')
  await page.getByRole('button', { name: 'Copie di sicurezza' }).click()
  await page.getByRole('button', { name: 'Fai una copia adesso' }).click()
  await page.getByRole('cell', { name: 'Fatta a mano' }).waitFor()
  await stop('backups')
  await page
    .getByRole('button', { name: /^Ripristina la copia/ })
    .first()
    .click()
  await page.getByRole('dialog').waitFor()
  await stop('backups-restore')
  await page.keyboard.press('Escape')
}
