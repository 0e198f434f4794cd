import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { openArchive } from '../../../main/store/archive.ts'
import { hourMs } from '../../../main/words/local-time.ts'
import { draftOf } from '../archive.ts'
import { memoryShop } from '../memory-shop.ts'
import { orderOf } from '../orders.ts'
import type { Postgres } from '../postgres.ts'
import { randomFrom } from '../random.ts'
import { Computer } from './computer.ts'
import { Ledger } from './ledger.ts'
import { unsound } from './seen.ts'
import { SharedServer } from './shared-server.ts'
import { Stage } from './stage.ts'
import { workAt } from './work.ts'

const names = ['Anna', 'Bruno', 'Carla']

/** Files in memory, where there is such a place. */
const memory = '/dev/shm'

/** Archives with the same two shops, which have joined. */
const furnished = once(() => {
  const folder = mkdtempSync(join(tmpdir(), 'download-ordini-'))
  try {
    const file = join(folder, 'archive.sqlite')
    const made = openArchive(file)
    const shops = ['Bottega', 'Mercato'].map((name) =>
      made.saveShop(draftOf({ name, url: `https://${name.toLowerCase()}.example` })),
    )
    made.close()
    const archives = names.map((name, at) => {
      const copy = join(folder, `${name}.sqlite`)
      copyFileSync(file, copy)
      const joining = openArchive(copy)
      const [desk = '', token = ''] = [0, 1].map((kind) => `${kind}000000${at}-0000-4000-8000-000000000000`)
      const joinedAt = '2026-10-01T00:00:00.000Z'
      joining.beginJoining({ archive: '', epoch: '', desk, name, token, joinedAt }, [])
      joining.close()
      return readFileSync(copy)
    })
    return { archives, shops }
  } finally {
    rmSync(folder, { recursive: true })
  }
})

function once<Result>(make: () => Result): () => Result {
  let made: { readonly result: Result } | null = null
  return () => {
    made ??= { result: make() }
    return made.result
  }
}

/** An office of three desks that share an archive, in which everything goes wrong that can, as a seed wants it. */
export class Play {
  readonly stage: Stage
  readonly ledger: Ledger
  readonly desks: Computer[] = []
  readonly sites = new Map<string, ReturnType<typeof memoryShop>>()
  readonly shopIds: number[] = []
  private readonly files: string[] = []
  private placed = 0
  private readonly work: (desk: Computer) => void
  private readonly orders: string[] = []

  private readonly server: SharedServer

  private constructor(server: SharedServer, stage: Stage, ledger: Ledger) {
    this.server = server
    this.stage = stage
    this.ledger = ledger
    this.work = workAt(stage, ledger)
  }

  static async open(seed: number, postgres: Postgres): Promise<Play> {
    const stage = new Stage(randomFrom(seed))
    const ledger = new Ledger(stage)
    const play = new Play(await SharedServer.open(postgres, stage, ledger), stage, ledger)
    await play.furnish()
    return play
  }

  /** Three archives that know the same shops, and join. */
  private async furnish(): Promise<void> {
    const { stage, ledger, server, sites } = this
    const folder = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'download-ordini-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    this.files.push(...names.map((name) => join(folder, `${name}.sqlite`)))
    const { archives, shops } = furnished()
    for (const { id, uuid } of shops) {
      sites.set(
        uuid,
        memoryShop(() => new Date(stage.now)),
      )
      this.shopIds.push(id)
    }
    const meta = await server.state()
    for (const [at, file] of this.files.entries()) {
      writeFileSync(file, archives[at] ?? '')
      const db = new Database(file)
      db.prepare('UPDATE desk SET archive = @archive, epoch = @epoch').run(meta)
      db.close()
      const wallOff = (stage.below(3) - 1) * hourMs
      const parts = { name: names[at] ?? '', file, stage, ledger, server, sites, wallOff }
      this.desks.push(new Computer({ ...parts, countsSleep: stage.chance(0.5) }))
    }
  }

  private async pass(ms: number): Promise<void> {
    this.stage.now += ms
    for (const desk of this.desks) {
      await desk.pass(ms)
      await this.stage.settled()
    }
  }

  private place(): void {
    const { stage } = this
    const site = stage.pick([...this.sites.values()])
    for (let count = 1 + stage.below(6); count > 0; count -= 1) {
      this.placed += 1
      const at = new Date(stage.now).toISOString()
      site?.put({ order: orderOf(this.placed, { placedAt: at, modifiedAt: at, paidAt: at }) })
      this.orders.push(`N${this.placed}`)
    }
    stage.say(`orders up to ${this.placed} are placed`)
  }

