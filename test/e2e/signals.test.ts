import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../main/demo-shop/random.ts'
import { launchApp } from '../electron/host.ts'
import { temporaryFolder } from '../support/archive.ts'
import { orderOf } from '../support/orders.ts'
import { firstSeed, size } from '../support/sizes.ts'
import { manyOrders, startWooServer, testKey } from '../woo-server/index.ts'
import { addOrders, profileWithShop } from './profile.ts'

const codes = { SIGINT: 130, SIGTERM: 143 } as const
const seed = firstSeed(1)
const rounds = size(1, 20)

interface Runs {
  readonly runs: readonly { readonly outcome: string }[]
}

/** Runs of the archive that nobody ended. */
function openRuns(profile: string): number {
  const db = new Database(join(profile, 'archive.sqlite'), { readonly: true })
  const count = db.prepare("SELECT count(*) FROM runs WHERE outcome = 'running'").pluck().get() as number
  db.close()
  return count
}

describe('R36 a signal ends a command in good order', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    '%s cancels a download: recorded, printed, told by the code',
    async (signal) => {
      const server = await startWooServer({
        orders: manyOrders(300, { until: new Date(), everySeconds: 60 }),
        latencyMs: { full: 500, slim: 500 },
      })
      const profile = await profileWithShop(server.url)
      const app = await launchApp({
        profile,
        args: ['--download', '--json', '--profile', profile],
        cli: true,
      })
      await server.arrived(5)
      await app.kill(signal)
      const { code } = await app.exit
      expect([code, app.stderr()]).toEqual([codes[signal], expect.not.stringContaining('    at ')])
      expect((JSON.parse(app.stdout()) as Runs).runs.map(({ outcome }) => outcome)).toEqual(['cancelled'])
      expect(openRuns(profile)).toBe(0)
      await server.close()
    },
  )

  it('at a random moment of any command: no half file, no open run, no other code', async () => {
    const server = await startWooServer({ orders: manyOrders(300, { until: new Date(), everySeconds: 60 }) })
    const profile = await profileWithShop(server.url)
    await addOrders(
      profile,
      Array.from({ length: 3000 }, (_, n) => orderOf(n + 1)),
      'Emporio',
    )
    const folder = temporaryFolder()
    const { consumerKey, consumerSecret } = testKey
    const shop = {
      name: 'Bottega',
      platform: 'woocommerce',
      url: server.url,
      credentials: { consumerKey, consumerSecret },
    }
    writeFileSync(join(folder, 'shop.json'), JSON.stringify(shop))
    const commands = [
      ['--download', '--json', '--shop', 'Bottega'],
      ['--check', '--json', '--shop', 'Bottega'],
      ['--list-shops', '--json'],
      ['--add-shop', join(folder, 'shop.json')],
      ['--export', join(folder, 'ordini.xlsx')],
      ['--export', join(folder, 'ordini.csv')],
      ['--accept-wrong', '--json'],
      ['--reread', 'Bottega', '--yes', '--json'],
    ]
    for (let round = 0; round < rounds; round += 1) {
      for (const [at, args] of commands.entries()) {
        const random = randomFrom(seed + round * commands.length + at)
        const signal = random.chance(50) ? 'SIGINT' : 'SIGTERM'
        const app = await launchApp({ profile, args: [...args, '--profile', profile], cli: true })
        const moment = setTimeout(() => void app.kill(signal), random.between(300, 2500))
        const ended = await app.exit
        clearTimeout(moment)
        const what = `seed ${seed + round * commands.length + at}: ${args[0]} ${signal}`
        // Before the program has begun, the signal itself ends the process: shells tell the same code.
        const code = ended.signal === signal ? codes[signal] : ended.code
        expect([0, codes[signal]], `${what}\n${app.stderr()}`).toContain(code)
        expect(app.stderr(), what).not.toContain('    at ')
        if (args.includes('--json') && app.stdout() !== '')
          expect(() => JSON.parse(app.stdout()), what).not.toThrow()
        expect(
          readdirSync(folder).filter((name) => name.endsWith('.part')),
          what,
        ).toEqual([])
        expect(openRuns(profile), what).toBe(0)
      }
    }
    await server.close()
  }, 120_000)
})
