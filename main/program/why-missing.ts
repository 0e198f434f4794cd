import type { SlimRow } from '../connectors/connector.ts'
import type { KnownOfOrder } from '../store/missing.ts'
import type { ShopRecord } from '../store/shops.ts'
import { whySkip } from '../sync/decide.ts'
import { dayMs } from '../words/local-time.ts'
import type { WhyMissing } from '../words/missing.ts'

export interface Facts {
  readonly shop: Pick<ShopRecord, 'floor' | 'cursor' | 'lastRun' | 'lastSuccess'>
  readonly wantedStates: ReadonlySet<string>
  readonly known: KnownOfOrder
  /** The order as the shop has it now. */
  readonly row: Pick<SlimRow, 'state' | 'stateId' | 'stateGroup' | 'placedAt' | 'modifiedAt'>
  /** Whether a download that succeeded looked at the time of its last change. */
  readonly wasInWindow: boolean
}

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
