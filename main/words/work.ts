/** How far an order is with us, whatever its state on the site (R40). Pure. */
import type { Day } from './local-time.ts'

export const workStates = ['todo', 'waiting', 'done'] as const
export type WorkState = (typeof workStates)[number]

/** What an order can be marked as. */
export type Work =
  | { readonly state: 'todo' | 'done' }
  /** Counts as `todo` from that day of this computer's calendar on; null: until it is marked otherwise. */
  | { readonly state: 'waiting'; readonly until: Day | null }

/** Orders that were marked together. */
export interface Marking {
  /** By which it can be undone. */
  readonly id: string
  /** How many were marked: those that were so already are none of them. */
  readonly count: number
}

/** How many orders there are that somebody has to do something about. */
export interface WorkCounts {
  readonly todo: number
  readonly waiting: number
  /** No list has shown them since they came. */
  readonly unseen: number
  /** To be looked at (R42), with the wrong ones. */
  readonly check: number
  /** Those of them that are wrong (R7). */
  readonly wrong: number
}
