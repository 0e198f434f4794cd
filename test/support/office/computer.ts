import { randomUUID } from 'node:crypto'
import { createAsking } from '../../../main/desks/asking.ts'
import { createLeases, type Leases } from '../../../main/desks/leases.ts'
import { createPump, type Pump, type PumpStatus } from '../../../main/desks/pump.ts'
import { type Archive, openArchive } from '../../../main/store/archive.ts'
import type { Store } from '../../../main/store/store.ts'
import { download } from '../../../main/sync/engine.ts'
import { leasedStore, lookAt } from '../../../main/sync/leased.ts'
import { createRunner, type Runner } from '../../../main/sync/runner.ts'
import { failure, toFailureValue } from '../../../main/words/failure.ts'
import type { Clocks } from '../../../main/words/lease.ts'
import { fakeTimers } from '../fake-timers.ts'
import type { memoryShop } from '../memory-shop.ts'
import { gatedShop, gatedStore } from './gated.ts'
import type { Ledger } from './ledger.ts'
import type { SharedServer } from './shared-server.ts'
import type { Life, Stage } from './stage.ts'

export interface ComputerParts {
  readonly name: string
  readonly file: string
  readonly stage: Stage
  readonly ledger: Ledger
  readonly server: SharedServer
  /** By the shop's UUID. */
  readonly sites: ReadonlyMap<string, ReturnType<typeof memoryShop>>
  /** How far its clock is off, ms. */
  readonly wallOff: number
  /** Linux's monotonic clock does not count sleep. */
  readonly countsSleep: boolean
}

/** What was written may take so long until the server has it, ms. */
const sentMs = 20_000

/** What one process of the program is. */
interface Process {
  readonly life: Life
  readonly time: ReturnType<typeof fakeTimers>
  readonly archive: Archive
  readonly store: Store
  readonly pump: Pump
  readonly leases: Leases
  readonly runner: Runner
}

/** A computer with the program on it: archive, pump, rights and runs are the real ones; network, clocks and power are not. */
export class Computer {
  cutOff: 'server' | 'all' | null = null
  status: PumpStatus | null = null
  readonly doing = new Set<string>()
  private wallOff: number
  /** What the monotonic clock has not counted. */
  private slept = 0
  /** Of the killed: nobody closes them. */
  private readonly left: Archive[] = []
  private process: Process
  private readonly parts: ComputerParts

  constructor(parts: ComputerParts) {
    this.parts = parts
    this.wallOff = parts.wallOff
    this.process = this.start()
  }

  get name(): string {
    return this.parts.name
  }
  get store(): Store {
    return this.process.store
  }
  get life(): Life {
    return this.process.life
  }
  /** Without gates: for who looks from outside. */
  get archive(): Archive {
    return this.process.archive
  }
  get id(): string {
    return this.archive.desk()?.desk ?? ''
  }
  now = (): Date => new Date(this.parts.stage.now + this.wallOff)
  clocks = (): Clocks => {
    const { now } = this.parts.stage
    const monotonic = now - (this.parts.countsSleep ? 0 : this.slept)
    return { monotonic, wall: now + this.wallOff, uptime: now }
  }
  private isCutOff = (): boolean => this.cutOff !== null

  private start(): Process {
    const { stage, ledger, server, file, name } = this.parts
    const life: Life = { name, isOver: false, isAsleep: false }
    const time = fakeTimers(this.now().getTime())
    const archive = openArchive(file)
    const wake = () => pump.wake()
    const process = (): Process => started
    const store = gatedStore(stage, life, archive, wake)
    const { timers } = time
    const connect = () => server.connect(life, this.isCutOff)
    const asking = createAsking({ desk: gatedStore(stage, life, archive).desk, connect, timers })
    const leases = createLeases({ asking, clocks: this.clocks, timers })
    const pump = createPump({
      store: gatedStore(stage, life, archive),
      connect,
      lock: () => ({ release: () => undefined }),
      newToken: randomUUID,
      mayDownload: async () => [...this.parts.sites.keys()],
      timers,
      onStatus: (status) => {
        if (!life.isOver) this.status = status
      },
      onApplied: () => undefined,
      onBug: (error) => ledger.fault(`${name}: ${error instanceof Error ? error.stack : String(error)}`),
    })
    const runner = createRunner({
      store,
      lock: () => ({ release: () => undefined }),
      download: async (shop, trigger, signal, onProgress) => {
        const site = this.parts.sites.get(shop.uuid)
        if (site === undefined) throw new Error(`no site for ${shop.name}`)
        const lease = await this.take(leases, pump, shop.uuid)
        try {
          // What the others have brought of it meanwhile.
          const now = (await store.getShop(shop.id)) ?? shop
          const look = lookAt(lease, this.clocks)
          const { run } = lease
          const at = { shop: shop.uuid, desk: this.id, run, look: look ?? (() => undefined) }
          const runStore = gatedStore(stage, life, archive, wake)
          return await download({
            ...{ shop: now, trigger, signal, onProgress, sharedRun: run, now: this.now },
            store: leasedStore(
              keepsWritten(runStore, () => ledger.keeps(at.shop, at.desk, run)),
              look,
            ),
            connect: async () =>
              gatedShop(stage, life, ledger, site.connector, {
                ...at,
                isCutOff: () => this.cutOff === 'all',
              }),
            states: ['processing', 'completed'],
            usualUnwanted: [],
          })
        } finally {
          void this.sent(process())
            .catch(() => undefined)
            .then(() => leases.give(shop.uuid, lease.run))
        }
      },
      now: this.now,
      onProgress: () => undefined,
      onRun: () => undefined,
    })
    const started: Process = { life, time, archive, store, pump, leases, runner }
    void runner.closeInterrupted()
    void this.settle(started)
    return started
  }

