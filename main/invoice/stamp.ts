import type { Scaled } from '../words/decimal.ts'
import { alwaysStamped, type InvoiceSettings, maybeStamped, type Natura } from '../words/invoice-settings.ts'
import { cent } from '../words/vat-amounts.ts'
import type { Group } from './summaries.ts'

/** Above so much without VAT a document bears a stamp. */
const free = 7747n * cent
export const stampAmount = 200n * cent

/**
 * Whether a document bears a stamp; null when that hangs on naturas about which nobody has decided.
 * @param exempt of what bears no VAT, what is another country's VAT
 */
export function isStamped(
  groups: readonly Group[],
  exempt: Scaled,
  settings: InvoiceSettings,
): boolean | null {
  const sum = (naturas: readonly Natura[]) =>
    groups.reduce(
      (all, { natura, gross }) => (natura !== null && naturas.includes(natura) ? all + gross : all),
      0n,
    )
  const { stampAlso } = settings
  const certain = sum([...new Set([...alwaysStamped, ...(stampAlso ?? [])])]) - exempt
  if (certain > free) return true
  return stampAlso === null && certain + sum(maybeStamped) > free ? null : false
}
