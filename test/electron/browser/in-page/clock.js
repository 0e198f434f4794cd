// Runs in Node and, as text, in the page: no imports.

/** Makes `Date` here be off by as many milliseconds as `offset` says each time, and run on, in whole milliseconds as ever. Timers are untouched. */
export function followClock(offset) {
  const Real = Date
  globalThis.Date = new Proxy(Real, {
    construct: (target, args, newTarget) =>
      Reflect.construct(
        target,
        args.length === 0 ? [Real.now() + offset()] : args,
        newTarget === globalThis.Date ? target : newTarget,
      ),
    apply: () => new Real(Real.now() + offset()).toString(),
    get: (target, key, receiver) =>
      key === 'now' ? () => Math.floor(Real.now() + offset()) : Reflect.get(target, key, receiver),
  })
}

/** The same with an offset that is known; called again, it moves the clock. */
export function setClockOffset(offset) {
  // No string key: a page that lists what `Date` has finds nothing.
  const move = Symbol.for('electron-stand-in.clock')
  if (Date[move] !== undefined) {
    Date[move](offset)
    return
  }
  let current = offset
  Object.defineProperty(Date, move, {
    value: (next) => {
      current = next
    },
  })
  followClock(() => current)
}
