import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import type { ConnectedServer } from '../../../main/desks/link.ts'
import { createPump, type PumpStatus } from '../../../main/desks/pump.ts'
import { realTimers, type Timers } from '../../../main/desks/timers.ts'
import { failure } from '../../../main/words/failure.ts'
import { fakeTimers } from '../../support/fake-timers.ts'
import { MemoryServer } from '../../support/memory-server.ts'
import { ModelDesk, textOf } from '../../support/model-desk.ts'

const noLock = () => ({ release: () => undefined })
/** Rests are over at once. */
const hasty: Timers = {
  now: Date.now,
  set: (_, ring) => setImmediate(ring),
  clear: (timer) => clearImmediate(timer as NodeJS.Immediate),
}

function connected(server: MemoryServer, step: () => Promise<void> = async () => undefined): ConnectedServer {
  const connection = server.connect()
  const stepped = Object.entries(connection).map(([name, call]) => [
    name,
    async (...args: never[]) => {
      await step()
      const answer = await (call as (...args: never[]) => unknown)(...args)
      await step()
      return answer
    },
  ])
  return {
    ...(Object.fromEntries(stepped) as typeof connection),
    onHead: (listener) => server.onHead(() => listener(server.facts.length)),
    onLost: (listener) => server.onLost(listener),
  }
}

function pumpOf(
  desk: ModelDesk,
  server: MemoryServer,
  parts: Partial<Parameters<typeof createPump>[0]> = {},
) {
  const statuses: PumpStatus[] = []
  const pump = createPump({
    store: desk.store(async () => undefined),
    connect: async () => connected(server),
    lock: noLock,
    newToken: randomUUID,
    mayDownload: async () => [],
    timers: realTimers,
    onStatus: (status) => statuses.push(status),
    onApplied: () => undefined,
    onBug: (error) => {
      throw error
    },
    ...parts,
  })
  onTestFinished(() => pump.close())
  return { pump, statuses }
}

function deskOn(server: MemoryServer, name: string): ModelDesk {
  return new ModelDesk(name, server.archive, server.epoch)
}

test('R55: what one desk says reaches the other, in order, without being asked for', async () => {
  const server = new MemoryServer()
  const [one, other] = [deskOn(server, 'Ufficio'), deskOn(server, 'Magazzino')]
  for (let n = 0; n < 130; n += 1) one.say(`fact ${n}`)
  const { pump: ofOther } = pumpOf(other, server)
  await ofOther.caughtUp()
  const { pump } = pumpOf(one, server)
  await pump.caughtUp()
  const all = Array.from({ length: 130 }, (_, n) => `fact ${n}`)
  await expect.poll(() => other.read).toEqual(all)
  await expect.poll(() => one.read).toEqual(all)
  expect(server.facts.map(textOf)).toEqual(all)
  expect(one.outbox).toEqual([])
})

test('an answer that was lost: the same fact again, which the server passes over', async () => {
  const server = new MemoryServer()
  const desk = deskOn(server, 'Ufficio')
  desk.say('once')
  server.losesAnswer = true
  const { pump } = pumpOf(desk, server, { timers: hasty })
  await expect.poll(() => desk.read).toEqual(['once'])
  await pump.caughtUp()
  expect(server.losesAnswer).toBe(false)
  expect(server.facts.map(textOf)).toEqual(['once'])
})

test('R55: without the server what is said waits, attempts are ever further apart, and it goes on by itself', async () => {
  const server = new MemoryServer()
  server.isDown = true
  const time = fakeTimers()
  const desk = deskOn(server, 'Ufficio')
  const attempts: number[] = []
  const { pump, statuses } = pumpOf(desk, server, {
    timers: time.timers,
    connect: async () => {
      attempts.push(time.now)
      return connected(server)
    },
  })
  desk.say('waits')
  const settle = async () => {
    for (let turn = 0; turn < 30; turn += 1) await new Promise(setImmediate)
  }
  await settle()
  expect(statuses.at(-1)).toMatchObject({
    state: 'offline',
    failure: { code: 'desks-unreachable' },
    waiting: 1,
  })
  for (let second = 0; second < 300; second += 1) {
    await time.pass(1_000)
    await settle()
  }
  const gaps = attempts.slice(1).map((at, index) => (at - (attempts[index] ?? 0)) / 1000)
  expect(gaps).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
  server.isDown = false
  await pump.caughtUp()
  await settle()
  expect(statuses.at(-1)).toMatchObject({ state: 'online', failure: null, waiting: 0, behind: 0 })
  expect(server.facts.map(textOf)).toEqual(['waits'])
})

