import { expect, it, onTestFinished } from 'vitest'
import { addShop } from '../../support/desk-programs.ts'
import { temporaryProgram } from '../../support/program.ts'
import { startWooServer } from '../../woo-server/index.ts'
import { manyOrders } from '../../woo-server/recordings.ts'

it('R4 R6 a download that waited for chosen orders knows that they are here', async () => {
  const [unpaid, ...others] = manyOrders(3, { until: new Date() })
  if (unpaid === undefined) throw new Error('there are three')
  const server = await startWooServer({ orders: [{ ...unpaid, status: 'pending' }, ...others] })
  onTestFinished(server.close)
  const program = await temporaryProgram()
  const shop = await addShop(program, server)
  const order = { shopOrderId: String(unpaid.id), number: unpaid.number, asItIs: false }
  const chosen = program.runner.startChosen(shop, [order])
  const run = await program.runner.start(shop, 'manual')
  expect((await chosen).counters).toMatchObject({ new: 1 })
  expect(run.counters).toMatchObject({ total: 3, new: 2, skipped: 1 })
  const every = { shopId: null, outcome: null, orderId: null, level: null, text: '' }
  const log = await program.store.listLog({ ...every, runId: run.id }, null, 100)
  const why = log.filter(({ shopOrderId }) => shopOrderId === order.shopOrderId)
  expect(why.map(({ message }) => message)).toEqual([
    { code: 'order-skipped', params: { reason: { code: 'already-downloaded', params: {} } } },
  ])
})
