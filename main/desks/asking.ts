import type { DeskRecord } from '../store/shared/desk-record.ts'
import { Failure, failure } from '../words/failure.ts'
import type { DeskServer, DeskToken } from './server.ts'
import type { Timers } from './timers.ts'

export interface AskingParts {
  /** As it is now: this process, or another of the profile, may have come in anew. */
  readonly desk: () => Promise<DeskRecord | null>
  readonly connect: () => Promise<DeskServer>
  readonly timers: Timers
}

export type Asking = ReturnType<typeof createAsking>

/** A connection that nobody uses is closed after so long (ms). */
const idleMs = 30_000

/** Questions to the server on a connection of their own, which is there while it is needed: no long fact holds them up. */
export function createAsking({ desk, connect, timers }: AskingParts) {
  let server: Promise<DeskServer> | null = null
  let underWay = 0
  let idle: unknown = null
  let isClosed = false

  /** The token may just have been replaced. */
  const asThisDesk = async <Result>(question: (me: DeskToken) => Promise<Result>): Promise<Result> => {
    const tried = new Set<string>()
    for (;;) {
      const record = await desk()
      if (record === null) throw failure('desks-unreachable', {})
      if (record.stopped !== null) throw new Failure(record.stopped)
      const token = [record.token, record.nextToken].find((one) => one !== null && !tried.has(one))
      if (token === undefined || token === null) throw failure('desk-copied', {})
      tried.add(token)
      try {
        return await question({ desk: record.desk, token })
      } catch (error) {
        if (!(error instanceof Failure) || error.value.code !== 'desk-copied') throw error
      }
    }
  }
  const hangUp = async (): Promise<void> => {
    const open = server
    server = null
    await open?.then((connected) => connected.close()).catch(() => undefined)
  }

  return {
    /** @throws Failure `desks-unreachable`, and what the server says */
    async ask<Result>(question: (server: DeskServer, me: DeskToken) => Promise<Result>): Promise<Result> {
      if (isClosed) throw failure('desks-unreachable', {})
      timers.clear(idle)
      underWay += 1
      server ??= connect()
      const asked = server
      try {
        const connected = await asked
        return await asThisDesk((me) => question(connected, me))
      } catch (error) {
        // It may be half-dead: not used again.
        if (server === asked) await hangUp()
        throw error
      } finally {
        underWay -= 1
        if (underWay === 0 && server !== null) idle = timers.set(idleMs, () => void hangUp())
      }
    },
    async close(): Promise<void> {
      isClosed = true
      timers.clear(idle)
      await hangUp()
    },
  }
}
