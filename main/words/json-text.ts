/** A value as JSON text; null where it is nested more deeply than can be written. */
export function jsonText(value: unknown): string | null {
  try {
    return JSON.stringify(value) ?? null
  } catch (error) {
    // What was read can always be written but for this: reading is no recursion, writing is.
    if (error instanceof RangeError) return null
    throw error
  }
}

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c

/**
 * One element of a JSON array, as it was written. Unlike parsing all and writing the one anew this takes elements of
 * any depth.
 * @param json a valid JSON array in UTF-8
 * @throws Error when it has no such element
 */
export function elementText(json: Uint8Array, index: number): string {
  let place = 0
  for (const [from, to] of elements(json)) {
    if (place === index) return text(json, from, to)
    place += 1
  }
  throw new Error(`no element ${index}`)
}

/** An array of some elements of a JSON array, as they were written, in their order. */
export function someElements(json: Uint8Array, indexes: ReadonlySet<number>): Uint8Array {
  const parts: Buffer[] = []
  let place = 0
  for (const [from, to] of elements(json)) {
    if (indexes.has(place)) parts.push(Buffer.from(parts.length === 0 ? '[' : ','), bytesOf(json, from, to))
    place += 1
  }
  return parts.length === 0 ? Buffer.from('[]') : Buffer.concat([...parts, Buffer.from(']')])
}

/** From where to where each element of an array stands. */
function* elements(json: Uint8Array): Generator<readonly [number, number]> {
  let depth = 0
  let quoted = false
  let begun = -1
  for (let at = 0; at < json.length; at += 1) {
    const char = json[at]
    if (quoted) {
      if (char === backslash) at += 1
      else if (char === quote) quoted = false
      continue
    }
    if (char === quote) quoted = true
    else if (isOpening(char)) {
      depth += 1
      if (depth === 1) {
        begun = at + 1
        continue
      }
    } else if (isClosing(char)) depth -= 1
    const ends = depth === 0 || (depth === 1 && char === comma)
    if (!ends || begun === -1) continue
    yield [begun, at]
    begun = at + 1
    if (depth === 0) return
  }
}

function isOpening(char: number | undefined): boolean {
  return char === 0x5b || char === 0x7b
}

function isClosing(char: number | undefined): boolean {
  return char === 0x5d || char === 0x7d
}

function text(json: Uint8Array, from: number, to: number): string {
  const found = bytesOf(json, from, to).toString('utf8').trim()
  if (found === '') throw new Error('an empty array')
  return found
}

/** The same bytes, not a copy. */
function bytesOf(json: Uint8Array, from: number, to: number): Buffer {
  return Buffer.from(json.buffer, json.byteOffset + from, to - from)
}
