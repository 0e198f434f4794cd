import type { Fact, StoredFact } from '../../words/fact.ts'
import type { FailureValue } from '../../words/failure.ts'
import { type Sqlite, writing } from '../database.ts'
import type { Applied, BegunGuarded, DeskRecord, NewDesk, OutboxState, ServerState } from './desk-record.ts'
import type { SharedRows } from './shared-row.ts'

/** What this archive is as one of several desks (R55): joining, what it has to say, and what others said. */
export function deskQueries(db: Sqlite, rows: SharedRows) {
  return {
    /** Null: it has not joined. */
    desk: (): DeskRecord | null => null,
    /** From now on what is done here is said to the others. The log is still to be applied, from its first fact on. */
    joinDesk: writing(db, (_desk: NewDesk): void => rows.createTriggers()),
    /** Alone again, with all that is here. */
    leaveDesk: writing(db, (): void => rows.dropTriggers()),
    /** Nothing is sent and applied any more, and why; null: it goes on. */
    stopDesk: (_why: FailureValue | null): void => undefined,
    /** To be written down before they are sent. */
    keepTokens: (_tokens: Pick<DeskRecord, 'token' | 'nextToken'>): void => undefined,
    /** What the server said when this desk came: where it is not the log that we know, the desk is stopped. @returns why */
    settleRead: (_server: ServerState): FailureValue | null => null,
    /**
     * What is to be sent next; the same until {@link factTaken} or {@link factRefused} is called for its number. Null: nothing
     * now; what waits for an own fact to come back may be sent after the next {@link applyFacts}.
     */
    nextFact: (): { readonly n: number; readonly fact: Fact } | null => null,
    /** The server has it. */
    factTaken: (_n: number): void => undefined,
    /** The server does not take it: what it says is taken back here, too. The next fact has the same number. */
    factRefused: (_n: number, _why: 'stale-run' | 'handed-moved'): void => undefined,
    /** The next facts of the log, each with all that it changes or not at all. */
    applyFacts: (_facts: readonly StoredFact[]): Applied => ({
      applied: 0,
      stopped: null,
      orders: false,
      shops: false,
      overruled: 0,
    }),
    outboxState: (): OutboxState => ({ waiting: 0, unconfirmed: 0 }),
    /** What became of something that was begun under a guard: `refused`: it is not there any more. */
    handoverConfirmed: (_begun: BegunGuarded): 'waiting' | 'confirmed' | 'refused' => 'waiting',
    /**
     * Puts the next orders of a shop that the log does not have into the outbox (at most 100).
     * @param run the number of the right to download that the desk has of the shop meanwhile
     * @returns how many; 0: all are in it
     */
    importPiece: (_shopId: number, _run: number): number => 0,
    /** Equal on desks that hold the same. */
    deskDigest: (): string => '',
  }
}
