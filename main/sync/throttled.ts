/** A function that is called at most so often; the last call always comes, be it a little later. */
export interface Throttled<Value> {
  (value: Value): void
  /** Calls under way do not come any more. */
  cancel(): void
}

/** Calls `listener` at once, and then with the latest value at most every so many milliseconds. */
export function throttled<Value>(everyMs: number, listener: (value: Value) => void): Throttled<Value> {
  let calledAt = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | null = null
  let latest: Value
  const callNow = () => {
    timer = null
    calledAt = performance.now()
    listener(latest)
  }
  const call = (value: Value) => {
    latest = value
    if (timer) return
    const wait = calledAt + everyMs - performance.now()
    if (wait <= 0) callNow()
    else timer = setTimeout(callNow, wait)
  }
  const cancel = () => {
    if (timer) clearTimeout(timer)
    timer = null
  }
  return Object.assign(call, { cancel })
}
