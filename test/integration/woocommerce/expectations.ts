import { expect } from 'vitest'
import type { Connector, FetchAnswer, FetchedOrder } from '../../../main/connectors/connector.ts'
import type { NoticeParams } from '../../../main/words/run.ts'
import type { Recording } from '../../replay-server/recordings.ts'
import { collect, failureOf, never } from './open-shop.ts'

/** What the connector makes of a recorded answer, whichever request it is the answer to. */
export type Expectation = (shop: Connector, recording: Recording) => Promise<void>

const window = { from: '2026-01-01T00:00:00.000Z', to: null }

/** The answer is a failure of that code. */
export function fails(code: string, params: Readonly<Record<string, unknown>> = {}): Expectation {
  return async (shop) => {
    expect(await failureOf(shop.clock(never))).toMatchObject({ code, params })
  }
}

/** The answer shows that orders may be read, and what time it is there. */
export function isRead(): Expectation {
  return async (shop, { response }) => {
    expect(await shop.clock(never)).toEqual(new Date(response.headers.Date ?? ''))
  }
}

/** The answer is a whole listing of so many orders. */
export function lists(rows: number): Expectation {
  return async (shop, { response }) => {
    const pages = await collect(shop.list(window, never))
    const ids = (response.body as { id: number }[]).map((row) => String(row.id))
    expect(pages.flatMap((page) => page.rows).map((row) => row.shopOrderId)).toEqual(ids)
    expect(ids).toHaveLength(rows)
  }
}

/** The answer is no listing that could be relied on. */
export function refused(expected: 'list' | 'id' | 'orderby=id' | '_fields'): Expectation {
  return async (shop) => {
    const failure = await failureOf(collect(shop.list(window, never)))
    expect(failure).toMatchObject({ code: 'body-shape', params: { expected } })
  }
}

/** The answer holds so many orders in full, all of them right but for the ones named. */
export function orders(count: number, wrong: Readonly<Record<string, readonly string[]>> = {}): Expectation {
  return async (shop, { response }) => {
    const bodies = [response.body].flat() as { id: number }[]
    const answer = await shop.fetch(
      bodies.map((body) => String(body.id)),
      never,
    )
    expect(answer.orders).toHaveLength(count)
    for (const order of answer.orders) {
      const reasons = 'wrong' in order.result ? order.result.wrong.map((reason) => reason.code) : []
      expect(reasons).toEqual(wrong[order.shopOrderId] ?? [])
      const body = bodies.find(({ id }) => String(id) === order.shopOrderId)
      expect(withoutHost(rawOf(answer, order))).toBe(withoutHost(JSON.stringify(body)))
    }
  }
}

/** The answer is whole behind something that does not belong there, and that is said. */
export function recovers(what: NoticeParams['body-recovered']['what']): Expectation {
  return async (shop, recording) => {
    await isRead()(shop, recording)
    const { value: page } = await shop.list(window, never)[Symbol.asyncIterator]().next()
    expect(page?.notices).toEqual([{ code: 'body-recovered', params: { what } }])
    expect(page?.rows).toMatchObject([{ shopOrderId: '417' }])
  }
}

/** The shop's own data of one order. */
function rawOf(answer: FetchAnswer, order: FetchedOrder): string {
  return JSON.stringify((JSON.parse(Buffer.from(answer.raw).toString()) as unknown[])[order.rawIndex])
}

/** The replayed answers name the host that replays. */
function withoutHost(raw: string): string {
  return raw.replaceAll(/https?:\/\/(shop\.example|127\.0\.0\.1:\d+)/g, '')
}
