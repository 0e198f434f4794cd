import type { PlatformId } from '../words/shop.ts'

/** A shop as far as it is looked at to tell whether another archive means the same one. */
export interface ShopFace {
  /** `shops.uuid` */
  readonly uuid: string
  readonly name: string
  readonly platform: PlatformId
  /** The site and the folder there, as its platform reads the address. */
  readonly place: string
  /** Of a multishop, those that are downloaded; null: not chosen. */
  readonly chosen: readonly string[] | null
  readonly isDemo: boolean
}

/**
 * Which shops of two archives are the same: those of the same identifier; else those of one platform and place that do
 * not download different shops of a multishop, those of one name first. Each is the same as one other at most; a
 * demonstration shop is the same as none.
 * @returns the other's identifier by ours
 */
export function pairShops(
  here: readonly ShopFace[],
  there: readonly ShopFace[],
): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>()
  const taken = new Set<string>()
  const pair = (isSame: (one: ShopFace, other: ShopFace) => boolean) => {
    for (const one of here) {
      if (pairs.has(one.uuid) || one.isDemo) continue
      const same = there.find((other) => !taken.has(other.uuid) && !other.isDemo && isSame(one, other))
      if (same === undefined) continue
      pairs.set(one.uuid, same.uuid)
      taken.add(same.uuid)
    }
  }
  pair((one, other) => one.uuid === other.uuid)
  pair((one, other) => isSamePlace(one, other) && isSameName(one, other))
  pair(isSamePlace)
  return pairs
}

function isSamePlace(one: ShopFace, other: ShopFace): boolean {
  if (one.platform !== other.platform || one.place !== other.place) return false
  return (
    one.chosen === null || other.chosen === null || one.chosen.some((shop) => other.chosen?.includes(shop))
  )
}

function isSameName(one: ShopFace, other: ShopFace): boolean {
  return one.name.toLowerCase() === other.name.toLowerCase()
}
