import { sentence, shopWarningText } from '../texts/index.ts'
import type { Texts } from '../texts/shape.ts'
import type { ShopWarning } from '../words/shop-warning.ts'

/** What a shop's downloads leave out (R39), as `--json` prints it. */
export function toldWarning(texts: Texts, warning: ShopWarning) {
  const { kind, key, name, count } = warning
  return { kind, key, name, count, ...shopWarningText(texts, warning) }
}

export function warningLines(texts: Texts, warnings: readonly ShopWarning[]): readonly string[] {
  return warnings.map((warning) => sentence(shopWarningText(texts, warning)))
}
