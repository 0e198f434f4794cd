// Runs in Node and, as text, in the page: no imports.

/** Makes `Date` here be off by so many milliseconds and run on from there. Timers are untouched. */
export function setClockOffset(offset) {
  const Real = Date
  globalThis.Date = new Proxy(Real, {
    construct: (target, args, newTarget) =>
      Reflect.construct(
        target,
        args.length === 0 ? [Real.now() + offset] : args,
        newTarget === globalThis.Date ? target : newTarget,
      ),
    apply: () => new Real(Real.now() + offset).toString(),
    get: (target, key, receiver) =>
      key === 'now' ? () => Real.now() + offset : Reflect.get(target, key, receiver),
  })
}
