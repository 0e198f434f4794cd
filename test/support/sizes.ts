/** Whether the long version of the tests was asked for (`npm run test:long`). */
export const long = process.env.LONG === '1'

/** How much of something a test does: `short` in `npm test`, `full` in `npm run test:long`. */
export function size(short: number, full: number): number {
  return long ? full : short
}

/** The first seed: from the environment (`SEED=123`) to repeat a failure of another run. */
export function firstSeed(usual: number): number {
  const given = process.env.SEED
  return given === undefined ? usual : Number(given)
}
