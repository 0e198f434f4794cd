import type { ReachedShop } from '../../words/shop.ts'
import type { Fields } from '../reader.ts'
import type { Query } from '../send.ts'
import { keyText, oneOf, reference } from './keys.ts'

/**
 * What a choice of shops (R39) adds to every request: without it PrestaShop answers for the shop of the address alone.
 * Several shops are read out of all of them ({@link ordersOf}), for a request can name one, a group or all.
 */
export function contextOf(shops: readonly string[] | null): Query {
  if (shops === null) return {}
  const [only] = shops
  const group = shops.length === 1 && only !== undefined ? groupOf(only) : null
  if (group !== null) return { id_group_shop: group }
  return { id_shop: shops.length === 1 && only !== undefined && reference(only) !== null ? only : 'all' }
}

/** Whether a choice is of several: then orders are told apart by their shop. */
export function isOfSeveral(shops: readonly string[] | null): shops is readonly string[] {
  return shops !== null && shops.length > 1 && !shops.includes('all')
}

/** The filter for orders of several shops; `known` are the rows of `shops`, which tell what a group is made of. */
export function ordersOf(shops: readonly string[], known: readonly Fields[]): Query {
  const groups = new Set(shops.flatMap((shop) => groupOf(shop) ?? []))
  const ofGroups = known.flatMap((row) => (groups.has(keyText(row.id_shop_group)) ? [keyText(row.id)] : []))
  const ids = [...new Set([...shops.filter((shop) => reference(shop) !== null), ...ofGroups])]
  // No filter would be for all of them.
  return { 'filter[id_shop]': oneOf(ids.length === 0 ? ['0'] : ids) }
}

/** The number of a group chosen as `group:ID`. */
function groupOf(shop: string): string | null {
  return /^group:([1-9]\d{0,8})$/.exec(shop)?.[1] ?? null
}

/** The choice that an address as typed makes (`?id_shop=2`); null when it makes none. */
export function shopsOfTyped(typed: string): readonly string[] | null {
  const query = new URLSearchParams(typed.split('#')[0]?.split('?').slice(1).join('?'))
  const shop = query.get('id_shop')?.trim() ?? ''
  if (shop === 'all' || reference(shop) !== null) return [shop]
  const group = query.get('id_group_shop')?.trim() ?? ''
  return reference(group) === null ? null : [`group:${group}`]
}

/** Shops in use, by the rows of `shops` and `shop_groups`. */
export function shopsInUse(rows: readonly Fields[], groups: readonly Fields[]): readonly ReachedShop[] {
  const groupName = new Map(groups.map((row) => [keyText(row.id), keyText(row.name)]))
  return rows
    .filter(
      (row) => keyText(row.deleted) !== '1' && keyText(row.active) !== '0' && reference(row.id) !== null,
    )
    .map((row) => ({
      id: keyText(row.id),
      name: keyText(row.name),
      group: groupName.get(keyText(row.id_shop_group)) ?? '',
      groupId: keyText(row.id_shop_group),
      usual: true,
    }))
}
