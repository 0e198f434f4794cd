import type { ShopSettings } from '../../words/shop.ts'

/**
 * What desks share of a shop's settings (R58): the office's. Never how this desk reaches the shop, what it trusts, or what it
 * does by itself: those are not in here, and whatever is added to the settings is not either.
 */
export const sharedSettings = [
  'firstDownloadFrom',
  'firstDownloadTo',
  'states',
  'stateMeanings',
  'shops',
  'timeZone',
  'fiscalFields',
] as const satisfies readonly (keyof ShopSettings)[]

/** The columns of `shops` that are shared. */
export const sharedColumns = ['name', 'platform', 'url', 'known_states', 'known_shops', 'removed_at'] as const

/** A part of a shop that is told by itself, so that two desks may change two of them; and by which SQL it has changed. */
export const saidShopFields: readonly { readonly name: string; readonly changed: string }[] = [
  ...sharedColumns.map((name) => ({ name, changed: `new.${name} IS NOT old.${name}` })),
  ...sharedSettings.map((name) => ({
    name,
    changed: `json_extract(new.settings, '$.${name}') IS NOT json_extract(old.settings, '$.${name}')`,
  })),
]

/** The register of a part of a shop, in SQL. */
export function shopField(row: string, name: string): string {
  return `'shop|' || ${row}.uuid || '|${name}'`
}
