import { randomUUID } from 'node:crypto'

let last = 0

/** A UUID of version 7 (RFC 9562): unique anywhere, and later ones are greater, so that indexes grow at their end. */
export function uniqueId(now = Date.now()): string {
  last = Math.max(now, last)
  const time = last.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}
