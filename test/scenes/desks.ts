/**
 * *Utilità → Più postazioni* (R55): alone, and as one desk among others. What a server would say is answered in its place:
 * scenes need none.
 */
import type { DesksView, JoinPreview } from '../../main/words/desks.ts'
import { closeDialog, go } from './in-page.ts'
import type { Playing } from './stage.ts'

const tools = 'Ferramenta e Casalinghi Fratelli Degli Esposti di Castelfranco Emilia'
const upstairs = 'Ufficio spedizioni al primo piano (portatile di Mariagiovanna)'

const server = {
  host: 'archivio.bottegadianna.lan',
  port: 5432,
  database: 'ordini',
  user: 'ordini_desk',
  certificate: '',
  desk: 'Banco',
}

const online = {
  joined: true,
  server,
  state: 'online',
  failure: null,
  since: '2026-11-23T07:30:00.000Z',
  behind: 0,
  waiting: 0,
  past: null,
  desks: [
    { name: 'Banco', isThis: true, lastSeenAt: '2026-11-23T12:04:05.000Z', behind: 0, downloading: [] },
    {
      name: 'Magazzino',
      isThis: false,
      lastSeenAt: '2026-11-23T12:04:01.000Z',
      behind: 12,
      downloading: [tools],
    },
    {
      name: upstairs,
      isThis: false,
      lastSeenAt: '2026-11-20T17:21:00.000Z',
      behind: 18_240,
      downloading: [],
    },
  ],
  shops: [
    { shopId: 1, name: 'La Bottega di Anna', mayDownload: true, others: ['Magazzino'], downloader: null },
    { shopId: 2, name: tools, mayDownload: false, others: ['Magazzino', upstairs], downloader: 'Magazzino' },
  ],
} satisfies DesksView

const offline = {
  ...online,
  state: 'offline',
  failure: { code: 'desks-unreachable', params: {} },
  since: '2026-11-23T10:47:00.000Z',
  waiting: 37,
  desks: [],
  // Nobody knows what the others do.
  shops: online.shops.map((shop) => ({ ...shop, others: null, downloader: null })),
} satisfies DesksView

const stopped = {
  ...offline,
  state: 'stopped',
  failure: { code: 'archive-went-back', params: {} },
} satisfies DesksView

const different = ['10391', '10392', '10407'].map((shopOrderId) => ({
  shopOrderId,
  here: { number: shopOrderId, placedAt: '2026-11-20T09:15:00.000Z' },
  there: { number: `P${shopOrderId}`, placedAt: '2024-02-11T18:02:00.000Z' },
}))

const preview = {
  shops: [
    {
      name: 'La Bottega di Anna',
      here: 12_000,
      there: 11_950,
      common: 11_900,
      different: [],
      differentCount: 0,
    },
    { name: tools, here: 843, there: 2_410, common: 612, different, differentCount: 18 },
  ],
  numbersTwice: [
    { register: 'invoice', same: 'number', number: '41/W', here: '10355', there: '10361' },
    { register: 'easyfatt', same: 'order', order: '10288', here: '512', there: '530' },
  ],
  numbersTwiceCount: 2,
} satisfies JoinPreview

const [first] = preview.shops
const agreeing = { ...preview, shops: [first], numbersTwice: [], numbersTwiceCount: 0 }

export async function desksStops({ page, app, stop }: Playing): Promise<void> {
  await app.clickMenuItem('desks')
  await page.getByRole('textbox', { name: 'Nome di questa postazione' }).fill('Banco')
  await stop('desks-alone')
  await page.getByRole('textbox', { name: 'Indirizzo del server' }).fill('127.0.0.1')
  await page.getByRole('textbox', { name: 'Porta' }).fill('9')
  await page.getByLabel('Password', { exact: true }).fill('segreta')
  await page.getByRole('button', { name: 'Prova' }).click()
  await page.getByText('La prova non è riuscita').waitFor()
  await stop('desks-tried')
  app.answerRequests({ 'desks.preview': preview })
  await page.getByRole('button', { name: 'Unisciti…' }).click()
  await page.getByRole('heading', { name: 'Che cosa si unisce' }).waitFor()
  await stop('desks-disagree')
  await page.getByRole('button', { name: 'Indietro' }).click()
  app.answerRequests({ 'desks.preview': agreeing })
  await page.getByRole('button', { name: 'Unisciti…' }).click()
  await page.getByRole('button', { name: 'Unisci adesso' }).waitFor()
  await stop('desks-agree')
  const joined = Promise.withResolvers<null>()
  app.answerRequests({ 'desks.join': joined.promise })
  await page.getByRole('button', { name: 'Unisci adesso' }).click()
  await app.tellPages('desks.progress', { phase: 'applying', done: 4_120, total: 11_950 })
  await page.getByText('4.120 di 11.950').waitFor()
  await stop('desks-joining')
  app.answerRequests({ 'desks.view': online })
  joined.resolve(null)
  await page.getByRole('heading', { name: 'Chi scarica dai negozi' }).waitFor()
  await stop('desks-online')
  await page.getByRole('button', { name: 'Cambia l’accesso…' }).click()
  await page.getByRole('dialog').waitFor()
  await stop('desks-reach')
  await closeDialog(page)
  for (const view of [offline, stopped]) {
    app.answerRequests({ 'desks.view': view })
    await app.tellPages('desks.changed', view)
    await stop(`desks-${view.state}`)
  }
  await page.getByRole('button', { name: 'Lascia le postazioni condivise…' }).first().click()
  await page.getByRole('dialog').waitFor()
  await stop('desks-leave')
  await closeDialog(page)
  const shops = online.shops.slice(0, 1).map((shop) => ({ ...shop, mayDownload: false }))
  const keyless = { ...online, shops } satisfies DesksView
  app.answerRequests({ 'desks.view': keyless })
  await app.tellPages('desks.changed', keyless)
  await go(page, 'Download')
  await page.getByText('mancano le chiavi').waitFor()
  await stop('desks-keys')
  app.answerRequests({ 'desks.preview': undefined, 'desks.join': undefined, 'desks.view': undefined })
  await app.tellPages('desks.changed', { joined: false })
}
