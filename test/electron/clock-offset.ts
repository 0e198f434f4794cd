/** How far (ms) a clock that now shows the given time (ISO 8601) is off. Throws when it is not a time. */
export function clockOffset(start: string): number {
  const offset = Date.parse(start) - Date.now()
  if (Number.isNaN(offset)) throw new Error(`not a time: ${start}`)
  return offset
}
