import pg from 'pg'
import { type Connection, connectServer } from '../../../main/desks/connection.ts'
import type { ServerInput } from '../../../main/words/desks.ts'
import { failure } from '../../../main/words/failure.ts'
import { sharedArchive } from '../desk-server.ts'
import type { Postgres } from '../postgres.ts'
import type { Ledger } from './ledger.ts'
import type { Life, Stage } from './stage.ts'

/** A connection, which the next process may use when nothing of the last one is on its way any more. */
interface Wire {
  readonly real: Connection
  /** Null: nobody has it. */
  life: Life | null
  readonly onItsWay: Set<() => Promise<unknown>>
  /** How many of them nobody waits for any more. */
  late: number
}

/** The real server of a play: its clock is the play's, its answers may be lost, or come long after. */
export class SharedServer {
  private clock = 0
  /** Connected all the time: the clock is set often. */
  private admin: pg.Client | null = null
  private readonly listeners = new Map<(head: number | 'lost') => void, Life>()
  private readonly wires = new Set<Wire>()

  private readonly postgres: Postgres
  private readonly archive: ServerInput
  private readonly stage: Stage
  private readonly ledger: Ledger

  private constructor(postgres: Postgres, archive: ServerInput, stage: Stage, ledger: Ledger) {
    this.postgres = postgres
    this.archive = archive
    this.stage = stage
    this.ledger = ledger
  }

  static async open(postgres: Postgres, stage: Stage, ledger: Ledger): Promise<SharedServer> {
    const archive = await sharedArchive(postgres)
    await postgres.sql(ownClock, archive.database)
    return new SharedServer(postgres, archive, stage, ledger)
  }

  /** Which log it has. */
  async state(): Promise<{ readonly archive: string; readonly epoch: string }> {
    const [meta] = await this.postgres.sql('SELECT archive, epoch FROM ordini.meta', this.archive.database)
    return { archive: String(meta?.archive), epoch: String(meta?.epoch) }
  }

  /** It dies, with all that is open, and is started again. */
  async crash(): Promise<void> {
    this.admin = null
    await this.postgres.kill()
    await this.postgres.restart()
    for (const [listener] of this.listeners) listener('lost')
    this.listeners.clear()
  }

  /** A connection of a process. @param isCutOff whether its network is down */
  async connect(life: Life, isCutOff: () => boolean): Promise<Connection> {
    const { stage, ledger } = this
    await stage.gate(life, 'connects')
    if (isCutOff()) throw failure('desks-unreachable', {})
    const wire = await this.freeWire(life)
    const { real } = wire
    const call = async <Result>(label: string, work: () => Promise<Result>, limitMs: number) => {
      const from = stage.now
      const done = async () => {
        try {
          await this.setClock()
          return await work()
        } finally {
          wire.onItsWay.delete(done)
        }
      }
      wire.onItsWay.add(done)
      const isLost = () => isCutOff() || stage.now - from > limitMs
      await stage.gate(life, `${label} goes`)
      const fate = stage.isWell ? 0.5 : stage.random()
      if (isLost() || fate < 0.01) {
        this.lose(wire, done, fate < 0.5)
        throw failure('desks-unreachable', {})
      }
      const result = await stage.real(done())
      await stage.gate(life, `${label} is answered`)
      if (isLost() || fate > 0.99) throw failure('desks-unreachable', {})
      return result
    }
    const short = 10_000
    const long = 20_000
    const own = new Set<(head: number | 'lost') => void>()
    return {
      state: () => call('state', () => real.state(), long),
      enter: (coming) => call('enter', () => real.enter(coming), long),
      append: (me, n, fact) =>
        call(
          `append ${n} ${fact.kind}`,
          async () => {
            const answer = await real.append(me, n, fact)
            if (answer.outcome !== 'taken') ledger.refusals += 1
            else if (ledger.appended(me.desk, n, fact.shop, fact.run)) this.ring()
            return answer
          },
          long,
        ),
      read: (...args) => call('read', () => real.read(...args), long),
      hashAt: (seq) => call('hashAt', () => real.hashAt(seq), long),
      take: (me, shop) =>
        call(
          'take',
          async () => {
            const lease = await real.take(me, shop)
            if (lease.outcome === 'taken') ledger.taken(shop, me.desk, lease.run)
            return lease
          },
          short,
        ),
      renew: (me, shop, run) =>
        call(
          'renew',
          async () => {
            const goesOn = await real.renew(me, shop, run)
            if (goesOn) ledger.renewed(shop, me.desk, run)
            return goesOn
          },
          short,
        ),
      give: (me, shop, run) =>
        call(
          'give',
          async () => {
            await real.give(me, shop, run)
            ledger.given(shop, me.desk, run)
          },
          short,
        ),
      seen: (...args) => call('seen', () => real.seen(...args), long),
      desks: () => call('desks', () => real.desks(), long),
      leave: (me) => call('leave', () => real.leave(me), long),
      onHead: (listener: (head: number) => void) => {
        const any = listener as (head: number | 'lost') => void
        own.add(any)
        this.listeners.set(any, life)
        return () => void this.listeners.delete(any)
      },
      onLost: () => undefined,
      // What is still on its way may need it.
      close: async () => {
        for (const listener of own) this.listeners.delete(listener)
        wire.life = null
      },
    }
  }

