import type { leftOut as itLeftOut } from '../it/left-out.ts'

/** Orders that exports and prints leave out (R42): cancelled, failed, wholly refunded. */
export const leftOut: typeof itLeftOut = {
  counts: {
    cancelled: (_, written) => `${written} cancelled`,
    failed: (_, written) => `${written} failed`,
    refunded: (_, written) => `${written} refunded`,
  },
  marks: { cancelled: 'cancelled', failed: 'failed', refunded: 'refunded' },
  changedOnSite: 'changed on the site',
  title: 'Cancelled, failed or refunded orders',
  some: (found, counts) =>
    `Of ${found} orders: ${counts}. Unless you include them they are left out, and stay new for the next time.`,
  all: (counts) => `There are no other orders: ${counts}. Unless you include them nothing goes out.`,
  leave: (rest, written) =>
    rest === 1 ? 'Leave them out (1 order remains)' : `Leave them out (${written} orders remain)`,
  include: 'Include these too',
  omitted: (counts) => `Left out: ${counts}`,
}
