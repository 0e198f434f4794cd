import { z } from 'zod'
import type { Instant } from './order.ts'
import type { LeftOutMeaning } from './state-meaning.ts'

/** Under which the archive keeps a shop's address (`officeSetting`). */
export const addressSetting = 'easyfatt-address'

/** Where Easyfatt takes a shop's orders (R45). Of the password only a salted sum is kept. */
export const easyfattAddressSchema = z
  .object({
    /** Stays when the shop is renamed. */
    path: z.string().regex(/^[a-z0-9-]{1,60}$/),
    login: z.string().min(1).max(100),
    salt: z.string().min(1).max(200),
    hash: z.string().min(1).max(200),
    on: z.boolean(),
  })
  .nullable()
  // What another version wrote stops nothing: the address is switched on anew.
  .catch(null)
export type EasyfattAddress = NonNullable<z.output<typeof easyfattAddressSchema>>

/** What Easyfatt asks for; null: no limit. Days are local, both ends included. */
export interface PullRequest {
  readonly firstDay: string | null
  readonly lastDay: string | null
  readonly firstNumber: number | null
  readonly lastNumber: number | null
}

/** What an answer had. */
export interface PullSummary {
  /** Orders in it. */
  readonly documents: number
  /** With its numbering; null where there was none. */
  readonly firstNumber: string | null
  readonly lastNumber: string | null
  /** Taken for the first time; of a trial 0. */
  readonly fresh: number
  /** Left out because they are cancelled, failed or wholly refunded (R42). */
  readonly omitted: Readonly<Record<LeftOutMeaning, number>>
  /** Left out because nobody can give them their numbers now: the server of several desks does not answer (R57). */
  readonly unnumbered: number
  /** Left out because the file cannot hold them: how many, and the first of their numbers. */
  readonly refused: { readonly count: number; readonly numbers: readonly string[] }
}

/** A hand-over of orders that Easyfatt took for the first time. */
export interface PullRow {
  readonly id: number
  readonly at: Instant
  readonly orders: number
  readonly takenBackAt: Instant | null
}

/** Orders that were changed after Easyfatt took them: it does not take them again. */
export interface RedoneOrders {
  readonly count: number
  /** The first of them, with what changed. */
  readonly orders: readonly {
    readonly orderId: number
    readonly number: string
    readonly paths: readonly string[]
  }[]
}

/** The last that came to a shop's address since the program started. */
export interface LastAsked {
  readonly at: Instant
  readonly outcome: 'sent' | 'broken-off' | 'wrong-password' | 'refused'
  readonly documents: number
  readonly fresh: number
}

/** How the loopback server stands. */
export type ServerState =
  | { readonly kind: 'off' }
  | { readonly kind: 'on'; readonly port: number }
  /** Another program has the port. */
  | { readonly kind: 'taken'; readonly port: number }

/** A shop's address as its page shows it. */
export interface PullView {
  /** Null: never switched on. */
  readonly address: { readonly url: string; readonly login: string; readonly on: boolean } | null
  readonly server: ServerState
  readonly lastAsked: LastAsked | null
  readonly pulls: readonly PullRow[]
  readonly redo: RedoneOrders
}

/** What *Prova come farebbe Easyfatt* came to: what was sent, or the sentence that Easyfatt would show. */
export type PullTrial =
  | { readonly ok: true; readonly summary: PullSummary; readonly bytes: number; readonly ms: number }
  | { readonly ok: false; readonly sentence: string }
