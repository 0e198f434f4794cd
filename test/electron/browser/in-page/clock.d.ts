/** Makes `Date` here be off by as many milliseconds as `offset` says each time, and run on. Timers are untouched. */
export function followClock(offset: () => number): void
/** The same with an offset that is known; called again, it moves the clock. */
export function setClockOffset(offset: number): void
