import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { DeskServer, DeskToken } from '../../main/desks/server.ts'
import { type Archive, openArchive } from '../../main/store/archive.ts'
import type { Applied } from '../../main/store/shared/desk-record.ts'
import type { MemoryServer } from './memory-server.ts'

/** A desk without threads: its archive, and what the pump does with it, step by step. */
export class SharingDesk {
  archive: Archive
  readonly file: string
  readonly name: string
  private readonly server: DeskServer
  private isOpen = true

  private constructor(file: string, name: string, server: DeskServer) {
    this.file = file
    this.name = name
    this.server = server
    this.archive = openArchive(file)
    onTestFinished(() => this.close())
  }

  static async join(file: string, name: string, server: MemoryServer): Promise<SharingDesk> {
    const desk = new SharingDesk(file, name, server.connect())
    const { archive, epoch } = server
    const joinedAt = new Date(server.now).toISOString()
    desk.archive.beginJoining({ archive, epoch, desk: randomUUID(), name, token: randomUUID(), joinedAt }, [])
    await desk.enter()
    return desk
  }

  /** An archive that has joined already. */
  static async open(file: string, name: string, server: MemoryServer): Promise<SharingDesk> {
    return new SharingDesk(file, name, server.connect())
  }

  get me(): DeskToken {
    const record = this.archive.desk()
    if (record === null) throw new Error(`${this.name} has not joined`)
    return { desk: record.desk, token: record.token }
  }

  /** Comes to the server, as after each start. @returns why it may not */
  async enter(): Promise<string | null> {
    const record = this.archive.desk()
    if (record === null) throw new Error(`${this.name} has not joined`)
    const { desk, name, token } = record
    const nextToken = record.nextToken ?? randomUUID()
    this.archive.keepTokens({ token, nextToken })
    const entered = await this.server.enter({ desk, name, version: 1, token, nextToken })
    this.archive.keepTokens({ token: nextToken, nextToken: null })
    const hash = await this.server.hashAt(record.applied)
    return this.archive.settleRead({ ...entered, hash })?.code ?? null
  }

  /** Sends one fact. @returns what became of it; null: there is none */
  async sendOne(): Promise<string | null> {
    const next = this.archive.nextFact()
    if (next === null) return null
    const { outcome } = await this.server.append(this.me, next.n, next.fact)
    if (outcome === 'taken') this.archive.factTaken(next.n)
    else this.archive.factRefused(next.n, outcome)
    return outcome
  }

  /** Applies what the log has, at most so many facts. */
  async readSome(limit = 200): Promise<Applied | null> {
    const record = this.archive.desk()
    if (record === null) return null
    const facts = await this.server.read(record.applied, limit, record.desk)
    return facts.length === 0 ? null : this.archive.applyFacts(facts)
  }

  /** Sends and reads until there is nothing left of either. */
  async settle(): Promise<void> {
    for (let isBusy = true; isBusy; ) {
      isBusy = false
      for (
        let done = await this.readSome();
        done !== null && done.stopped === null;
        done = await this.readSome()
      )
        isBusy = true
      for (let sent = await this.sendOne(); sent !== null; sent = await this.sendOne()) isBusy = true
    }
  }

  /** After joining: what the log does not have yet of this archive's orders goes into it, and all the rest. */
  async sharePast(): Promise<void> {
    await this.settle()
    for (const { id, uuid } of this.archive.listShops()) {
      const lease = await this.take(uuid)
      if (lease.outcome !== 'taken') throw new Error(`held by ${lease.name}`)
      while (this.archive.importPiece(id, lease.run) > 0);
      await this.settle()
      await this.give(uuid, lease.run)
    }
  }

  take(shop: string) {
    return this.server.take(this.me, shop)
  }

  give(shop: string, run: number) {
    return this.server.give(this.me, shop, run)
  }

  /** As a process that ends and starts again. */
  restart(): void {
    this.archive.close()
    this.archive = openArchive(this.file)
  }

  close(): void {
    if (!this.isOpen) return
    this.isOpen = false
    this.archive.close()
  }
}

/** All desks send and read until nothing is left anywhere. */
export async function settleAll(desks: readonly SharingDesk[]): Promise<void> {
  for (let round = 0; round < 3; round += 1) for (const desk of desks) await desk.settle()
}
