import { request } from '../client.ts'
import { rowsInSight, useOrderList } from './order-list-store.ts'

/** Throttle: moving the pointer says many times a second that somebody is there. The last time always counts. */
const lookMs = 300

/** Those that have been told of, or will be. */
const known = new Set<number>()
let waiting: number[] = []

/**
 * The rows in sight have been seen, since somebody is there (R40). The list of those not seen keeps them until it is left:
 * they would go from under the pointer.
 */
export function noteSeen(): void {
  for (const { id, unseen } of rowsInSight()) {
    if (!unseen || known.has(id)) continue
    known.add(id)
    waiting.push(id)
  }
  if (!useOrderList.getState().search.unseen) tell()
}

function tell(): void {
  if (waiting.length === 0) return
  void request('orders.see', { orderIds: waiting.slice(0, 1000) })
  waiting = waiting.slice(1000)
}

/** Calls whenever somebody moves, types or turns to the window: a list that nobody sits before shows nothing to anybody. */
export function whenLookedAt(look: () => void): void {
  let last = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | null = null
  const lookNow = () => {
    timer = null
    last = performance.now()
    look()
  }
  const looked = () => {
    if (timer !== null || document.visibilityState !== 'visible') return
    const wait = last + lookMs - performance.now()
    if (wait > 0) timer = setTimeout(lookNow, wait)
    else lookNow()
  }
  for (const event of ['pointermove', 'pointerdown', 'keydown', 'wheel', 'focus'])
    window.addEventListener(event, looked, { capture: true, passive: true })
  useOrderList.subscribe(({ search }, before) => {
    if (!before.search.unseen || search.unseen) return
    if (timer !== null) {
      clearTimeout(timer)
      lookNow()
    }
    tell()
  })
  window.addEventListener('pagehide', tell)
}
