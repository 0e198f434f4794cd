/**
 * The clock of a program that was started with one: tests let time pass without waiting for it. All threads read one
 * offset; the main thread's timers ring in their order as time is made to pass. Those of worker threads, and
 * `timers/promises`, keep to real time: pauses between two attempts, time-outs of the network.
 */
import { setEnvironmentData } from 'node:worker_threads'
import { followClock } from '../browser/in-page/clock.js'
import { onControl } from './link.ts'

interface Waiting {
  /** By {@link elapsed}. */
  readonly at: number
  readonly ring: () => void
  /** What the program holds; `armed` takes its place when time has been made to pass. */
  readonly timer: NodeJS.Timeout
  armed: NodeJS.Timeout
}

/** Where worker threads find the offset (`register.ts`). */
const sharedOffset = 'electron-stand-in.clock'

const waiting = new Map<unknown, Waiting>()
const real = { setTimeout, clearTimeout }
let passed = 0
const elapsed = () => performance.now() + passed

/** @param offset how far (ms) the clock is off at the start */
export function moveClockFrom(offset: number): void {
  const shared = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT))
  shared[0] = offset
  const move = (ms: number) => {
    shared[0] = (shared[0] ?? 0) + ms
  }
  followClock(() => shared[0] ?? 0)
  setEnvironmentData(sharedOffset, shared)
  replaceTimers()
  onControl('pass-time', (ms: number) => passTime(ms, move))
  onControl('jump-clock', move)
}

function replaceTimers(): void {
  const set = (callback: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): NodeJS.Timeout => {
    const ring = () => {
      waiting.delete(timer)
      callback(...args)
    }
    const timer = real.setTimeout(ring, ms)
    waiting.set(timer, { at: elapsed() + ms, ring, timer, armed: timer })
    return timer
  }
  const clear = (timer: Parameters<typeof clearTimeout>[0]) => {
    real.clearTimeout(waiting.get(timer)?.armed ?? timer)
    waiting.delete(timer)
  }
  // Its form for `util.promisify` goes with it.
  globalThis.setTimeout = Object.defineProperties(
    set,
    Object.getOwnPropertyDescriptors(real.setTimeout),
  ) as typeof setTimeout
  globalThis.clearTimeout = clear
}

/** Lets so much time pass, and everything that is due in it happen in its order. */
async function passTime(ms: number, move: (ms: number) => void): Promise<void> {
  const end = elapsed() + ms
  const goTo = (instant: number) => {
    const step = Math.max(0, instant - elapsed())
    passed += step
    move(step)
  }
  for (;;) {
    const [next] = [...waiting.values()].sort((a, b) => a.at - b.at)
    if (next === undefined || next.at > end) break
    goTo(next.at)
    real.clearTimeout(next.armed)
    next.ring()
    await new Promise((turn) => setImmediate(turn))
  }
  goTo(end)
  for (const left of waiting.values()) {
    real.clearTimeout(left.armed)
    left.armed = real.setTimeout(left.ring, left.at - elapsed())
    if (!left.timer.hasRef()) left.armed.unref()
  }
}
