import { absolute, type Scaled, toDecimal } from '../words/decimal.ts'
import type { InvoiceSummary } from '../words/invoice.ts'
import type { Natura } from '../words/invoice-settings.ts'
import { mostRounding } from '../words/sale.ts'
import { cent, cents, netOf, taxOf } from '../words/vat-amounts.ts'
import { isTaxOf } from './exact.ts'
import { type Notes, refuse } from './notes.ts'

/** What is sold under one rate and natura. */
export interface Group {
  readonly rate: Scaled
  readonly natura: Natura | null
  law: string
  /** What its lines come to. */
  net: Scaled
  /** What was charged. */
  gross: Scaled
  /** By how much rate and tax may disagree by the shop's own rounding. */
  slack: Scaled
}

/** Something that goes into a group. */
export interface Part {
  readonly rate: Scaled
  readonly natura: Natura | null
  readonly law: string
  /** To the cent, as its line says. */
  readonly net: Scaled
  readonly gross: Scaled
  readonly slack: Scaled
}

/** What a shop's rounding may come to: of rows, or of each piece of them. */
export function slackOf(pieces: Scaled): Scaled {
  return 2n * cent + pieces / 200n
}

/** The groups of a document, whole cents, in the order in which they come. */
export function groupsOf(parts: readonly Part[]): Group[] {
  const groups = new Map<string, Group>()
  for (const part of parts) {
    const key = `${part.rate} ${part.natura}`
    const group = groups.get(key)
    if (group === undefined) {
      groups.set(key, { ...part })
      continue
    }
    group.net += part.net
    group.gross += part.gross
    group.slack += part.slack
    group.law ||= part.law
  }
  return [...groups.values()].map((group) => ({ ...group, gross: cents(group.gross) }))
}

/** Lets what the shop has rounded fall on the largest group, so that the document comes to what was paid. */
export function closeTo(total: Scaled, groups: readonly Group[], notes: Notes): void {
  const computed = groups.reduce((sum, { gross }) => sum + gross, 0n)
  const [first, ...others] = groups
  if (first === undefined || computed === total) return
  if (absolute(total - computed) > mostRounding) {
    refuse(notes, 'total-mismatch', { declared: toDecimal(total, 2), computed: toDecimal(computed, 2) })
    return
  }
  const largest = others.reduce((one, other) => (other.gross > one.gross ? other : one), first)
  largest.gross += total - computed
  largest.slack += absolute(total - computed)
}

/** The summary of a group; null where rate and tax of the order do not agree, which is refused. */
export function summaryOf(
  { rate, natura, law, net, gross, slack }: Group,
  notes: Notes,
): InvoiceSummary | null {
  const taxable = taxableOf(rate, net, gross)
  if (taxable === null || absolute(taxable - net) > slack) {
    const amounts = { net: toDecimal(net, 2), tax: toDecimal(gross - net, 2) }
    refuse(notes, 'tax-disagrees', { rate: toDecimal(rate), ...amounts })
    return null
  }
  return {
    ...{ rate: toDecimal(rate, 2), natura, law },
    rounding: taxable === net ? null : toDecimal(taxable - net, 2),
    taxable: toDecimal(taxable, 2),
    tax: toDecimal(gross - taxable, 2),
  }
}

/**
 * What is taxable of what was paid. The shop's own net amount and tax where the exchange system lets them pass; it refuses
 * some sums of taxes that were rounded line by line (two lines of 8.11 + 1.79 at 22 %). Then the amounts nearest to them
 * that it takes: with the tax rounded as it should be, if there are such.
 */
function taxableOf(rate: Scaled, net: Scaled, gross: Scaled): Scaled | null {
  if (rate === 0n) return gross
  if (isTaxOf(net, rate, gross - net)) return net
  const near = netOf(gross, rate)
  const off = (taxable: Scaled) =>
    absolute(taxable - net) + (taxOf(taxable, rate) === gross - taxable ? 0n : cent * 1_000_000n)
  const fit = [-2n, -1n, 0n, 1n, 2n]
    .map((by) => near + by * cent)
    .filter((taxable) => isTaxOf(taxable, rate, gross - taxable))
    .sort((a, b) => Number(off(a) - off(b)))
  return fit[0] ?? null
}
