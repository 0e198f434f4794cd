import type { checks as itChecks } from '../it/checks.ts'

/** Da controllare (R42): why an order is to be looked at, and what to do. */
export const checks: typeof itChecks = {
  filter: 'To check',
  mark: (reasons) => `To check: ${reasons}`,
  names: {
    cancelled: 'cancelled on the site',
    refunded: 'refunded on the site',
    changed: 'changed on the site',
    accepted: 'taken as it was',
    duplicate: 'maybe a duplicate',
    fiscal: 'fiscal data',
    address: 'address',
    note: 'customer’s note',
    desks: 'two desks',
  },
  told: {
    cancelled: 'Cancelled or failed on the site after the download.',
    refunded: 'Refunded on the site after the download, wholly or in part.',
    changed: 'Changed on the site after the download.',
    accepted: 'Taken as it was, with a difference to be cleared up.',
    duplicate: (number) =>
      `Maybe a duplicate of order ${number}: the same customer and the same amount, within an hour.`,
    fiscal: 'Fiscal data that are missing or cannot be right.',
    address: 'An address that cannot be used.',
    note: (note) => `The customer wrote: “${note}”`,
    desks: (edits, handovers) =>
      [
        edits > 0 &&
          'Two desks have changed the same field, neither knowing of the other: the value that arrived last counts. The other is in the history.',
        handovers > 0 &&
          'Two desks have exported or printed it in the same way, neither knowing of the other: make sure that it has not gone out twice.',
      ]
        .filter((text) => text !== false)
        .join(' '),
  },
  handedOut: 'It had been exported or printed before.',
  field: (name, value, problem) => (value === '' ? `${name}: ${problem}` : `${name} “${value}”: ${problem}`),
  missing: 'Missing',
  seen: 'Seen',
  seenOf: (reason) => `Seen: ${reason}`,
  seenAll: 'Mark as seen',
  seenToast: (count, written) => (count === 1 ? 'Marked as seen' : `${written} reasons marked as seen`),
  both: 'Show both',
  mend: 'Correct it',
  wrong: (count, written) =>
    count === 1
      ? 'There is 1 wrong order as well, which is not among these.'
      : `There are ${written} wrong orders as well, which are not among these.`,
  showWrong: 'Wrong orders',
  nothing: 'Nothing to check',
  nothingText: 'Orders cancelled or changed on the site, duplicates, missing data and notes come here.',
}
