/**
 * A table that is looked up by words from outside (fields, states): without what every object answers to by itself,
 * `constructor` or `toString`.
 */
export function plainTable<Value>(entries: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.assign(Object.create(null) as Record<string, Value>, entries)
}
