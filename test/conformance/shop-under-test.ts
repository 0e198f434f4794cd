import type { ConnectorTarget, Platform } from '../../main/connectors/connector.ts'
import { createHttp, type Http, type HttpOptions } from '../../main/connectors/http.ts'
import type { Instant } from '../../main/words/order.ts'
import { type ShopSettings, shopSettingsSchema } from '../../main/words/shop.ts'

/** An order as the suite describes it; the adapter makes it a whole, right order of its platform. */
export interface NeutralOrder {
  readonly id: number
  /** Whether its state is one of those downloaded unless the operator chooses others. */
  readonly state: 'wanted' | 'unwanted'
  readonly created: Instant
  readonly modified: Instant
}

/**
 * What goes wrong with a request for orders, in the form in which the platform itself says it: status, body, words.
 * `not-found`: there is no such API at the address. `malformed`: 200 with a body that is no JSON.
 */
export type Trouble =
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'server-error'
  | 'unavailable'
  | 'malformed'
  | 'html-page'
  | 'empty-body'
  | 'truncated'
  | 'stall'
  | { readonly rateLimitedSeconds: number }

/** Asked before a request is answered; `n` counts the requests since the hook was set, from 1. */
export type TroubleHook = (n: number) => Trouble | undefined

export interface StartOptions {
  readonly orders: readonly NeutralOrder[]
  /** IANA name; `Europe/Rome` unless told. */
  readonly timeZone?: string
  /** The shop's clock; the computer's unless told. */
  readonly now?: () => Date
}

export interface RunningShop {
  /** Requests that arrived so far. */
  readonly requests: () => number
  /** Resolves when so many requests have arrived. */
  arrived(n: number): Promise<void>
  addOrder(order: NeutralOrder): void
  /** Changes nothing but what is named. */
  updateOrder(id: number, changes: Partial<Omit<NeutralOrder, 'id'>>): void
  removeOrder(id: number): void
  setTrouble(hook: TroubleHook | undefined): void
  /** What a shop is opened with, apart from what {@link targetOf} adds. */
  readonly address: Pick<ConnectorTarget, 'url' | 'credentials'> & {
    readonly settings?: Partial<ShopSettings>
  }
  close(): Promise<void>
}

/** A platform as the suite needs it: its connector, and a local server that speaks its protocol. */
export interface ShopUnderTest {
  readonly platform: Platform
  /** The most slim rows in one answer of the first pass. */
  readonly pageSize: number
  /** The identifier under which the connector knows an order. */
  readonly shopOrderId: (id: number) => string
  /** Whether the platform tells times without an offset, so that October's repeated hour cannot be told apart. */
  readonly localTimes: boolean
  start(options: StartOptions): Promise<RunningShop>
}

/** Network access as the program has it, but in no mood to wait. */
export function quickHttp(options: Partial<HttpOptions> = {}): Http {
  return createHttp({
    userAgent: 'DownloadOrdini/test',
    retryDelayScale: 0.0001,
    timeoutSeconds: 10,
    ...options,
  })
}

const sharedHttp = quickHttp()

/** What the connector of a running shop is opened with. */
export function targetOf(shop: RunningShop, changes: Partial<ConnectorTarget> = {}): ConnectorTarget {
  const { url, credentials, settings } = shop.address
  return {
    url,
    credentials,
    settings: { ...shopSettingsSchema.parse({}), ...settings },
    connection: null,
    http: sharedHttp,
    now: () => new Date(),
    ...changes,
  }
}

/** So many wanted orders, a minute apart, the last one created and modified at `until`. */
export function someOrders(
  n: number,
  { firstId = 1000, until = '2026-11-20T09:00:00.000Z' } = {},
): NeutralOrder[] {
  return Array.from({ length: n }, (_, place) => {
    const at = new Date(Date.parse(until) - (n - 1 - place) * 60_000).toISOString()
    return { id: firstId + place, state: 'wanted', created: at, modified: at }
  })
}