test('R55: a lost connection is told at once; one that is lost again and again is not tried without a rest', async () => {
  const server = new MemoryServer()
  const time = fakeTimers()
  const desk = deskOn(server, 'Ufficio')
  let attempts = 0
  const { pump, statuses } = pumpOf(desk, server, {
    timers: time.timers,
    connect: async () => {
      attempts += 1
      return connected(server)
    },
  })
  await pump.caughtUp()
  const settle = async () => {
    for (let turn = 0; turn < 30; turn += 1) await new Promise(setImmediate)
  }
  await settle()
  server.isDown = true
  server.loseAll()
  await settle()
  expect(statuses.at(-1)).toMatchObject({ state: 'offline', failure: { code: 'desks-unreachable' } })
  const tried = attempts
  server.loseAll()
  await settle()
  expect(attempts).toBe(tried)
  server.isDown = false
  await time.pass(1_000)
  await settle()
  expect(statuses.at(-1)).toMatchObject({ state: 'online' })
})

test('since when the server is away does not change with the reason', async () => {
  const time = fakeTimers()
  const began = new Date(time.now).toISOString()
  const reasons = [failure('desks-unreachable', {}), failure('desks-starting', {})]
  const { statuses } = pumpOf(deskOn(new MemoryServer(), 'Ufficio'), new MemoryServer(), {
    timers: time.timers,
    connect: () => Promise.reject(reasons[statuses.length % 2]),
  })
  for (let second = 0; second < 10; second += 1) {
    for (let turn = 0; turn < 30; turn += 1) await new Promise(setImmediate)
    await time.pass(1_000)
  }
  expect(new Set(statuses.map((status) => status.failure?.code)).size).toBe(2)
  expect(new Set(statuses.map(({ since }) => since))).toEqual(new Set([began]))
})

test('R55: a desk that is called otherwise comes in by its new name, and stays the one it is', async () => {
  const server = new MemoryServer()
  const desk = deskOn(server, 'Ufficio')
  const { pump } = pumpOf(desk, server)
  await pump.caughtUp()
  desk.record = { ...desk.record, name: 'Banco' }
  await pump.caughtUp()
  expect([...server.known.values()].map(({ name }) => name)).toEqual(['Banco'])
  desk.say('by the new name')
  pump.wake()
  await expect.poll(() => server.facts.map(textOf)).toEqual(['by the new name'])
})

test('a copied profile is noticed by the second that comes, and stops with its words intact', async () => {
  const server = new MemoryServer()
  const desk = deskOn(server, 'Ufficio')
  const copy = deskOn(server, 'Ufficio')
  copy.record = { ...desk.record }
  const { pump } = pumpOf(desk, server)
  await pump.caughtUp()
  copy.say('of the copy')
  const { pump: ofCopy, statuses } = pumpOf(copy, server)
  await expect(ofCopy.caughtUp()).rejects.toMatchObject({ value: { code: 'desk-copied' } })
  expect(statuses.at(-1)).toMatchObject({ state: 'stopped', failure: { code: 'desk-copied' }, waiting: 1 })
  expect(copy.record.stopped).toMatchObject({ code: 'desk-copied' })
  expect(server.facts).toEqual([])
})

test('an older archive in the place of the one that has joined is noticed while the program runs', async () => {
  const server = new MemoryServer()
  const desk = deskOn(server, 'Ufficio')
  const { pump, statuses } = pumpOf(desk, server)
  const before = desk.record
  await pump.caughtUp()
  desk.record = { ...before, token: randomUUID() }
  await expect(pump.caughtUp()).rejects.toMatchObject({ value: { code: 'desk-copied' } })
  expect(statuses.at(-1)).toMatchObject({ state: 'stopped' })
})

test('a server that was put back from a copy is told as that, though it knows an older token only', async () => {
  const server = new MemoryServer()
  const desk = deskOn(server, 'Ufficio')
  const { pump: early } = pumpOf(desk, server)
  await early.caughtUp()
  await early.close()
  const copy = new Map([...server.known].map(([id, known]) => [id, { ...known }]))
  desk.say('since the copy')
  const { pump: late } = pumpOf(desk, server)
  await expect.poll(() => desk.read).toEqual(['since the copy'])
  await late.close()
  server.facts = []
  for (const [id, known] of copy) server.known.set(id, known)
  const { pump } = pumpOf(desk, server)
  await expect(pump.caughtUp()).rejects.toMatchObject({ value: { code: 'desks-restored' } })
})

