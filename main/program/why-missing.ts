import type { SlimRow } from '../connectors/connector.ts'
import type { Instant, SkipReason, WrongReason } from '../order.ts'
import type { KnownOfOrder } from '../store/missing.ts'
import type { ShopRecord } from '../store/shops.ts'
import { whySkip } from '../sync/decide.ts'

/** Why an order is not in the archive, or that it is; the words are in `renderer/texts/` under `missing`. */
export interface WhyMissingParams {
  downloaded: { at: Instant }
  wrong: { reasons: readonly WrongReason[] }
  ignored: { at: Instant; reasons: readonly WrongReason[] }
  skipped: { reason: SkipReason }
  /** It changed after the last download that succeeded began. */
  'too-early': { lastAt: Instant }
  /** So it did, and every download since has failed. */
  failing: { lastAt: Instant }
  /** Nothing has been downloaded from this shop yet. */
  'no-download': Record<string, never>
  /** No download looked at the time of its last change; the next one will when `next`. */
  'outside-windows': { at: Instant; next: boolean }
  /** A download ought to have met it. */
  unexplained: Record<string, never>
}
export type WhyMissing = {
  [Code in keyof WhyMissingParams]: { readonly code: Code; readonly params: WhyMissingParams[Code] }
}[keyof WhyMissingParams]

export interface Facts {
  readonly shop: Pick<ShopRecord, 'floor' | 'cursor' | 'lastRun' | 'lastSuccess'>
  readonly wantedStates: ReadonlySet<string>
  readonly known: KnownOfOrder
  /** The order as the shop has it now. */
  readonly row: Pick<SlimRow, 'state' | 'placedAt' | 'modifiedAt'>
  /** Whether a download that succeeded looked at the time of its last change. */
  readonly wasInWindow: boolean
}

const dayMs = 24 * 60 * 60 * 1000

/** What the archive alone can tell; null when it has never met the order. */
export function whyKnown({ stored, wrong, skipped }: KnownOfOrder): WhyMissing | null {
  if (stored) return { code: 'downloaded', params: { at: stored.at } }
  if (wrong) {
    const { reasons, ignoredAt } = wrong
    return ignoredAt === null
      ? { code: 'wrong', params: { reasons } }
      : { code: 'ignored', params: { at: ignoredAt, reasons } }
  }
  return skipped ? { code: 'skipped', params: { reason: skipped.reason } } : null
}

/** Why an order that the shop has is missing (R17): what stands in its way now, not only what once did. */
export function whyMissing({ shop, wantedStates, known, row, wasInWindow }: Facts): WhyMissing {
  const before = whyKnown(known)
  if (before && before.code !== 'skipped') return before
  const reason = whySkip(row, { states: wantedStates, floor: shop.floor ?? '' })
  if (reason) return { code: 'skipped', params: { reason } }
  if (before?.params.reason.code === 'test-order') return before
  const { cursor, lastSuccess } = shop
  if (cursor === null || lastSuccess === null) return { code: 'no-download', params: {} }
  const at = row.modifiedAt ?? row.placedAt
  if (at === null) return { code: 'unexplained', params: {} }
  if (at >= cursor) {
    const failing = shop.lastRun !== null && shop.lastRun.id !== lastSuccess.id
    return { code: failing ? 'failing' : 'too-early', params: { lastAt: lastSuccess.startedAt } }
  }
  if (wasInWindow) return { code: 'unexplained', params: {} }
  const next = Date.parse(at) >= Date.parse(cursor) - dayMs
  return { code: 'outside-windows', params: { at, next } }
}
