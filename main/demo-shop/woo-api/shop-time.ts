/**
 * The shop's local time. WooCommerce writes every date twice, in the shop's own time and in UTC, both without an
 * offset: `2026-11-03T09:52:45` and `2026-11-03T08:52:45`.
 */

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known) return known
  // Swedish writes `2026-11-03 09:52:45`: one character away from what is wanted.
  const made = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  formatters.set(timeZone, made)
  return made
}

/** An instant in UTC, seconds, without an offset. */
export function gmtText(instant: number): string {
  return new Date(instant).toISOString().slice(0, 19)
}

/** An instant in the shop's own time, without an offset. */
export function localText(instant: number, timeZone: string): string {
  return gmtText(instant + offsetAt(instant, timeZone))
}

/** How far the shop's time is ahead of UTC at an instant, in milliseconds. */
export function offsetAt(instant: number, timeZone: string): number {
  const offsets = offsetsOf(timeZone)
  const quarter = Math.floor(instant / quarterMs)
  const known = offsets.get(quarter)
  if (known !== undefined) return known
  const start = quarter * quarterMs
  const offset = Date.parse(`${formatterOf(timeZone).format(start).replace(' ', 'T')}Z`) - start
  offsets.set(quarter, offset)
  return offset
}

/** Asking for a local time is slow, and clocks change on the quarter of an hour only: each is asked for once. */
const quarterMs = 15 * 60_000
const knownOffsets = new Map<string, Map<number, number>>()

function offsetsOf(timeZone: string): Map<number, number> {
  const known = knownOffsets.get(timeZone)
  if (known && known.size < 50_000) return known
  const made = new Map<number, number>()
  knownOffsets.set(timeZone, made)
  return made
}

/**
 * The instant that a local time means. In the repeated hour of October it is the second of the two, as the recorded
 * `dst_after_local.json` shows; an hour skipped in March is read with the offset before it.
 */
export function instantOfLocal(text: string, timeZone: string): number {
  const asUtc = Date.parse(`${text}Z`)
  const day = 86_400_000
  const after = asUtc - offsetAt(asUtc + day, timeZone)
  const before = asUtc - offsetAt(asUtc - day, timeZone)
  return localText(after, timeZone) === text ? after : before
}
