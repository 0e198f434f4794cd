import type { CheckReport, CheckStep } from '../words/check.ts'
import type { Instant, Order, Refund, SkipReason, WrongReason } from '../words/order.ts'
import type { LogNotice } from '../words/run.ts'
import type { Connection, PlatformId, ReachedShop, ShopSettings, ShopState } from '../words/shop.ts'
import type { Http } from './http.ts'
import type { Retry } from './http-answer.ts'

/**
 * What a platform must be able to do. A new platform is a new folder with one {@link Platform} and one line in
 * `registry.ts`; it knows nothing of the archive, of runs or of Electron.
 */
export interface Platform {
  readonly id: PlatformId
  /** The alternatives a shop may be opened with; the settings form and `--add-shop` are drawn from them. */
  readonly credentials: readonly (readonly CredentialField[])[]
  /** Beside them, none of which must be given: what a site asks for before it lets anybody in ({@link siteCredentials}). */
  readonly siteCredentials: readonly CredentialField[]
  /** States downloaded unless the operator chooses others; empty where each shop tells its own ({@link Connector.wantedStates}). */
  readonly defaultStates: readonly string[]
  /**
   * States that every shop of the platform has and whose orders are not downloaded as a matter of course: unpaid, cancelled,
   * failed. Others that are not downloaded are told (R39).
   */
  readonly usualUnwanted: readonly string[]
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
  /** The site and the folder there, as far as an address as typed tells. @throws Failure `address-invalid` */
  placeOf(url: string): string
  /** The choice of a multishop's shops that an address as typed makes; null when it makes none. */
  shopsOfTyped?(url: string): readonly string[] | null
  /** An order's page in the shop's own back office; null where its address cannot be known. */
  orderPage(connection: Connection, shopOrderId: string): string | null
  /** Opens a shop; makes no request by itself. */
  open(target: ConnectorTarget): Connector
  /**
   * An order out of the shop's own data as kept ({@link FetchAnswer.raw}, R23), read as today; makes no request.
   * @throws Failure where the shop's settings lack what its data need
   */
  mapKept(raw: unknown, shop: KeptShop): FetchedOrder['result']
}

/** What is known of a shop without asking it. */
export interface KeptShop {
  readonly settings: ShopSettings
  readonly connection: Connection | null
}

export interface CredentialField {
  readonly name: string
  /** Shown as dots and never shown again (R32). */
  readonly secret: boolean
}

/** Name and password that the web server asks for, as before a site that is being tried out (HTTP Basic). */
export const siteCredentials: readonly CredentialField[] = [
  { name: 'siteUser', secret: false },
  { name: 'sitePassword', secret: true },
]

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
  /** Asked before each attempt of each request ({@link HttpRequest.mayAsk}). */
  readonly mayAsk?: (() => void) | undefined
}

export interface Connector {
  /** Finds the way to the shop (address, redirects, authentication). Throws a Failure that says what is in the way. */
  resolve(signal: AbortSignal): Promise<Connection>
  /** *Prova connessione* (R2): the steps in order; after one that failed the rest is `not-tried`. Never throws a Failure. */
  check(signal: AbortSignal, onStep: (step: CheckStep) => void): Promise<CheckReport>
  /**
   * The shop's own clock (HTTP `Date`, R12), by the cheapest request that also shows that orders may be read.
   * @param likely what is likely to be listed next: a shop that can counts it with the same answer
   */
  clock(signal: AbortSignal, likely?: DownloadWindow): Promise<Date>
  /** The states that exist on the shop. */
  states(signal: AbortSignal): Promise<readonly ShopState[]>
  /**
   * The states to download, as orders carry them, where the shop itself has a say: its default ones (`chosen` null),
   * or what the operator's choice (ids or names) stands for. Without this method the choice, or
   * {@link Platform.defaultStates}, is taken as it is.
   */
  wantedStates?(chosen: readonly string[] | null, signal: AbortSignal): Promise<WantedStates>
  /**
   * The shops of a multishop that the credentials reach (R39); none where they may not read them. Without this method
   * the platform has no such thing.
   */
  shops?(signal: AbortSignal): Promise<readonly ReachedShop[]>
  /** Where nothing is chosen, the orders of all of them come. */
  readonly allShopsUsual?: boolean
  /**
   * First pass: which orders changed in the window, page by page, in ascending id (R14). Complete even when
   * orders arrive, change or vanish between two pages; the same row may come twice.
   * @param whole allows pages of whole orders, where the platform gains by them
   */
  list(window: DownloadWindow, signal: AbortSignal, whole?: WholePages): AsyncIterable<ListPage>
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
  /**
   * The refunds of orders, asked for now, each with date and lines; orders without any are left out. {@link fetch} tells
   * them too: this is for orders that are stored already.
   */
  refunds?(shopOrderIds: readonly string[], signal: AbortSignal): Promise<readonly OrderRefunds[]>
  /** The refunds made in a window, where the platform does not count one as a modification of its order. */
  refundsMade?(window: DownloadWindow, signal: AbortSignal): Promise<readonly MadeRefund[]>
  /**
   * Asks for one order alone, by its own identifier: true only if the shop says that it does not have it (any more), or
   * that it lies in the bin; also of what is no identifier of this platform. An answer to a search that lacks it says
   * no such thing.
   */
  isGone(shopOrderId: string, signal: AbortSignal): Promise<boolean>
  /** The most ids one {@link fetch} may ask for. */
  readonly maxBatch: number
  /**
   * The connection with what else is worth remembering for the next run, where listing or fetching orders has taught something;
   * null when there is nothing new since this was asked.
   */
  learned?(): Connection | null
}

