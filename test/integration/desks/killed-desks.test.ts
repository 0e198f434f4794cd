/** Two desks whose processes are killed again and again, on a real server (R55). */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { randomFrom } from '../../../main/demo-shop/random.ts'
import { deskProgram } from '../../support/desk-programs.ts'
import { sharedArchive } from '../../support/desk-server.ts'
import { storeOrders } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'
import { postgresForFile } from '../../support/postgres.ts'
import { firstSeed, size } from '../../support/sizes.ts'

const postgres = await postgresForFile()
const seed = firstSeed(1)
const kills = size(1, 500)
const child = fileURLToPath(new URL('../../support/desk-work.ts', import.meta.url))

describe.skipIf(!postgres)('R55 desks that are killed', () => {
  test(
    `${kills} times each while they work hold the same in the end, seed ${seed}`,
    async () => {
      if (postgres === null) return
      const input = await sharedArchive(postgres, 'Banco')
      const first = await deskProgram(null)
      const orders = Array.from({ length: 40 }, (_, n) => orderOf(n + 1))
      await storeOrders(first.program.store, orders)
      await first.program.desks.join(input, new AbortController().signal, () => undefined)
      const second = await deskProgram({ ...input, desk: 'Magazzino' })
      await expect.poll(() => second.program.store.countOrders(), { timeout: 20_000 }).toBe(orders.length)
      await Promise.all([first.program.close(), second.program.close()])

      const random = randomFrom(seed)
      const work = async ({ folder }: typeof first, number: number): Promise<void> => {
        const server = join(folder, 'server.json')
        writeFileSync(server, JSON.stringify(input))
        const desk = spawn(process.execPath, [child, folder, server, String(seed + number)], {
          stdio: ['ignore', 'pipe', 'inherit'],
        })
        const ended = once(desk, 'exit')
        const lines = createInterface({ input: desk.stdout })
        await Promise.race([once(lines, 'line'), ended])
        await delay(random.between(0, 400))
        desk.kill('SIGKILL')
        const [code, signal] = await ended
        expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' })
      }
      for (let kill = 0; kill < kills; kill += 1) {
        await Promise.all([work(first, 2 * kill), work(second, 2 * kill + 1)])
      }

      const [one, other] = await Promise.all([first.start(), second.start()])
      const states = () => Promise.all([one, other].map(({ store }) => store.outboxState()))
      const nothing = { waiting: 0, unconfirmed: 0 }
      await expect.poll(states, { timeout: 60_000 }).toEqual([nothing, nothing])
      const digests = () => Promise.all([one, other].map(({ store }) => store.deskDigest()))
      await expect.poll(async () => new Set(await digests()).size, { timeout: 60_000 }).toBe(1)
      expect(await one.store.countOrders()).toBe(orders.length)
      await Promise.all([one.close(), other.close()])
      for (const { folder } of [first, second]) {
        const db = new Database(join(folder, 'archive.sqlite'), { readonly: true })
        expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
        expect(db.pragma('foreign_key_check')).toEqual([])
        expect(
          db.prepare<[], number>("SELECT count(*) FROM order_edits WHERE source = 'hand'").pluck().get(),
        ).toBeGreaterThan(0)
        db.close()
      }
    },
    size(60_000, 3_600_000),
  )
})
