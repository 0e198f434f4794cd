import { randomUUID } from 'node:crypto'
import type { PumpStore } from '../../main/desks/pump.ts'
import type { DeskRecord } from '../../main/store/shared/desk-record.ts'
import type { Fact, StoredFact } from '../../main/words/fact.ts'

interface Said {
  readonly text: string
  n: number | null
}

/** A desk's archive as the pump sees it, of texts: what it says, and what it has read, in the log's order. */
export class ModelDesk {
  record: DeskRecord
  /** What has come of the log: who said what. */
  readonly read: string[] = []
  outbox: Said[] = []

  constructor(name: string, archive: string, epoch: string) {
    this.record = {
      ...{ archive, epoch, desk: randomUUID(), name, token: randomUUID(), nextToken: null },
      ...{ applied: 0, hash: '', handed: 0, nextN: 1, joinedAt: '2026-12-01T00:00:00.000Z', stopped: null },
    }
  }

  say(text: string): void {
    this.outbox.push({ text, n: null })
  }

  /** Its calls; each is looked at by `step` before and after it is done. */
  store(step: () => Promise<void>): PumpStore {
    const done = <Args extends unknown[], Result>(work: (...args: Args) => Result) => {
      return async (...args: Args): Promise<Result> => {
        await step()
        const result = work(...args)
        await step()
        return result
      }
    }
    const set = (news: Partial<DeskRecord>) => {
      this.record = { ...this.record, ...news }
    }
    return {
      desk: done(() => this.record),
      keepTokens: done((tokens: { token: string; nextToken: string | null }) => set(tokens)),
      settleRead: done((server: { hash: string | null }) =>
        server.hash === this.record.hash ? null : ({ code: 'desks-restored', params: {} } as const),
      ),
      stopDesk: done((stopped: DeskRecord['stopped']) => set({ stopped })),
      nextFact: done(() => {
        const { nextN } = this.record
        const said = this.outbox.find(({ n }) => n === null || n === nextN)
        if (said === undefined) return null
        said.n = nextN
        return { n: nextN, fact: factOf(said.text) }
      }),
      factTaken: done((n: number) => {
        if (n === this.record.nextN) set({ nextN: n + 1 })
      }),
      factRefused: done((n: number) => {
        this.outbox = this.outbox.filter((said) => said.n !== n)
      }),
      applyFacts: done((facts: readonly StoredFact[]) => {
        for (const fact of facts) {
          if (fact.seq !== this.record.applied + 1)
            throw new Error(`${fact.seq} after ${this.record.applied}`)
          this.read.push(textOf(fact))
          const nextN =
            fact.desk === this.record.desk ? Math.max(this.record.nextN, fact.n + 1) : this.record.nextN
          if (fact.desk === this.record.desk) this.outbox = this.outbox.filter(({ n }) => n !== fact.n)
          set({ applied: fact.seq, hash: fact.hash, nextN })
        }
        return { applied: this.record.applied, stopped: null, orders: false, shops: false }
      }),
      outboxState: done(() => ({
        waiting: this.outbox.filter(({ n }) => n === null).length,
        unconfirmed: 0,
      })),
    }
  }
}

export function factOf(text: string): Fact {
  return { kind: 'rows', shop: null, run: null, guard: null, advances: false, body: Buffer.from(text) }
}

export function textOf({ body }: StoredFact): string {
  return Buffer.from(body ?? []).toString()
}
