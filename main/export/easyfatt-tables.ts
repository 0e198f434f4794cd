import type { Store } from '../store/store.ts'
import { type EasyfattTables, easyfattTablesName, readEasyfattTables } from '../words/easyfatt-tables.ts'

/** A shop's tables (R46) as the archive has them. */
export async function easyfattTablesOf(store: Store, shopId: number): Promise<EasyfattTables> {
  return readEasyfattTables(await store.officeSetting(shopId, easyfattTablesName))
}
