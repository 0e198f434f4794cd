import { afterEach } from 'vitest'
import type { Connector, ConnectorTarget, DownloadWindow, SlimRow } from '../../main/connectors/connector.ts'
import type { Retry } from '../../main/connectors/http-answer.ts'
import { Failure, type FailureValue } from '../../main/words/failure.ts'
import { type RunningShop, type ShopUnderTest, type StartOptions, targetOf } from './shop-under-test.ts'

export const never: AbortSignal = new AbortController().signal
export const always: DownloadWindow = { from: '2010-01-01T00:00:00.000Z', to: null }

export interface Opened {
  readonly server: RunningShop
  readonly connector: Connector
  readonly retries: readonly Retry[]
}

const closing: (() => Promise<void>)[] = []

/** To be called once in each file of cases: ends the servers that a test started. */
export function closeAfterEach(): void {
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })
}

/** A shop, running, and its connector that knows the way already (so that request 1 is the case's own). */
export async function open(
  shop: ShopUnderTest,
  options: StartOptions,
  changes: Partial<ConnectorTarget> = {},
): Promise<Opened> {
  const server = await start(shop, options)
  const retries: Retry[] = []
  const target = targetOf(server, { onRetry: (retry) => retries.push(retry), ...changes })
  const connection = await shop.platform.open(target).resolve(never)
  return { server, connector: shop.platform.open({ ...target, connection }), retries }
}

export async function start(shop: ShopUnderTest, options: StartOptions): Promise<RunningShop> {
  const server = await shop.start(options)
  closing.push(server.close)
  return server
}

export async function listed(connector: Connector, window: DownloadWindow): Promise<readonly SlimRow[]> {
  const rows: SlimRow[] = []
  for await (const page of connector.list(window, never)) rows.push(...page.rows)
  return rows
}

/**
 * Lists nothing, so that what a platform asks besides (the names of its states) is known: from now on, request `n` of a
 * listing is its page `n`.
 */
export async function readNothing(connector: Connector): Promise<void> {
  await listed(connector, { from: '2090-01-01T00:00:00.000Z', to: null })
}

/** Identifiers without repetition: the same row may come twice. */
export async function listedIds(connector: Connector, window: DownloadWindow): Promise<readonly string[]> {
  return [...new Set((await listed(connector, window)).map((row) => row.shopOrderId))]
}

/** The value of the Failure that a promise rejects with; fails the test when it does not, or with something else. */
export async function failureOf(promise: Promise<unknown>): Promise<FailureValue> {
  try {
    const value = await promise
    throw new Error(`no failure, but ${JSON.stringify(value)?.slice(0, 200)}`)
  } catch (error) {
    if (error instanceof Failure) return error.value
    throw error
  }
}
