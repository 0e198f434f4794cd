/**
 * R55 to R57 at once: three desks with real archives, pumps, rights and runs, and a real server; what can go wrong does, as a
 * seed wants it. `SEED=7 npx vitest run test/integration/desks/office.test.ts` plays one seed again;
 * `SEEDS=40` so many, from it on.
 */
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { Play } from '../../support/office/play.ts'
import { seenAt } from '../../support/office/seen.ts'
import { postgresForFile } from '../../support/postgres.ts'
import { firstSeed, size } from '../../support/sizes.ts'

const postgres = await postgresForFile()
const seeds = Number(process.env.SEEDS ?? (process.env.SEED === undefined ? size(20, 500) : 1))
const met = {
  requests: 0,
  pages: 0,
  takeOvers: 0,
  refusals: 0,
  goneOut: 0,
  numbers: 0,
  invoices: 0,
  facts: 0,
}

describe.skipIf(!postgres)('R55, R56, R57: three desks, whatever happens', () => {
  for (let seed = firstSeed(1); seed < firstSeed(1) + seeds; seed += 1)
    it(`come to hold the same: seed ${seed}`, { timeout: 60_000 }, async () => {
      if (!postgres) return
      const play = await Play.open(seed, postgres)
      onTestFinished(() => play.close())
      try {
        await play.run(size(300, 600))
        await play.heal()
        const [digest, ...others] = play.desks.map(({ archive }) => archive.deskDigest())
        for (const other of others) expect(other).toBe(digest)
        const [seen, ...seenElsewhere] = play.desks.map(({ archive }) => seenAt(archive))
        for (const other of seenElsewhere) expect(other).toEqual(seen)
        for (const { archive } of play.desks)
          expect(archive.outboxState()).toEqual({ waiting: 0, unconfirmed: 0 })
        for (const held of play.archivesHold()) expect(held).toEqual(play.shopsHave())
        expect(play.unsound()).toEqual([])
        expect(play.ledger.faults).toEqual([])
      } catch (error) {
        throw new Error(`seed ${seed}:\n${play.stage.story()}`, { cause: error })
      }
      met.requests += play.ledger.requests
      met.pages += play.ledger.pages
      met.takeOvers += play.ledger.takeOvers
      met.goneOut += play.ledger.goneOut.size
      met.numbers += play.ledger.numbers.size
      met.invoices += play.ledger.invoices.size
      met.refusals += play.ledger.refusals
      met.facts += play.ledger.head
    })

  afterAll(() => {
    if (postgres && seeds > 1)
      for (const [what, count] of Object.entries(met)) expect(count, what).toBeGreaterThan(seeds / 4)
  })
})
