/** How many full-order requests may be under way to one shop at once. */
export interface Pace {
  readonly limit: number
  /**
   * A request begun under `limit` was answered: so many orders in so many milliseconds.
   * @param atOnce how many were under way; left out: as many as the limit
   */
  answered(limit: number, orders: number, ms: number, atOnce?: number): void
  /** The shop asked for less (429, 503) or did not answer in time. */
  pressed(): void
}

const most = 4
/** One more request must bring at least this much more, or it only burdens the shop. */
const worthwhile = 1.1
/** Of a shop that takes longer (ms) one more is not tried: all of them might not come in time (requests end after a minute). */
const tooSlow = 20_000
/** After settling, this many answers pass before it is looked whether one less does as well, and whether one more does better. */
const patience = 64
/** After pressure, before one more is tried. */
const patienceWhenPressed = 32

/**
 * Climbs while more at once is faster, steps back when it is not, halves under pressure; looks again now and then. A
 * real 2-core WooCommerce gained 2.5 x from two at a time and nothing beyond three (fixtures/woocommerce/NOTES.md):
 * shops differ, so it is measured on each run.
 */
export function createPace(): Pace {
  let limit = 2
  let samples: number[] = []
  let rateBelow = 0
  let rest = 0

  return {
    get limit() {
      return limit
    },
    answered(under, orders, ms, atOnce = under) {
      if (under !== limit) return
      if (rest > 0) {
        rest -= 1
        // By mere chance an answer is quick, too: what it won is not kept without looking again.
        if (rest === 0 && limit > 2) limit -= 1
        return
      }
      samples.push((atOnce * orders) / Math.max(ms, 1))
      if (samples.length < limit) return
      const rate = samples.reduce((sum, sample) => sum + sample, 0) / samples.length
      samples = []
      const isWorthwhile = rate >= rateBelow * worthwhile
      if (isWorthwhile && limit < most && ms < tooSlow) {
        limit += 1
        rateBelow = rate
        return
      }
      if (!isWorthwhile) limit -= 1
      rateBelow = 0
      rest = patience
    },
    pressed() {
      limit = Math.max(1, Math.floor(limit / 2))
      samples = []
      rateBelow = 0
      rest = patienceWhenPressed
    },
  }
}
