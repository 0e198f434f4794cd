import type { Condition } from './search-filter.ts'

/** The places that meet all conditions. The array given is used up. */
export function meeting(conditions: readonly Condition[], places: Uint32Array): Uint32Array {
  let count = places.length
  for (const condition of conditions) count = condition(places, count)
  return places.slice(0, count)
}

/** Of two lists of ascending places, those in both; null is all places. */
export function inBoth(one: Uint32Array | null, other: Uint32Array | null): Uint32Array | null {
  if (one === null || other === null) return one ?? other
  let at = 0
  return one.filter((place) => {
    while (at < other.length && (other[at] ?? 0) < place) at += 1
    return other[at] === place
  })
}

/** How many of ascending places are below another. */
export function countBelow(places: Uint32Array, other: number): number {
  let count = places.length
  while (count > 0 && (places[count - 1] ?? 0) >= other) count -= 1
  return count
}

/** Those below another, in the order given. By hand, as the next: the array's `filter` takes several times as long. */
export function placesBelow(ordered: Uint32Array, other: number): Uint32Array {
  const found = new Uint32Array(other)
  let length = 0
  for (let at = 0; at < ordered.length; at += 1) {
    const place = ordered[at] ?? 0
    if (place < other) found[length++] = place
  }
  return found
}

/** Some places, in the order of all. */
export function inOrderOf(ordered: Uint32Array, places: Uint32Array): Uint32Array {
  const isWanted = new Uint8Array(ordered.length)
  for (let at = 0; at < places.length; at += 1) isWanted[places[at] ?? 0] = 1
  const found = new Uint32Array(places.length)
  let length = 0
  for (let at = 0; at < ordered.length; at += 1) {
    const place = ordered[at] ?? 0
    if (isWanted[place] === 1) found[length++] = place
  }
  return found
}
