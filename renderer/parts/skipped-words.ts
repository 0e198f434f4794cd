import type { Texts } from '../../main/texts/shape.ts'
import { stateNameOf } from '../../main/texts/state-name.ts'
import { formatCount } from '../../main/words/format.ts'
import type { SkippedGroup } from '../../main/words/run.ts'
import type { ShopView } from '../../main/words/shop-view.ts'

/** `98 già scaricati`, `22 «In attesa di pagamento»`. */
export function skippedWords(
  texts: Texts,
  shops: readonly ShopView[],
  { shopId, reason, state, count }: Pick<SkippedGroup, 'shopId' | 'reason' | 'state' | 'count'>,
): string {
  const name = state === null ? '' : stateNameOf(texts, shops, { shopId, state })
  return texts.skippedGroups[reason](count, formatCount(count, texts.language), name)
}
