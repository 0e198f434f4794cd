/** Makes `Date` here be off by so many milliseconds and run on from there. Timers are untouched. */
export function setClockOffset(offset: number): void
