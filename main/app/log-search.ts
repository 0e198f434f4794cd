import type { ShopRecord } from '../store/shops.ts'
import type { Store } from '../store/store.ts'
import { logText } from '../texts/index.ts'
import type { Texts } from '../texts/shape.ts'
import { statesOf } from '../texts/state-name.ts'
import { folded } from '../words/folded.ts'
import type { LogEntry } from '../words/run.ts'
import type { LogFilter } from '../words/schemas.ts'

const chunk = 500

/**
 * A page of the log, newest first. Text is looked for in what the operator reads (number, shop, message, remedy in
 * the language of the window), which the archive does not hold: entries are read and rendered chunk by chunk.
 */
export async function searchLog(
  store: Store,
  texts: Texts,
  filter: LogFilter,
  beforeId: number | null,
  limit: number,
): Promise<LogEntry[]> {
  const query = folded(filter.text.trim())
  if (query === '') return store.listLog(filter, beforeId, limit)
  const shops = await store.listShops()
  const found: LogEntry[] = []
  let before = beforeId
  while (found.length < limit) {
    const entries = await store.listLog(filter, before, chunk)
    found.push(...entries.filter((entry) => folded(readable(texts, shops, entry)).includes(query)))
    before = entries.at(-1)?.id ?? null
    if (entries.length < chunk) break
  }
  return found.slice(0, limit)
}

function readable(texts: Texts, shops: readonly ShopRecord[], entry: LogEntry): string {
  const { message, remedy } = logText(texts, entry.message, statesOf(shops, entry.shopId))
  return `${entry.orderNumber ?? ''} ${entry.shopName} ${message} ${remedy}`
}