  private someDesk(): Computer {
    const desk = this.stage.pick(this.desks)
    if (desk === undefined) throw new Error('no desks')
    return desk
  }

  /** Most things come right after a while. */
  private mend(): void {
    const { stage } = this
    for (const desk of this.desks) {
      if (desk.life.isAsleep && stage.chance(0.5)) {
        desk.wake()
        stage.say(`${desk.name} wakes`)
      }
      if (desk.cutOff !== null && stage.chance(0.5)) {
        desk.cutOff = null
        stage.say(`${desk.name} is connected`)
      }
    }
  }

  private async step(): Promise<void> {
    const { stage } = this
    const dice = stage.random()
    const desk = this.someDesk()
    const has = (share: number, from: number) => dice >= from && dice < from + share
    if (has(0.54, 0)) return stage.turns(1 + stage.below(40))
    if (has(0.06, 0.54)) return this.place()
    if (has(0.06, 0.6)) return desk.download(this.shopIds[stage.below(this.shopIds.length)] ?? 0)
    if (has(0.14, 0.66)) return this.work(desk)
    if (has(0.06, 0.8)) return this.pass(stage.below(5_000))
    if (has(0.04, 0.86)) {
      await this.pass(20_000 + stage.below(60_000))
      return this.mend()
    }
    if (has(0.02, 0.9)) {
      desk.sleep()
      return stage.say(`${desk.name} sleeps`)
    }
    if (has(0.02, 0.93)) {
      stage.say(`${desk.name} is killed`)
      return desk.kill()
    }
    if (has(0.03, 0.95)) {
      desk.cutOff = stage.chance(0.5) ? 'server' : 'all'
      return stage.say(`${desk.name} is cut off from ${desk.cutOff}`)
    }
    if (has(0.003, 0.98)) {
      stage.say('the server is killed')
      return this.server.crash()
    }
    if (has(0.005, 0.985)) {
      const ms = stage.chance(0.5) ? hourMs : -hourMs
      desk.setClock(ms)
      return stage.say(`${desk.name}’s clock is set by ${ms}`)
    }
    return stage.arrive()
  }

  async run(steps: number): Promise<void> {
    for (let done = 0; done < steps && this.ledger.faults.length === 0; done += 1) await this.step()
  }

  /** All goes well from now on, until nobody has anything to do any more. */
  async heal(): Promise<void> {
    const { stage, ledger } = this
    stage.say('from now on all is well')
    stage.isWell = true
    await stage.allArrive()
    for (const desk of this.desks) {
      desk.wake()
      desk.cutOff = null
    }
    await this.rest()
    // The one right after the other: whoever held a right has given it back, or it ends by itself.
    for (const desk of this.desks) {
      await this.pass(130_000)
      for (const shopId of this.shopIds) desk.download(shopId)
      await this.rest()
    }
    await this.rest()
    if (ledger.faults.length > 0) throw new Error(ledger.faults.join('\n'))
  }

  private async rest(): Promise<void> {
    for (let round = 0; round < 40; round += 1) {
      await this.stage.turns(100_000)
      if (round > 2 && this.desks.every((desk) => desk.isAtRest(this.ledger.head))) return
      await this.pass(10_000)
    }
    for (const desk of this.desks) {
      const { applied } = desk.archive.desk() ?? {}
      const what = { applied, ...desk.archive.outboxState(), status: desk.status, doing: [...desk.doing] }
      this.stage.say(`${desk.name} does not come to rest: ${JSON.stringify(what)}`)
    }
    throw new Error(`not at rest; the log has ${this.ledger.head} facts`)
  }

  /** By their numbers, in order. */
  shopsHave(): readonly string[] {
    return this.orders.toSorted()
  }
  archivesHold(): readonly (readonly string[])[] {
    return this.files.map((file) => {
      const db = new Database(file, { readonly: true })
      try {
        return db.prepare<[], string>('SELECT number FROM orders').pluck().all().toSorted()
      } finally {
        db.close()
      }
    })
  }

  /** What SQLite itself says against the archives. */
  unsound(): readonly unknown[] {
    return this.files.flatMap(unsound)
  }

  async close(): Promise<void> {
    for (const desk of this.desks) desk.close()
    await this.server.close()
  }
}
