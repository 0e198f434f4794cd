import { uptime } from 'node:os'
import type { Clocks } from '../words/lease.ts'

/** The clocks of this computer, which say the same in every thread (ms). */
export function clocksNow(): Clocks {
  return {
    monotonic: Number(process.hrtime.bigint() / 1_000_000n),
    wall: Date.now(),
    uptime: uptime() * 1000,
  }
}
