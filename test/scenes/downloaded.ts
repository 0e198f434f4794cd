/** The demonstration shop after its first download: most windows have their states here, in one start of the program. */
import type { LaunchOptions } from '../electron/host.ts'
import { accountantStops } from './accountant.ts'
import { forgetCodes, settleTimes } from './history.ts'
import { go } from './in-page.ts'
import { missingStops } from './missing.ts'
import { searchStops } from './search.ts'
import { settingsStops } from './settings.ts'
import { call, likeStage, type Playing, play, type Scene, type Tour } from './stage.ts'
import { startFailureStop, waitingStops } from './waiting.ts'

export const downloadedStage = (tour: Tour): Promise<LaunchOptions> =>
  likeStage(tour, 'downloaded', async (stage) => {
    await call(stage, ['--download', '--demo'])
    settleTimes(stage.profile, '2026-11-23T12:02:00.000Z')
    forgetCodes(stage.profile)
  })

export const downloadedScene: Scene = async (tour) => {
  const stage = await downloadedStage(tour)
  await play(tour, stage, async (playing) => {
    await playing.stop('done')
    await logStops(playing)
    await missingStops(playing)
    await accountantStops(playing)
    await settingsStops(playing)
    await waitingStops(playing)
    await searchStops(playing)
    await startFailureStop(playing, stage.profile)
  })
}

async function logStops({ page, stop }: Playing): Promise<void> {
  await go(page, 'Log')
  await page.getByRole('combobox', { name: 'Esito' }).click()
  await page.getByRole('option', { name: 'Errati' }).click()
  await page.getByRole('row').nth(2).click()
  await stop('log')
  await page.getByRole('searchbox').fill('mongolfiera')
  await page.getByText('Nessuna voce').first().waitFor()
  await stop('log-nothing')
}
