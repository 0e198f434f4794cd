import type { FailureValue } from '../failure.ts'
import type { Instant, Order, SkipReason, WrongReason } from '../order.ts'
import type { PlatformId, ShopSettings } from '../shop.ts'
import type { Http, Retry } from './http.ts'

/**
 * What a platform must be able to do. A new platform is a new folder with one {@link Platform} and one line in
 * `registry.ts`; it knows nothing of the archive, of runs or of Electron.
 */
export interface Platform {
  readonly id: PlatformId
  /** The alternatives a shop may be opened with; the settings form and `--add-shop` are drawn from them. */
  readonly credentials: readonly (readonly CredentialField[])[]
  /** States downloaded unless the operator chooses others; empty where each shop tells its own ({@link Connector.wantedStates}). */
  readonly defaultStates: readonly string[]
  /**
   * Whether an address as typed can be a shop's at all; makes no request.
   * @throws Failure `address-invalid`, `insecure-http`
   */
  checkAddress(url: string, settings: ShopSettings): void
  /**
   * The site that an address as typed belongs to: host and port, without `www.`. Credentials entered for one site are
   * sent to no other (R33). @throws Failure `address-invalid`
   */
  siteOf(url: string): string
  /** An order's page in the shop's own back office; null where its address cannot be known. */
  orderPage(connection: Connection, shopOrderId: string): string | null
  /** Opens a shop; makes no request by itself. */
  open(target: ConnectorTarget): Connector
}

export interface CredentialField {
  readonly name: string
  /** Shown as dots and never shown again (R32). */
  readonly secret: boolean
}

export interface ConnectorTarget {
  /** The address as the operator typed it, or the final one once it has been resolved. */
  readonly url: string
  readonly credentials: Readonly<Record<string, string>>
  readonly settings: ShopSettings
  /** What {@link Connector.resolve} found earlier; null when the shop has never been reached. */
  readonly connection: Connection | null
  readonly http: Http
  readonly now: () => Date
  /** Told of every request that is repeated (R22): the engine then asks less at once, and may log it. */
  readonly onRetry?: (retry: Retry) => void
}

/** What was found out about a shop once and is remembered with it. No secrets; JSON values only. */
export interface Connection {
  /** The final address, redirects followed, as shown to the operator. */
  readonly url: string
  /** The platform's own findings (way of authentication, kind of permalinks ...). */
  readonly facts: Readonly<Record<string, string>>
}

export interface Connector {
  /** Finds the way to the shop (address, redirects, authentication). Throws a Failure that says what is in the way. */
  resolve(signal: AbortSignal): Promise<Connection>
  /** *Prova connessione* (R2): the steps in order; after one that failed the rest is `not-tried`. Never throws a Failure. */
  check(signal: AbortSignal, onStep: (step: CheckStep) => void): Promise<CheckReport>
  /** The shop's own clock (HTTP `Date`, R12), by the cheapest request that also shows that orders may be read. */
  clock(signal: AbortSignal): Promise<Date>
  /** The states that exist on the shop. */
  states(signal: AbortSignal): Promise<readonly ShopState[]>
  /**
   * The states to download, as orders carry them, where the shop itself has a say: its default ones (`chosen` null),
   * or what the operator's choice (ids or names) stands for. Without this method the choice, or
   * {@link Platform.defaultStates}, is taken as it is.
   */
  wantedStates?(chosen: readonly string[] | null, signal: AbortSignal): Promise<readonly string[]>
  /**
   * First pass: which orders changed in the window, page by page, in ascending id (R14). Complete even when
   * orders arrive, change or vanish between two pages; the same row may come twice.
   */
  list(window: DownloadWindow, signal: AbortSignal): AsyncIterable<ListPage>
  /**
   * The orders that go by this number or identifier, as somebody typed it, asked for now: none, one, or several where
   * a shop gives a number twice or where one order's number is another's identifier. A leading `#` and upper or lower
   * case do not matter. Whatever else was typed finds nothing.
   */
  find(number: string, signal: AbortSignal): Promise<Found>
  /**
   * Second pass: full orders, up to {@link maxBatch} ids at once. Ids the shop does not have (any more) are left
   * out of the answer. Throws a Failure when the answer as a whole is unusable.
   */
  fetch(ids: readonly string[], signal: AbortSignal): Promise<FetchAnswer>
  /** The most ids one {@link fetch} may ask for. */
  readonly maxBatch: number
  /**
   * The connection with what else is worth remembering for the next run, where fetching orders has taught something;
   * null when there is nothing new since this was asked.
   */
  learned?(): Connection | null
}

