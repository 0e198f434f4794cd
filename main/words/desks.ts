import { z } from 'zod'
import type { FailureValue } from './failure.ts'
import type { Instant } from './order.ts'

/** The highest version of the server's tables that this program knows. */
export const deskVersion = 1

/** What a desk is called, as the others see it. */
export const deskNameSchema = z.string().trim().min(1).max(60)

/** How the shared archive is reached: the fields of the window, and of `--join` (R55). The password is never stored with it. */
export const serverInputSchema = z.strictObject({
  host: z.string().trim().min(1).max(253),
  port: z.number().int().min(1).max(65535).default(5432),
  database: z.string().trim().min(1).max(63).default('ordini'),
  user: z.string().trim().min(1).max(63).default('ordini_desk'),
  password: z.string().max(1000),
  /** PEM of the authority or of the server's own certificate; '': one that the system vouches for. */
  certificate: z.string().max(100_000).default(''),
  /** Of this desk. */
  desk: deskNameSchema,
})
export type ServerInput = z.output<typeof serverInputSchema>

/** What is kept of it in the archive's profile, beside the password in the system's store. */
export type ServerAddress = Omit<ServerInput, 'password'>
export const serverAddressSchema = serverInputSchema.omit({ password: true })

/** An order as far as it is looked at to tell whether two archives mean the same one. */
export interface OrderFace {
  readonly number: string
  readonly placedAt: Instant
}

/** An identifier of a shop under which there are two orders: it is another shop, or was installed anew. */
export interface DifferentOrder {
  readonly shopOrderId: string
  readonly here: OrderFace
  readonly there: OrderFace
}

/** A number given twice, to different orders or a second one to the same; they are named as operators know them. */
export type NumberTwice = {
  readonly register: 'easyfatt' | 'invoice'
} & (
  | { readonly same: 'number'; readonly number: string; readonly here: string; readonly there: string }
  | { readonly same: 'order'; readonly order: string; readonly here: string; readonly there: string }
)

/** What joining would bring together, shop by shop. */
export interface JoinPreview {
  readonly shops: readonly {
    readonly name: string
    readonly here: number
    readonly there: number
    readonly common: number
    /** Some of those that are not the same on both; any stops the joining. */
    readonly different: readonly DifferentOrder[]
    readonly differentCount: number
  }[]
  /** Some of them; any stops the joining. */
  readonly numbersTwice: readonly NumberTwice[]
  readonly numbersTwiceCount: number
}

export interface JoinProgress {
  readonly phase: 'reading' | 'copying' | 'applying' | 'sending'
  readonly done: number
  readonly total: number
}

export interface DeskView {
  readonly name: string
  readonly isThis: boolean
  readonly lastSeenAt: Instant
  readonly behind: number
  /** Names of the shops that it is downloading from. */
  readonly downloading: readonly string[]
}

/** What the page of the desks shows. */
export type DesksView =
  | { readonly joined: false }
  | {
      readonly joined: true
      readonly server: ServerAddress
      readonly state: 'online' | 'offline' | 'stopped'
      /** Why it is offline or stopped. */
      readonly failure: FailureValue | null
      /** Since when it is in that state. */
      readonly since: Instant
      /** Facts of the log that this desk has not applied yet. */
      readonly behind: number
      /** What waits here to be sent. */
      readonly waiting: number
      /** How many orders of before it joined are still to be sent; null: that is over, and handing over as new goes again. */
      readonly past: number | null
      readonly desks: readonly DeskView[]
      /** Who may download. */
      readonly shops: readonly {
        readonly shopId: number
        readonly name: string
        /** Whether this desk has its credentials. */
        readonly mayDownload: boolean
        /** Names of the other desks that have them; null: the server cannot be asked, and nobody knows. */
        readonly others: readonly string[] | null
        /** The desk that downloads now; null: none, or nobody knows. */
        readonly downloader: string | null
      }[]
    }