  private async take(leases: Leases, pump: Pump, shop: string) {
    const lease = await leases.take(shop)
    if ('elsewhere' in lease) throw failure('shop-elsewhere', { name: '', desk: lease.elsewhere })
    try {
      await pump.caughtUp()
      return lease
    } catch (error) {
      await leases.give(shop, lease.run)
      throw error
    }
  }

  /** Begins something of which nobody waits for the end; what goes wrong with a Failure is no fault. */
  begin(what: string, work: () => Promise<unknown>): void {
    const { stage, ledger } = this.parts
    const { life } = this
    const label = `${this.name}: ${what}`
    if (this.doing.has(what)) return
    stage.say(label)
    this.doing.add(what)
    work()
      .catch((error: unknown) => {
        const { code } = toFailureValue(error)
        if (code === 'internal')
          ledger.fault(`${label}: ${error instanceof Error ? error.stack : String(error)}`)
        else stage.say(`${label}: ${code}`)
      })
      .finally(() => {
        if (!life.isOver) this.doing.delete(what)
      })
  }

  download(shopId: number): void {
    this.begin(`downloads from ${shopId}`, async () => {
      const shop = await this.store.getShop(shopId)
      if (shop === null) throw new Error(`no shop ${shopId}`)
      const run = await this.process.runner.start(shop, 'manual')
      this.parts.stage.say(
        `${this.name}: run of ${shopId} ended as ${run.outcome} ${JSON.stringify(run.counters)}`,
      )
    })
  }

  /** All that the server has is here. */
  caughtUp(): Promise<void> {
    return this.process.pump.caughtUp()
  }
  /** What was written here until now is with the server, or refused (`main/desks/worker.ts`). */
  async sent({ store, life }: Process = this.process): Promise<void> {
    const said = await store.lastSaid()
    for (const until = this.now().getTime() + sentMs; !(await store.isSent(said)); ) {
      if (this.status?.state !== 'online' || this.now().getTime() > until)
        throw failure('desks-unreachable', {})
      await this.parts.stage.gate(life, 'looks whether it is sent')
    }
  }
  /** Orders as everybody knows them. */
  namesOf(ids: readonly number[]): ReadonlyMap<number, string> {
    return new Map(ids.map((id) => [id, this.archive.getOrder(id)?.number ?? '']))
  }
  /** What was begun when it was killed: a file that is there went out (`settleHandovers`). */
  private async settle({ store, life }: Process): Promise<void> {
    for (const { id, place } of await store.openHandovers()) {
      if (life.isOver) return
      if (this.parts.ledger.put.has(place)) await store.closeHandover(id, this.now().toISOString())
      else await store.dropHandover(id)
    }
    // Written now, with the number that it has (`settleInvoices`).
    for (const { id, orderId, number, place } of await store.openInvoices()) {
      const isAllowed = (await store.handoverConfirmed({ table: 'invoices', id })) === 'confirmed'
      if (orderId === null || !isAllowed) continue
      this.parts.ledger.invoiced(this.namesOf([orderId]).get(orderId) ?? '', number, place)
      await store.closeInvoice(id, this.now().toISOString())
    }
  }

  async pass(ms: number): Promise<void> {
    if (this.life.isAsleep) {
      this.slept += ms
      this.process.time.sleep(ms)
    } else await this.process.time.pass(ms)
  }
  setClock(ms: number): void {
    this.wallOff += ms
    this.process.time.setClock(ms)
  }
  sleep(): void {
    this.life.isAsleep = true
  }
  wake(): void {
    this.life.isAsleep = false
  }
  /** What it had in its hands is lost; the program is started again. */
  kill(): void {
    const { stage } = this.parts
    this.life.isOver = true
    stage.forget(this.life)
    this.parts.server.forget(this.life)
    this.doing.clear()
    this.left.push(this.archive)
    this.process = this.start()
  }
  wakePump(): void {
    this.process.pump.wake()
  }
  /** Whether it has nothing to send, to read, or to do. */
  isAtRest(head: number): boolean {
    const { waiting, unconfirmed } = this.archive.outboxState()
    return this.doing.size === 0 && waiting + unconfirmed === 0 && this.archive.desk()?.applied === head
  }
  close(): void {
    this.life.isOver = true
    this.parts.stage.forget(this.life)
    for (const archive of [...this.left, this.archive]) archive.close()
  }
}

/** Written down when a page is given to the archive. */
function keepsWritten(store: Store, keeps: () => void): Store {
  const savePage: Store['savePage'] = (...args) => {
    keeps()
    return store.savePage(...args)
  }
  return new Proxy(store, {
    get: (target, name) => (name === 'savePage' ? savePage : Reflect.get(target, name)),
  })
}
