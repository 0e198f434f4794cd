import { randomUUID } from 'node:crypto'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { type Archive, openArchive } from '../../main/store/archive.ts'
import { folderInMemory } from './archive.ts'
import { MemoryServer } from './memory-server.ts'

/** An archive that shares its rows with others over a server in memory; what it says and hears waits until it is told to. */
export class RowDesk {
  readonly archive: Archive
  readonly db: Database.Database
  readonly name: string
  readonly #server: MemoryServer
  readonly #me = { desk: randomUUID(), token: randomUUID() }

  constructor(file: string, server: MemoryServer, name: string) {
    this.name = name
    this.archive = openArchive(file)
    this.db = new Database(file)
    this.#server = server
    onTestFinished(() => this.close())
  }

  close(): void {
    if (!this.db.open) return
    this.db.close()
    this.archive.close()
  }

  /** With what it has, of which all have the orders; the log is yet to be heard. */
  join(): this {
    const { archive, epoch } = this.#server
    const { name } = this
    const joinedAt = '2026-11-20T12:00:00.000Z'
    this.archive.beginJoining({ archive, epoch, name, ...this.#me, joinedAt }, [])
    this.db.exec('DELETE FROM unshared_orders')
    this.#server.enter({ name, version: 1, ...this.#me, nextToken: this.#me.token })
    return this
  }

  leave(): void {
    this.archive.leaveDesk()
  }

  /** Says what waits here, as the server takes or refuses it: the next fact, or all. */
  send(most = Number.POSITIVE_INFINITY): void {
    for (let sent = 0; sent < most && this.#sendOne(); sent += 1);
  }

  #sendOne(): boolean {
    // Runs and their pages are told elsewhere.
    this.db.exec("DELETE FROM outbox WHERE kind <> 'rows'")
    const next = this.archive.nextFact()
    if (next === null) return false
    const { outcome } = this.#server.append(this.#me, next.n, next.fact)
    if (outcome === 'taken') this.archive.factTaken(next.n)
    else this.archive.factRefused(next.n, outcome)
    return true
  }

  /** Hears what the others have said: the next fact, or all. */
  hear(most = 1000): void {
    const facts = this.#server.read(this.archive.desk()?.applied ?? 0, most, this.#me.desk)
    const { stopped } = this.archive.applyFacts(facts)
    if (stopped !== null) throw new Error(`${this.name} has stopped: ${stopped.code}`)
  }

  rows(sql: string): unknown[] {
    return this.db.prepare(sql).all()
  }
}

/** Desks that have joined, each with a copy of the archive that is made. */
export function rowDesks(
  names: readonly string[],
  make: (archive: Archive) => void,
): readonly [MemoryServer, ...RowDesk[]] {
  const folder = folderInMemory()
  const first = join(folder, 'first.sqlite')
  const archive = openArchive(first)
  make(archive)
  archive.close()
  const server = new MemoryServer()
  const desks = names.map((name) => {
    const file = join(folder, `${name}.sqlite`)
    copyFileSync(first, file)
    return new RowDesk(file, server, name).join()
  })
  settle(desks)
  return [server, ...desks]
}

/** Everybody says and hears all. */
export function settle(desks: readonly RowDesk[]): void {
  for (let round = 0; round < 6; round += 1) {
    for (const desk of desks) {
      desk.hear()
      desk.send()
    }
    for (const desk of desks) desk.hear()
  }
}
