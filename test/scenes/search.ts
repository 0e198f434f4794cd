/** The search window: the list of orders, and one order's sheet. */
import { go } from './in-page.ts'
import type { Playing } from './stage.ts'

export async function searchStops({ page, app, stop }: Playing): Promise<void> {
  await go(page, 'Ricerca')
  const search = await app.waitForWindow('window=search')
  search.setDefaultTimeout(20_000)
  await search.getByRole('row').nth(3).waitFor()
  await stop('search', search)
  await search.getByRole('row').nth(3).click()
  await search.getByRole('complementary').getByText('Totali').waitFor()
  await stop('order', search)
}