test('one that was put back while the program runs is told as that, too: whoever has lost the connection comes in anew', async () => {
  const server = new MemoryServer()
  const desk = deskOn(server, 'Ufficio')
  const copy = () => new Map([...server.known].map(([id, known]) => [id, { ...known }]))
  const { pump: early } = pumpOf(desk, server)
  await early.caughtUp()
  await early.close()
  const before = copy()
  desk.say('since the copy')
  const { statuses } = pumpOf(desk, server)
  await expect.poll(() => desk.read).toEqual(['since the copy'])
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'online', waiting: 0 })
  server.facts = []
  for (const [id, known] of before) server.known.set(id, known)
  server.loseAll()
  await expect
    .poll(() => statuses.at(-1))
    .toMatchObject({ state: 'stopped', failure: { code: 'desks-restored' } })
})

test('one process of a profile speaks for the desk; the next takes over when it has ended', async () => {
  const server = new MemoryServer()
  const desk = deskOn(server, 'Ufficio')
  let isHeld = false
  const lock = () => {
    if (isHeld) return null
    isHeld = true
    return {
      release: () => {
        isHeld = false
      },
    }
  }
  const { pump } = pumpOf(desk, server, { lock })
  await pump.caughtUp()
  const { pump: second, statuses } = pumpOf(desk, server, { lock, timers: hasty })
  await second.caughtUp()
  expect(statuses.at(-1)).toMatchObject({ state: 'elsewhere' })
  await pump.close()
  desk.say('by the second')
  await expect.poll(() => server.facts.map(textOf)).toEqual(['by the second'])
})

test('R55: whatever breaks off between any two steps, nothing is lost and nothing doubled', async () => {
  type Break = 'lost' | 'killed'
  const breaks = fc.dictionary(
    fc.integer({ min: 0, max: 150 }).map(String),
    fc.constantFrom<Break>('lost', 'killed'),
    { maxKeys: 12 },
  )
  await fc.assert(
    fc.asyncProperty(breaks, breaks, fc.integer({ min: 1, max: 30 }), async (first, second, count) => {
      const server = new MemoryServer()
      const desks = [deskOn(server, 'Ufficio'), deskOn(server, 'Magazzino')]
      const said = desks.map(({ record }, at) =>
        Array.from({ length: count + at }, (_, n) => `${record.name} ${n}`),
      )
      const done = desks.map(async (desk, at) => {
        for (const text of said[at] ?? []) desk.say(text)
        const plan: Readonly<Record<string, Break>> = at === 0 ? first : second
        let steps = 0
        for (;;) {
          const killed = Promise.withResolvers<'killed'>()
          let isDead = false
          const step = async () => {
            // A process that was killed does nothing any more.
            if (isDead) await new Promise(() => undefined)
            const now = plan[String(steps)]
            steps += 1
            if (now === 'killed') {
              isDead = true
              killed.resolve('killed')
              await new Promise(() => undefined)
            }
            if (now === 'lost') throw failure('connection-lost', { host: 'server' })
          }
          const pump = createPump({
            store: desk.store(step),
            connect: async () => connected(server, step),
            lock: noLock,
            newToken: randomUUID,
            mayDownload: async () => [],
            timers: hasty,
            onStatus: () => undefined,
            onApplied: () => undefined,
            onBug: () => undefined,
          })
          const all = (async () => {
            while (desk.outbox.length > 0 || server.facts.length > desk.record.applied)
              await pump.caughtUp().catch(() => undefined)
          })()
          if ((await Promise.race([killed.promise, all])) === 'killed') continue
          await Promise.race([killed.promise, pump.close()])
          return
        }
      })
      await Promise.all(done)
      const log = server.facts.map(textOf)
      for (const [at, { record }] of desks.entries())
        expect(log.filter((text) => text.startsWith(record.name))).toEqual(said[at])
      expect(log).toHaveLength(2 * count + 1)
      // Who was done first has not read the last that the other said.
      for (const desk of desks) expect(desk.read).toEqual(log.slice(0, desk.read.length))
    }),
    { numRuns: 60 },
  )
})
