import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createAsking } from '../../../main/desks/asking.ts'
import { createLeases, type TakenLease } from '../../../main/desks/leases.ts'
import { renewEveryMs } from '../../../main/desks/server.ts'
import { type Clocks, mayAsk, mayAskMs } from '../../../main/words/lease.ts'
import { fakeTimers } from '../../support/fake-timers.ts'
import { MemoryServer } from '../../support/memory-server.ts'
import { ModelDesk } from '../../support/model-desk.ts'

const shop = randomUUID()

/** A server, and desks whose clocks go with it. */
function office() {
  const server = new MemoryServer()
  const time = fakeTimers(server.now)
  const clocks = (): Clocks => ({ monotonic: time.now, wall: time.now, uptime: time.now })
  /** Second by second, so that answers come in between. */
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 1_000) {
      server.now += 1_000
      await time.pass(1_000)
    }
  }
  const desk = async (name: string) => {
    const model = new ModelDesk(name, server.archive, server.epoch)
    const { desk, token } = model.record
    await server.connect().enter({ desk, name, version: 1, token, nextToken: token })
    const connect = async () => server.connect()
    const asking = createAsking({ desk: async () => model.record, connect, timers: time.timers })
    return { model, leases: createLeases({ asking, clocks, timers: time.timers }) }
  }
  const may = (lease: TakenLease) => !('elsewhere' in lease) && mayAsk(lease.times, clocks())
  return { server, pass, desk, may }
}

test('R56: a right lasts as long as it is renewed, by itself; then another desk may have it', async () => {
  const { pass, desk, may } = office()
  const [one, other] = [await desk('Ufficio'), await desk('Magazzino')]
  const lease = await one.leases.take(shop)
  await pass(20 * renewEveryMs)
  expect(may(lease)).toBe(true)
  expect(await other.leases.take(shop)).toEqual({ elsewhere: 'Ufficio' })
  await one.leases.give(shop, 1)
  expect(may(lease)).toBe(false)
  expect(await other.leases.take(shop)).toMatchObject({ run: 2 })
})

test('R56: without the server it is over for whoever had it before another can have it, and comes back if none had', async () => {
  const { server, pass, desk, may } = office()
  const [one, other] = [await desk('Ufficio'), await desk('Magazzino')]
  const lease = await one.leases.take(shop)
  await pass(renewEveryMs)
  server.isDown = true
  await pass(mayAskMs - 1_000)
  expect(may(lease)).toBe(true)
  await pass(1_000)
  expect(may(lease)).toBe(false)
  server.isDown = false
  await pass(5_000)
  expect(may(lease)).toBe(true)

  server.isDown = true
  await pass(120_000)
  server.isDown = false
  expect(await other.leases.take(shop)).toMatchObject({ run: 2 })
  await pass(30_000)
  expect(may(lease)).toBe(false)
  expect(one.leases.held()).toEqual([])
})

test('a process beside the one that comes in anew goes on with the token that holds now', async () => {
  const { server, pass, desk, may } = office()
  const { model, leases } = await desk('Ufficio')
  const lease = await leases.take(shop)
  const nextToken = randomUUID()
  const { desk: id, name, token } = model.record
  model.record = { ...model.record, nextToken }
  await server.connect().enter({ desk: id, name, version: 1, token, nextToken })
  // The other process has not written down yet that the server has it.
  await pass(2 * mayAskMs)
  expect(may(lease)).toBe(true)
  model.record = { ...model.record, token: nextToken, nextToken: null }
  await pass(2 * mayAskMs)
  expect(may(lease)).toBe(true)
})