  /** A process was killed; what it had sent may arrive all the same. */
  forget(life: Life): void {
    for (const wire of this.wires) {
      if (wire.life !== life) continue
      wire.life = null
      for (const message of wire.onItsWay) this.lose(wire, message, this.stage.chance(0.5))
    }
  }
  /** Nobody waits for it any more; it may arrive all the same. */
  private lose(wire: Wire, message: () => Promise<unknown>, arrives: boolean): void {
    wire.onItsWay.delete(message)
    if (!arrives) return
    wire.late += 1
    this.stage.later(() => message().finally(() => (wire.late -= 1)))
  }

  private async freeWire(life: Life): Promise<Wire> {
    for (const wire of this.wires) {
      if (wire.life !== null || wire.onItsWay.size + wire.late > 0) continue
      wire.life = life
      return wire
    }
    const real = await this.stage.real(connectServer(this.archive, this.archive.password))
    const wire: Wire = { real, life, onItsWay: new Set(), late: 0 }
    this.wires.add(wire)
    return wire
  }

  private async enter(): Promise<pg.Client> {
    const { host, port, password } = this.postgres
    const admin = new pg.Client({ host, port, user: 'postgres', password, database: this.archive.database })
    admin.on('error', () => undefined)
    await admin.connect()
    return admin
  }
  async close(): Promise<void> {
    await this.admin?.end()
    await Promise.allSettled([...this.wires].map(({ real }) => real.close()))
  }

  /** Whoever listens hears of it, or does not. */
  private ring(): void {
    const { head } = this.ledger
    for (const [listener, life] of this.listeners) {
      if (life.isOver) this.listeners.delete(listener)
      else if (this.stage.chance(0.8))
        void this.stage.gate(life, `hears of ${head}`).then(() => listener(head))
    }
  }
  private async setClock(): Promise<void> {
    const { now } = this.stage
    if (now === this.clock) return
    this.admin ??= await this.enter()
    await this.admin.query(`UPDATE play.clock SET now = to_timestamp(${now / 1000})`)
    this.clock = now
  }
}

/** The server's functions take the play's time for the time. */
const ownClock = `
CREATE SCHEMA play;
CREATE TABLE play.clock (now timestamptz NOT NULL);
INSERT INTO play.clock VALUES (clock_timestamp());
GRANT USAGE ON SCHEMA play TO ordini_owner;
GRANT SELECT ON play.clock TO ordini_owner;
DO $play$
DECLARE
  definition text;
BEGIN
  FOR definition IN SELECT pg_get_functiondef(oid) FROM pg_proc
    WHERE pronamespace = 'ordini'::regnamespace AND prosrc LIKE '%clock_timestamp()%'
  LOOP
    EXECUTE replace(definition, 'clock_timestamp()', '(SELECT now FROM play.clock)');
  END LOOP;
END $play$;
`
