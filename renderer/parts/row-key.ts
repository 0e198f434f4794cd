const numbers = new Map<string, number>()

/** A number for a text, the same whenever it is asked for: tables tell their rows apart by numbers. */
export function rowKey(text: string): number {
  const known = numbers.get(text)
  if (known !== undefined) return known
  numbers.set(text, numbers.size + 1)
  return numbers.size
}
