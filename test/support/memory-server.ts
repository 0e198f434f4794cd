import { randomUUID } from 'node:crypto'
import {
  type Appended,
  type Coming,
  type DeskOnServer,
  type DeskServer,
  type DeskToken,
  type Entered,
  type Lease,
  leaseMs,
} from '../../main/desks/server.ts'
import { chainHash, digestOf } from '../../main/store/shared/chain.ts'
import type { Fact, StoredFact } from '../../main/words/fact.ts'
import { failure } from '../../main/words/failure.ts'

interface KnownDesk {
  name: string
  n: number
  token: string | null
  applied: number
  seenAt: number
  mayDownload: readonly string[]
}

interface LeaseRow {
  desk: string
  /** The first run since which no other desk was at the shop. */
  first: number
  run: number
  until: number
}

/** The server's rules (`main/desks/schema/`) without a server: numbers, chains, fences and guards as it does. */
export class MemoryServer {
  archive = randomUUID()
  epoch = randomUUID()
  /** Every call fails while it is true. */
  isDown = false
  /** The next append is done, and its answer lost. */
  losesAnswer = false
  /** The server's clock, ms. */
  now = 1_800_000_000_000
  facts: StoredFact[] = []
  handed = 0
  readonly known = new Map<string, KnownDesk>()
  readonly leases = new Map<string, LeaseRow>()
  private readonly listeners = new Set<() => void>()
  private readonly lostListeners = new Set<() => void>()

  /** Told whenever the log has grown. */
  onHead(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Told whenever connections are lost. */
  onLost(listener: () => void): void {
    this.lostListeners.add(listener)
  }

  /** All connections are lost. */
  loseAll(): void {
    for (const listener of this.lostListeners) listener()
  }

  /** Put back from a copy that was made after that fact (`ordini.restored`). */
  restored(seq: number): void {
    this.facts = this.facts.slice(0, seq)
    this.handed = this.facts.findLast(({ advances }) => advances)?.seq ?? 0
    this.epoch = randomUUID()
    for (const desk of this.known.values()) desk.token = null
    for (const lease of this.leases.values())
      Object.assign(lease, { run: lease.run + 1000, first: lease.run + 1000, until: this.now + leaseMs })
  }

  /** A connection. */
  connect(): DeskServer {
    const up = <Args extends unknown[], Result>(work: (...args: Args) => Result) => {
      return async (...args: Args): Promise<Result> => {
        if (this.isDown) throw failure('desks-unreachable', {})
        return work(...args)
      }
    }
    return {
      enter: up((coming: Coming) => this.enter(coming)),
      append: up((me: DeskToken, n: number, fact: Fact) => {
        const answer = this.append(me, n, fact)
        if (!this.losesAnswer) return answer
        this.losesAnswer = false
        throw failure('desks-unreachable', {})
      }),
      read: up((after: number, limit: number, desk: string) => this.read(after, limit, desk)),
      hashAt: up((seq: number) => (seq === 0 ? '' : (this.facts[seq - 1]?.hash ?? null))),
      take: up((me: DeskToken, shop: string) => this.take(me, shop)),
      renew: up((me: DeskToken, shop: string, run: number) => {
        this.look(me)
        const lease = this.mine(me, shop, run)
        if (lease) lease.until = this.now + leaseMs
        return lease !== null
      }),
      give: up((me: DeskToken, shop: string, run: number) => {
        this.look(me)
        const lease = this.mine(me, shop, run)
        if (lease) lease.until = this.now
      }),
      seen: up((me: DeskToken, applied: number, mayDownload: readonly string[]) => {
        Object.assign(this.look(me), { applied, seenAt: this.now, mayDownload })
      }),
      desks: up(() => this.desks()),
      leave: up((me: DeskToken) => {
        const desk = this.known.get(me.desk)
        if (desk?.token === me.token) desk.token = null
      }),
      close: async () => undefined,
    }
  }

  private look(me: DeskToken): KnownDesk {
    const desk = this.known.get(me.desk)
    if (desk === undefined || desk.token !== me.token) throw failure('desk-copied', {})
    return desk
  }

  private mine(me: DeskToken, shop: string, run: number): LeaseRow | null {
    const lease = this.leases.get(shop)
    return lease !== undefined && lease.desk === me.desk && lease.run === run ? lease : null
  }

  enter({ desk, name, token, nextToken }: Coming): Entered {
    const known = this.known.get(desk) ?? { name, n: 0, token, applied: 0, seenAt: this.now, mayDownload: [] }
    if (known.token !== token && known.token !== nextToken) throw failure('desk-copied', {})
    this.known.set(desk, { ...known, name, token: nextToken, seenAt: this.now })
    return { archive: this.archive, epoch: this.epoch, head: this.facts.length, n: known.n }
  }

  append(me: DeskToken, n: number, fact: Fact): Appended {
    const known = this.look(me)
    if (n <= known.n) return { outcome: 'taken' }
    if (n > known.n + 1) throw new Error(`fact ${n} after ${known.n}`)
    if (fact.run !== null) {
      const lease = this.leases.get(fact.shop ?? '')
      const isFenced = lease?.desk === me.desk && lease.first <= fact.run && fact.run <= lease.run
      if (!isFenced) return { outcome: 'stale-run' }
    }
    if (fact.guard !== null && this.handed > fact.guard) return { outcome: 'handed-moved' }
    const { kind, shop, run, advances } = fact
    const body = Uint8Array.from(fact.body)
    const digest = digestOf(body)
    const said = { desk: me.desk, n, kind, shop, run, advances, digest }
    const hash = chainHash(this.facts.at(-1)?.hash ?? '', said)
    const seq = this.facts.length + 1
    this.facts.push({ ...said, seq, at: new Date(this.now).toISOString(), body, hash })
    known.n = n
    if (advances) this.handed = seq
    for (const listener of this.listeners) listener()
    return { outcome: 'taken' }
  }

  read(after: number, limit: number, desk: string): readonly StoredFact[] {
    return this.facts.slice(after, after + limit).map((fact) => {
      const isOwnPage = fact.desk === desk && fact.kind === 'page'
      return { ...fact, body: isOwnPage || fact.body === null ? null : Uint8Array.from(fact.body) }
    })
  }

  private take(me: DeskToken, shop: string): Lease {
    this.look(me)
    const held = this.leases.get(shop)
    if (held !== undefined && held.desk !== me.desk && held.until > this.now) {
      return { outcome: 'held', desk: held.desk, name: this.known.get(held.desk)?.name ?? '' }
    }
    const run = (held?.run ?? 0) + 1
    const first = held?.desk === me.desk ? held.first : run
    this.leases.set(shop, { desk: me.desk, first, run, until: this.now + leaseMs })
    return { outcome: 'taken', run }
  }

  private desks(): DeskOnServer[] {
    return [...this.known].map(([id, { name, applied, seenAt, mayDownload }]) => ({
      id,
      name,
      seenAgo: this.now - seenAt,
      applied,
      mayDownload: mayDownload,
      downloading: [...this.leases]
        .filter(([, { desk, until }]) => desk === id && until > this.now)
        .map(([shop]) => shop),
    }))
  }
}
