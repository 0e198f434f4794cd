import type { Fields, Reader } from '../reader.ts'
import type { Pair } from './amounts.ts'
import { isYes } from './keys.ts'

/** A voucher that was used, and what it took off. */
export interface Voucher extends Pair {
  /** `''` where it has no name. */
  readonly code: string
}

/** The vouchers used (`order_cart_rules`), without those that were taken away again. */
export function readVouchers(reader: Reader, cartRules: readonly Fields[]): readonly Voucher[] {
  return cartRules
    .filter((rule) => !isYes(rule.deleted))
    .map((rule, index) => {
      const path = `order_cart_rules[${index}].`
      const gross = reader.amount(rule, 'value', path, '0').value
      const net =
        rule.value_tax_excl === undefined ? gross : reader.amount(rule, 'value_tax_excl', path, '0').value
      return { code: reader.text(rule, 'name', path), net, gross }
    })
}
