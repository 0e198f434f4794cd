/** The filter for any of some values. */
export function oneOf(values: readonly string[]): string {
  return `[${values.join('|')}]`
}

/** A field by which rows are found; `''` for what is neither text nor number. */
export function keyText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** An identifier of another row; null for 0, which stands for none. */
export function reference(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && /^[1-9]\d{0,18}$/.test(text) ? text : null
}

/** Whether a flag is set: text, as it comes mostly, or by its own type. */
export function isYes(flag: unknown): boolean {
  return flag === '1' || flag === 1 || flag === true
}
