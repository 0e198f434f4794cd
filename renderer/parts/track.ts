export interface Track {
  /** A grid track: `96px`, `minmax(120px, 1fr)`. It begins with its least width. */
  readonly track: string
}

/** The least width that columns have together, in pixels. */
export function leastWidth(columns: readonly Track[]): number {
  return columns.reduce((sum, { track }) => sum + Number(/\d+/.exec(track)?.[0]), 0)
}