/** Both ends belong to the window; `to` null means until now. */
export interface DownloadWindow {
  readonly from: Instant
  readonly to: Instant | null
  /** Which of an order's times counts: its last modification unless told. */
  readonly by?: 'created' | 'modified'
}

export interface Found {
  readonly rows: readonly SlimRow[]
  /** What the shop does not let this key see, for instance. */
  readonly notices: readonly Notice[]
}

/** What the first pass knows of an order. Null: the shop's row did not say, or not readably. */
export interface SlimRow {
  readonly shopOrderId: string
  readonly number: string
  readonly state: string | null
  readonly placedAt: Instant | null
  readonly modifiedAt: Instant | null
}

export interface ListPage {
  readonly rows: readonly SlimRow[]
  /** How many orders the window holds, as the shop says; null when it does not. */
  readonly total: number | null
  readonly notices: readonly Notice[]
}

export interface FetchAnswer {
  /** The shop's own data (R23): a JSON array in UTF-8; see {@link FetchedOrder.rawIndex}. */
  readonly raw: Uint8Array
  readonly orders: readonly FetchedOrder[]
  readonly notices: readonly Notice[]
}

/** One order of the second pass: mapped, or wrong with every reason (R7). */
export interface FetchedOrder {
  readonly shopOrderId: string
  readonly number: string
  /** Which element of {@link FetchAnswer.raw} it is. */
  readonly rawIndex: number
  readonly result:
    | { readonly order: Order }
    | { readonly wrong: readonly WrongReason[]; readonly state: string | null }
    /** The platform itself says that it is none to download, whatever its state: an order made to try the shop. */
    | { readonly skip: SkipReason; readonly state: string | null }
}

/** Something odd that did no harm, or that the operator should know of, said once in the run's log. */
export interface NoticeParams {
  /** The JSON was whole behind PHP notices or a byte-order mark. */
  'body-recovered': { readonly what: 'php-notice' | 'byte-order-mark' }
  /** The window begins earlier than the shop lets this key look: orders placed before `from` do not show. */
  'orders-limited': { readonly days: number; readonly from: Instant }
  /** A number was searched for in what the shop found with it anywhere: in so many of its newest orders, and not in all. */
  'search-limited': { readonly read: number }
  /** The shop answers by another version of its API than it was asked by. */
  'api-version-changed': { readonly asked: string; readonly served: string }
}
export type Notice = {
  [Code in keyof NoticeParams]: { readonly code: Code; readonly params: NoticeParams[Code] }
}[keyof NoticeParams]

export interface ShopState {
  readonly id: string
  readonly name: string
  /** Downloaded unless the operator chooses others, where the shop itself says so ({@link Connector.wantedStates}). */
  readonly usual?: boolean
}

export type CheckStepId =
  | 'address'
  | 'tls'
  | 'api'
  | 'credentials'
  | 'permission'
  | 'order'
  | 'clock'
  | 'states'

export interface CheckStep {
  readonly id: CheckStepId
  readonly outcome: 'ok' | 'warning' | 'failed' | 'not-tried'
  /** Why it failed, or what to mind. */
  readonly failure: FailureValue | null
  /** What was found, as names and values for the texts (final address, time zone, difference of the clocks ...). */
  readonly facts: Readonly<Record<string, string>>
}

export interface CheckReport {
  readonly ok: boolean
  readonly steps: readonly CheckStep[]
  /** Null when the shop was not reached. */
  readonly connection: Connection | null
  readonly states: readonly ShopState[]
}
