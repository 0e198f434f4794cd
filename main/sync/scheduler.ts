/** Time as the scheduler sees it; tests bring one that they move by hand. */
export interface Timers {
  /** Milliseconds since 1970, by this computer's clock. */
  now(): number
  set(ms: number, ring: () => void): unknown
  clear(timer: unknown): void
}

export interface ScheduledShop {
  readonly id: number
  readonly enabled: boolean
  readonly minutes: number
  /** When its last run of any kind began, milliseconds; null when it never ran. */
  readonly lastAt: number | null
}

export interface SchedulerOptions {
  readonly timers: Timers
  /** One automatic sync of a shop; must not reject. */
  readonly sync: (shopId: number) => Promise<void>
  /** When what comes next has changed. */
  readonly onChange: () => void
}

interface Plan {
  minutes: number
  dueAt: number
  working: boolean
}

export type Scheduler = ReturnType<typeof createScheduler>

/** Syncs that are due together (at start, after sleep) begin this far apart. */
const spreadMs = 5_000
/** The program has come up, the network is back: only then. */
const afterWakingMs = 10_000
/** The clock is looked at this often: sleep and clock changes do not announce themselves everywhere. */
const glanceMs = 30_000

/**
 * Automatic sync (R18): decides when, and nothing else. Due times lie on a grid of the interval, so they do not
 * drift; what was missed (sleep, a PC that was off) is made up for once. One timer for all, armed anew each time.
 */
export function createScheduler({ timers, sync, onChange }: SchedulerOptions) {
  const plans = new Map<number, Plan>()
  let timer: unknown = null
  let lastGlance = timers.now()
  let pausedUntil: number | null = null
  let stopped = false

  const arm = () => {
    if (timer !== null) timers.clear(timer)
    // Nobody has looked since there was nothing to wait for: that is no jump of the clock.
    else lastGlance = Math.max(lastGlance, timers.now())
    timer = null
    const dues = [...plans.values()].filter((plan) => !plan.working).map((plan) => plan.dueAt)
    // A pause runs out also where there is nothing to sync.
    const next = pausedUntil ?? Math.min(...dues)
    if (stopped || next === Number.POSITIVE_INFINITY) return
    timer = timers.set(Math.max(0, Math.min(next - timers.now(), glanceMs)), glance)
  }

  const glance = () => {
    timer = null
    const now = timers.now()
    // The clock jumped ahead, or the computer slept.
    if (now - lastGlance > glanceMs + afterWakingMs) spread(now)
    notice(now)
    if (pausedUntil !== null && now >= pausedUntil) {
      pausedUntil = null
      onChange()
    }
    if (pausedUntil === null) {
      for (const [shopId, plan] of plans) if (!plan.working && plan.dueAt <= now) void work(shopId, plan)
    }
    arm()
  }

  const notice = (now: number) => {
    // The clock was put back: what was due in five minutes still is.
    const back = lastGlance - now
    if (back > 0) {
      for (const plan of plans.values()) plan.dueAt -= back
      if (pausedUntil !== null) pausedUntil -= back
      onChange()
    }
    lastGlance = now
  }

  /** What is overdue is due once, after a while and not all together. */
  const spread = (now: number) => {
    const overdue = [...plans.values()].filter((plan) => plan.dueAt <= now).sort((a, b) => a.dueAt - b.dueAt)
    for (const [place, plan] of overdue.entries()) plan.dueAt = now + afterWakingMs + place * spreadMs
    if (overdue.length > 0) onChange()
  }

  const work = async (shopId: number, plan: Plan) => {
    plan.working = true
    await sync(shopId)
    plan.working = false
    plan.dueAt = nextOnGrid(plan, timers.now())
    onChange()
    arm()
  }

  return {
    /** Takes the shops as they are now: called at start and whenever a shop or its settings change. */
    plan(shops: readonly ScheduledShop[]): void {
      const now = timers.now()
      const wanted = shops.filter((shop) => shop.enabled)
      for (const id of plans.keys()) if (!wanted.some((shop) => shop.id === id)) plans.delete(id)
      let fresh = 0
      for (const { id, minutes, lastAt } of wanted) {
        const known = plans.get(id)
        if (known?.minutes === minutes) continue
        if (known?.working) {
          // When it has ended, its next time is found by the new interval.
          known.minutes = minutes
          continue
        }
        // A time ahead of the clock (it was put back since) counts as now.
        const due = lastAt === null ? now : Math.min(lastAt, now) + minutes * 60_000
        const dueAt = due > now ? due : now + afterWakingMs + spreadMs * fresh++
        plans.set(id, { minutes, dueAt, working: false })
      }
      onChange()
      arm()
    },
    /** The computer woke up: looks at once instead of at the next glance. */
    woke(): void {
      if (stopped) return
      const now = timers.now()
      spread(now)
      notice(now)
      arm()
    },
    /** *Sospendi per un'ora*; null goes on at once. */
    pauseUntil(instant: number | null): void {
      pausedUntil = instant
      onChange()
      arm()
    },
    get pausedUntil(): number | null {
      return pausedUntil
    },
    /** When a shop's next sync begins; null when it has none, or is at it. */
    nextAt(shopId: number): number | null {
      const plan = plans.get(shopId)
      return plan && !plan.working ? Math.max(plan.dueAt, pausedUntil ?? 0) : null
    },
    /** No timer is left afterwards. */
    stop(): void {
      stopped = true
      arm()
    },
  }
}

/** The next place on the grid of the interval that lies ahead; missed ones are not made up for. */
function nextOnGrid(plan: Plan, now: number): number {
  const interval = plan.minutes * 60_000
  const steps = Math.max(1, Math.floor((now - plan.dueAt) / interval) + 1)
  return plan.dueAt + steps * interval
}
