import type { Sqlite } from '../database.ts'

/** What another process has written is found this soon (ms). */
const lookEveryMs = 500

/** How much has ever been said. */
export function saidQueries(db: Sqlite) {
  const last = db
    .prepare<[], number>("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'outbox'), 0)")
    .pluck()
  const unsent = db.prepare<[number], number>(
    'SELECT 1 FROM outbox CROSS JOIN desk WHERE outbox.id <= ? AND (n IS NULL OR n >= next_n) LIMIT 1',
  )
  return {
    /** The last number of the outbox that was given; it only grows. */
    lastSaid: (): number => last.get() ?? 0,
    /** Whether the server has all that was said up to a number of the outbox, or has refused it. */
    isSent: (upTo: number): boolean => unsent.get(upTo) === undefined,
  }
}

/** Tells whoever waits for it that there is more to be said, by this process or another. */
export function outboxBell(lastSaid: () => number) {
  let waiting: { readonly after: number; readonly resolve: (said: number) => void }[] = []
  let timer: NodeJS.Timeout | null = null

  /** After each call; costs nothing while nobody waits. */
  const look = (): void => {
    if (waiting.length === 0) return
    const said = lastSaid()
    const told = waiting.filter(({ after }) => said !== after)
    waiting = waiting.filter(({ after }) => said === after)
    for (const { resolve } of told) resolve(said)
    if (timer !== null && waiting.length === 0) {
      clearInterval(timer)
      timer = null
    }
  }
  return {
    look,
    /** Resolves with the last number once it is another than this. */
    async grown(after: number): Promise<number> {
      const told = Promise.withResolvers<number>()
      waiting.push({ after, resolve: told.resolve })
      timer ??= setInterval(look, lookEveryMs)
      look()
      return told.promise
    },
    close: (): void => {
      if (timer !== null) clearInterval(timer)
      waiting = []
    },
  }
}
