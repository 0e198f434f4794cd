/** First start, settings, preferences, copies of the archive. */
import { startWooServer } from '../woo-server/index.ts'
import { closeDialog, go } from './in-page.ts'
import { moment, newStage, type Playing, play, type Scene } from './stage.ts'

/** A profile with nothing in it. */
export const firstStartScene: Scene = async (tour) => {
  const looked = Promise.withResolvers<undefined>()
  const server = await startWooServer({
    orders: [],
    now: () => new Date(moment),
    failures: ({ query }) =>
      query.get('per_page') === '1' && !query.has('_fields') ? looked.promise : undefined,
  })
  const playing = play(tour, newStage(tour), async ({ page, stop }) => {
    await page.getByText('Per cominciare serve un negozio').waitFor()
    await stop('first-start')
    await page.getByRole('button', { name: 'Collega il tuo negozio' }).click()
    await page.getByRole('heading', { name: 'Nuovo negozio' }).waitFor()
    await stop('new-shop')
    await page.getByRole('button', { name: 'Guida passo per passo' }).click()
    await page.getByRole('dialog').waitFor()
    await stop('guide')
    await closeDialog(page)
    for (const platform of ['PrestaShop', 'Shopify', 'Magento']) {
      await page.getByRole('combobox', { name: 'Piattaforma' }).click()
      await page.getByRole('option', { name: new RegExp(platform) }).click()
      await stop(`new-shop-${platform.toLowerCase()}`)
      await page.getByRole('button', { name: 'Guida passo per passo' }).click()
      await page.getByRole('dialog', { name: new RegExp(platform) }).waitFor()
      await stop(`guide-${platform.toLowerCase()}`)
      await closeDialog(page)
    }
    await page.getByRole('combobox', { name: 'Piattaforma' }).click()
    await page.getByRole('option', { name: /WooCommerce/ }).click()
    await page.getByText('Un periodo scelto da te').click()
    await page.getByRole('button', { name: 'Salva' }).click()
    // All that is empty is told at once, the last, too.
    await page.getByText('Il nome va compilato.').waitFor()
    await page.getByText('Il segreto (consumer secret) va compilato.').waitFor()
    await page.getByRole('textbox', { name: 'Nome', exact: true }).and(page.locator(':focus')).waitFor()
    await stop('new-shop-errors')
    await page.getByRole('textbox', { name: 'Nome', exact: true }).fill('La Bottega di Anna')
    await page.getByRole('textbox', { name: 'Indirizzo del sito' }).fill(server.url)
    await page.getByRole('textbox', { name: 'consumer key' }).fill(`ck_${'a1'.repeat(20)}`)
    await page.getByRole('textbox', { name: 'consumer secret' }).fill(`cs_${'b2'.repeat(20)}`)
    await page.getByRole('button', { name: 'Prova connessione' }).click()
    await page.getByRole('button', { name: 'Interrompi la prova' }).waitFor()
    await page.getByText('Bottega di Prova').waitFor()
    await page.getByRole('heading', { name: 'Prova connessione' }).scrollIntoViewIfNeeded()
    await stop('check-running')
    looked.resolve(undefined)
    await page.getByRole('button', { name: 'Interrompi la prova' }).waitFor({ state: 'detached' })
    await page.getByRole('textbox', { name: 'Indirizzo del sito' }).fill('https://127.0.0.1:9')
    await page.getByRole('button', { name: 'Prova connessione' }).click()
    await page.getByText('rifiuta il collegamento').first().waitFor()
    await page.getByRole('heading', { name: 'Prova connessione' }).scrollIntoViewIfNeeded()
    await stop('check-failed')
  })
  await playing.finally(server.close)
}

export async function settingsStops({ page, stop }: Playing): Promise<void> {
  await go(page, 'Impostazioni')
  await page.getByRole('button', { name: 'Prova connessione' }).click()
  await page.getByText(/Tutto a posto|qualche avvertenza/).waitFor()
  await page.getByRole('heading', { name: 'Prova connessione' }).scrollIntoViewIfNeeded()
  await stop('settings-check')
  await page.getByRole('button', { name: 'Rimuovi negozio' }).click()
  await page.getByRole('dialog').waitFor()
  await stop('remove-shop')
  await closeDialog(page)
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
  await closeDialog(page)
}
