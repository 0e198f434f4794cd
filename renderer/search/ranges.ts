/** Places chosen in a list, as ranges (their end not included), ascending and apart: all of a million is one. Pure. */
export type Ranges = readonly (readonly [from: number, to: number])[]

export const noPlaces: Ranges = []

/** Whether a place is in one of the ranges. */
export function hasPlace(ranges: Ranges, place: number): boolean {
  return ranges.some(([from, to]) => place >= from && place < to)
}

/** How many places there are in all ranges. */
export function countPlaces(ranges: Ranges): number {
  return ranges.reduce((sum, [from, to]) => sum + to - from, 0)
}

/** With the places from `from` up to, without, `to`. */
export function addPlaces(ranges: Ranges, from: number, to: number): Ranges {
  if (to <= from) return ranges
  const apart = ranges.filter(([start, end]) => end < from || start > to)
  const touching = ranges.filter(([start, end]) => end >= from && start <= to)
  const start = Math.min(from, ...touching.map(([first]) => first))
  const end = Math.max(to, ...touching.map(([, last]) => last))
  return [...apart, [start, end] as const].sort(([a], [b]) => a - b)
}

/** Without that place. */
export function removePlace(ranges: Ranges, place: number): Ranges {
  return ranges.flatMap(([from, to]) =>
    place < from || place >= to
      ? [[from, to] as const]
      : [[from, place] as const, [place + 1, to] as const].filter(([start, end]) => end > start),
  )
}

/** Without that place if it was in, else with it. */
export function togglePlace(ranges: Ranges, place: number): Ranges {
  return hasPlace(ranges, place) ? removePlace(ranges, place) : addPlaces(ranges, place, place + 1)
}

/** Between two places, in whichever order they come. */
export function between(one: number, other: number): Ranges {
  return [[Math.min(one, other), Math.max(one, other) + 1]]
}
