import { describe, expect, test } from 'vitest'
import type { ConnectorTarget } from '../../main/connectors/connector.ts'
import type { CheckReport, CheckStep } from '../../main/words/check.ts'
import { closeAfterEach, never, start } from './opened.ts'
import {
  type RunningShop,
  type ShopUnderTest,
  someOrders,
  type Trouble,
  targetOf,
} from './shop-under-test.ts'

const stepIds = ['address', 'tls', 'api', 'credentials', 'permission', 'order', 'clock', 'states']

/** R2: *Prova connessione*. */
export function describeCheck(shop: ShopUnderTest): void {
  closeAfterEach()

  async function check(server: RunningShop, changes: Partial<ConnectorTarget> = {}): Promise<CheckReport> {
    const told: CheckStep[] = []
    const report = await shop.platform.open(targetOf(server, changes)).check(never, (step) => told.push(step))
    expect(told).toEqual(report.steps)
    expect(report.steps.map((step) => step.id)).toEqual(stepIds)
    return report
  }

  describe('R2: the check', () => {
    test('reports eight steps in order, all well, and what it found', async () => {
      const report = await check(await start(shop, { orders: someOrders(3) }))
      expect(report.steps.map((step) => [step.id, step.outcome])).toEqual(stepIds.map((id) => [id, 'ok']))
      expect(report.ok).toBe(true)
      expect(report.connection).not.toBeNull()
      expect(report.states.length).toBeGreaterThan(1)
      const clock = report.steps.find((step) => step.id === 'clock')
      expect(Math.abs(Number(clock?.facts.differenceSeconds))).toBeLessThan(5)
    })

    test('is content with a shop that has no orders yet', async () => {
      expect((await check(await start(shop, { orders: [] }))).ok).toBe(true)
    })

    test.each<[string, Trouble, string, RegExp]>([
      ['a refused key', 'unauthorized', 'credentials', /^credentials-rejected$/],
      ['a missing permission', 'forbidden', 'permission', /^permission-missing$/],
    ])('tells %s, and tries nothing behind it', async (_, trouble, step, code) => {
      const server = await start(shop, { orders: someOrders(1) })
      server.setTrouble(() => trouble)
      const report = await check(server)
      expect(report.ok).toBe(false)
      const place = stepIds.indexOf(step)
      expect(
        report.steps.slice(0, place).every(({ outcome }) => outcome === 'ok' || outcome === 'warning'),
      ).toBe(true)
      expect(report.steps[place]).toMatchObject({
        outcome: 'failed',
        failure: { code: expect.stringMatching(code) },
      })
      expect(report.steps.slice(place + 1).every(({ outcome }) => outcome === 'not-tried')).toBe(true)
    })

    test.each<[string, Trouble]>([
      ['an API that is not there', 'not-found'],
      ['a web page', 'html-page'],
      ['an error of the shop', 'server-error'],
    ])('fails on %s without throwing', async (_, trouble) => {
      const server = await start(shop, { orders: someOrders(1) })
      server.setTrouble(() => trouble)
      const report = await check(server)
      expect(report.ok).toBe(false)
      expect(report.steps.filter(({ outcome }) => outcome === 'failed')).toHaveLength(1)
    })

    test('names an address where nobody answers', async () => {
      const server = await start(shop, { orders: [] })
      await server.close()
      const report = await check(server)
      expect(report.steps[0]).toMatchObject({ outcome: 'failed', failure: { code: 'connection-refused' } })
    })

    test('minds a shop whose clock is far off', async () => {
      const server = await start(shop, { orders: someOrders(1) })
      const report = await check(server, { now: () => new Date(Date.now() + 600_000) })
      expect(report.steps.find(({ id }) => id === 'clock')).toMatchObject({
        outcome: 'warning',
        failure: { code: 'clock-wrong' },
      })
    })

    test('minds states that the shop does not have', async () => {
      const server = await start(shop, { orders: someOrders(1) })
      const { settings } = targetOf(server)
      const report = await check(server, { settings: { ...settings, states: ['non-esiste'] } })
      expect(report.steps.at(-1)).toMatchObject({ outcome: 'failed', failure: { code: 'states-unknown' } })
    })
  })
}