export interface MadeRefund {
  readonly shopOrderId: string
  /** The shop's own identifier. */
  readonly refundId: string
}

export interface OrderRefunds {
  readonly shopOrderId: string
  /** Null: it has some, and the shop does not give them in full. */
  readonly refunds: readonly Refund[] | null
}

export interface WantedStates {
  /** As {@link SlimRow.stateId} tells them. */
  readonly states: readonly string[]
  /** What was chosen and fits no state of the shop (R39). */
  readonly unknown: readonly string[]
  /** The shop's states, where it had to be asked for them anyway. */
  readonly known?: readonly ShopState[]
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
  readonly notices: readonly LogNotice[]
}

/** What the first pass knows of an order. Null: the shop's row did not say, or not readably. */
export interface SlimRow {
  readonly shopOrderId: string
  readonly number: string
  readonly state: string | null
  /** The shop's identifier of the state, which a choice goes by; without it the state's name is its identifier. */
  readonly stateId?: string | null
  /** The identifier of several states together that a choice may go by as well, where the platform has such. */
  readonly stateGroup?: string | null
  /** How far it is on its way, where that is not part of the state (`Order.fulfilment`). */
  readonly fulfilment?: string
  readonly placedAt: Instant | null
  readonly modifiedAt: Instant | null
}

/** Whether a list may read its orders in full: where nearly all are wanted, that saves asking for each of them again. */
export interface WholePages {
  /** Whether most of the next orders are likely to be wanted. */
  readonly likely: () => boolean
  /** How many pages may be asked for at once. */
  readonly atOnce: () => number
  /** One of so many that were asked for at once was answered: its orders, in so many milliseconds. */
  readonly answered: (atOnce: number, orders: number, ms: number) => void
  /** One did not come in time. */
  readonly late: () => void
}

/** The orders of a page that was read in full. */
export interface WholePage {
  /** The shop is to be asked for what some of them lack. */
  readonly lacks: boolean
  /** Gives them; others than the page's own rows may be missing. */
  readonly complete: (signal: AbortSignal) => Promise<FetchAnswer>
}

export interface ListPage {
  /** The page holds its orders in full: reads those of these ids, and lets go of the others. */
  readonly whole?: (ids: readonly string[]) => WholePage
  readonly rows: readonly SlimRow[]
  /** Orders of the window that are wrong already by what the list says of them, or fails to say. */
  readonly wrong?: readonly ListedWrong[]
  /** How many orders the window holds, as the shop says; null when it does not. */
  readonly total: number | null
  readonly notices: readonly LogNotice[]
}

/** An order that the list cannot show as it should: by its identifier, or by what stands for it (`listed-wrong.ts`). */
export interface ListedWrong {
  readonly shopOrderId: string
  readonly number: string
  /** Its row, as JSON text; null when there is none. */
  readonly raw: string | null
  readonly reasons: readonly WrongReason[]
}

export interface FetchAnswer {
  /** The shop's own data (R23): a JSON array in UTF-8; see {@link FetchedOrder.rawIndex}. */
  readonly raw: Uint8Array
  readonly orders: readonly FetchedOrder[]
  readonly notices: readonly LogNotice[]
}

/** One order of the second pass: mapped, or wrong with every reason (R7). */
export interface FetchedOrder {
  readonly shopOrderId: string
  readonly number: string
  /** Which element of {@link FetchAnswer.raw} it is. */
  readonly rawIndex: number
  readonly result:
    | Mapped
    /** The platform itself says that it is none to download, whatever its state: an order made to try the shop. */
    | ({ readonly skip: SkipReason } & ReadState)
}

/** An order read, or every reason why it is wrong, and its state when that much could be read. */
export type Mapped =
  | ({ readonly order: Order } & Pick<SlimRow, 'stateGroup'>)
  | ({
      readonly wrong: readonly WrongReason[]
      /** The order nevertheless, as far as it could be read (R38); left out where it could not be read at all. */
      readonly asItIs?: Order
    } & ReadState)

/** As in {@link SlimRow}. */
type ReadState = Pick<SlimRow, 'state' | 'stateId' | 'stateGroup'>
