import type { SlimRow } from './connector.ts'

/** The longest number that is worth asking a shop for. */
const longest = 64

/** What was typed as the number of an order, without blanks and `#`; null when no order can be called so. */
export function typedNumber(typed: string): string | null {
  const bare = typed.trim().replace(/^#\s*/, '')
  return bare === '' || bare.length > longest || /[\p{C}\r\n]/u.test(bare) ? null : bare
}

/** An identifier as WooCommerce, PrestaShop, Magento and Shopify give them; null when the number can be none. */
export function asIdentifier(number: string): string | null {
  return /^[1-9]\d{0,18}$/.test(number) ? number : null
}

/** Whether an order goes by a number: shops' own searches also find what only resembles it. */
export function goesBy({ number, shopOrderId }: SlimRow, typed: string): boolean {
  return shopOrderId === typed || sameNumber(number, typed)
}

/** Whether two numbers, as people type them, are the same order's. */
export function sameNumber(one: string, other: string): boolean {
  return bareNumber(one) === bareNumber(other)
}

function bareNumber(number: string): string {
  return number.trim().replace(/^#\s*/, '').toLowerCase()
}

/** Each order once, the first row of it. */
export function onceEach(rows: readonly SlimRow[]): SlimRow[] {
  return [...new Map(rows.toReversed().map((row) => [row.shopOrderId, row])).values()].reverse()
}
