import type { VatClass } from './easyfatt-choices.ts'
import type { EasyfattName, VatRule } from './easyfatt-tables.ts'
import { vatAreaOf } from './vat-area.ts'

/** By what a row of an order finds its VAT code (R46). */
export interface VatNeed {
  /** As in {@link VatRule}. */
  readonly rate: string
  /** Where the goods go; ISO 3166-1 alpha-2, `''` where the shop does not say. */
  readonly country: string
  /** Whether the buyer has a VAT number. */
  readonly company: boolean
}

/** An order that is left out until these have a code. */
export interface UncodedOrder {
  readonly shop: string
  readonly number: string
  readonly lacking: readonly VatNeed[]
}

/** How many orders are left out for want of a VAT code; the first of them by name. */
export interface Uncoded {
  readonly count: number
  readonly first: readonly UncodedOrder[]
}

export const noneUncoded: Uncoded = { count: 0, first: [] }

export interface VatCode {
  readonly code: string
  readonly vatClass: VatClass | null
  /** No row of the tables says otherwise. */
  readonly usual: boolean
}

/** What is written where nothing is charged, and for the cents that round. */
export const withoutVat: VatCode = { code: '0', vatClass: null, usual: true }

/** The code of a row; null: none is known, and the order must not go out without. */
export function vatCodeFor(rules: readonly VatRule[], need: VatNeed): VatCode | null {
  const rule = ruleFor(rules, need)
  return rule === null ? usualVatCode(need.rate) : { ...rule, usual: false }
}

/**
 * Where no row says otherwise: the percentage as code. Why a row bears no VAT is the accountant's to say, what rate it has
 * where nobody tells, too: there is none for these.
 */
export function usualVatCode(rate: string): VatCode | null {
  if (rate === 'rounding') return withoutVat
  return /^[\d.]*[1-9]/.test(rate) ? { code: rate, vatClass: 'Imponibile', usual: true } : null
}

/** The row that says most: one country before a group of them, and that before anywhere; then who buys. */
export function ruleFor(rules: readonly VatRule[], need: VatNeed): VatRule | null {
  let best: VatRule | null = null
  for (const rule of rules) {
    if (rule.rate !== need.rate || !isThere(rule.place, need.country)) continue
    if (rule.buyer !== 'any' && rule.buyer !== (need.company ? 'company' : 'private')) continue
    if (best === null || weight(rule) > weight(best)) best = rule
  }
  return best
}

function isThere(place: string, country: string): boolean {
  return place === 'anywhere' || place === country || place === vatAreaOf(country)
}

function weight({ place, buyer }: VatRule): number {
  const where = place === 'anywhere' ? 0 : /^[A-Z]{2}$/.test(place) ? 4 : 2
  return where + (buyer === 'any' ? 0 : 1)
}

/** What a payment or shipping method is called in Easyfatt: the shop's own name where no row says otherwise. */
export function easyfattName(names: readonly EasyfattName[], own: string): string {
  return names.find(({ from }) => from === own)?.to ?? own
}
