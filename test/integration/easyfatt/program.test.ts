import { once } from 'node:events'
import { request } from 'node:http'
import { expect, it } from 'vitest'
import { storeOrders } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'
import { temporaryProgram } from '../../support/program.ts'
import { type Answered, ask, coded, fieldTest, hostOf, longOrders } from './office.ts'

/** Without reading megabytes by a parser, as the other tests do. */
const documentsIn = ({ body }: Answered) => body.match(/<Document>/g)?.length

it('R45 R34 an answer written by a thread of its own ends when a copy of the archive is put back; then the next comes', async () => {
  const program = await temporaryProgram()
  const { store, easyfatt, archiveCare } = program
  const placedAt = '2026-06-01T10:00:00.000Z'
  const shop = await storeOrders(store, longOrders())
  await archiveCare.backUpNow()
  await storeOrders(store, [orderOf(99, { number: '99', placedAt })])
  await easyfatt.start(hostOf().host)
  const password = await easyfatt.newPassword(shop.id)
  const headers = { authorization: coded(`easyfatt:${password}`) }
  const url = (await easyfatt.view(shop.id)).address?.url ?? ''
  expect(documentsIn(await ask(`${url}${fieldTest}`, headers))).toBe(17)

  const sent = request(url, { headers, agent: false })
  sent.end()
  const [response] = await once(sent, 'response')
  const gone = once(response, 'error')
  await once(response, 'data')
  const [copy] = await store.listBackups()
  await archiveCare.restore(copy?.name ?? '')
  await gone
  // The copy knows of no address: it was made before.
  expect((await ask(url, headers)).status).toBe(404)
  const again = await easyfatt.newPassword(shop.id)
  const answer = await ask(`${url}${fieldTest}`, { authorization: coded(`easyfatt:${again}`) })
  expect(documentsIn(answer)).toBe(16)
  await expect
    .poll(async () => (await easyfatt.view(shop.id)).pulls.map(({ orders }) => orders))
    .toEqual([16])
})
