import type { FailureValue } from '../../words/failure.ts'
import type { Instant } from '../../words/order.ts'

/** What an archive that has joined knows of itself as a desk, and of the log. */
export interface DeskRecord {
  /** The server's. */
  readonly archive: string
  readonly epoch: string
  /** This desk's UUID. */
  readonly desk: string
  readonly name: string
  readonly token: string
  /** Sent, and not known to have arrived. */
  readonly nextToken: string | null
  /** The last fact of the log that is in this archive; 0: none. */
  readonly applied: number
  /** Of that fact and all before it, hex; `''` before the first. */
  readonly hash: string
  /** The last one applied that hands something over or gives numbers. */
  readonly handed: number
  /** Of the next fact that this desk sends, or of the one on its way. */
  readonly nextN: number
  readonly joinedAt: Instant
  /** Why nothing is sent and applied any more; null: it is. */
  readonly stopped: FailureValue | null
}

export type NewDesk = Pick<DeskRecord, 'archive' | 'epoch' | 'desk' | 'name' | 'token' | 'joinedAt'>

/** What the server says when a desk comes, with the chain's hash at the desk's last fact; null: the log is not that long. */
export interface ServerState {
  readonly archive: string
  readonly epoch: string
  readonly head: number
  /** Of the desk's last fact that the server has. */
  readonly n: number
  readonly hash: string | null
}

/** What became of facts that were applied. */
export interface Applied {
  readonly applied: number
  /** Why it did not go on; null: all are applied. The desk is stopped then. */
  readonly stopped: FailureValue | null
  /** Orders came, or were changed. */
  readonly orders: boolean
  /** Shops, their runs or the log were. */
  readonly shops: boolean
}

/** What waits here. */
export interface OutboxState {
  /** Rows that the server does not have yet. */
  readonly waiting: number
  /** Those that it has, and that have not come back in the log. */
  readonly unconfirmed: number
}

/** Something begun under a guard (R57), by the id of its row here. */
export interface BegunGuarded {
  readonly table: 'handovers' | 'invoices' | 'refund_register'
  /** Of `refund_register` the batch's. */
  readonly id: number | string
}
