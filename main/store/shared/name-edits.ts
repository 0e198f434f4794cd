import { createHash } from 'node:crypto'
import { type Json, placeOf } from '../../words/edit/fields.ts'
import { withKeys } from '../../words/edit/keys-apart.ts'
import type { Sqlite } from '../database.ts'

interface UnnamedEdit {
  readonly id: number
  readonly orderId: number
  readonly path: string
  readonly next: string
  readonly identity: string
}

/**
 * Gives the changes that were made before this archive joined others (R55) what names them everywhere: the same where it is a
 * copy of one that has joined, so that nothing is changed twice. The elements that they added get keys as no other archive has.
 */
export function nameEdits(db: Sqlite): void {
  const unnamed = db.prepare<[], UnnamedEdit>(
    `SELECT order_edits.id, order_id AS orderId, path, next,
       json_array(shops.uuid, shop_order_id, at, version, source, path, previous, next) AS identity
     FROM order_edits JOIN orders ON orders.id = order_id JOIN shops ON shops.id = shop_id
     WHERE order_edits.uuid IS NULL AND demo = 0 ORDER BY order_edits.id`,
  )
  const name = db.prepare('UPDATE order_edits SET uuid = ?, path = ?, next = ? WHERE id = ?')
  const keys = new Map<number, Map<string, string>>()
  for (const { id, orderId, path, next, identity } of unnamed.all()) {
    const uuid = uuidOf(identity)
    const renamed = keys.get(orderId) ?? new Map<string, string>()
    keys.set(orderId, renamed)
    const place = placeOf(path)
    const isAdded = place?.kind === 'element' && next !== 'null' && !renamed.has(`${place.list}.${place.key}`)
    if (isAdded) renamed.set(`${place.list}.${place.key}`, `${place.key.slice(0, 14)}-${uuid.slice(-5)}`)
    const change = withKeys({ path, value: JSON.parse(next) as Json }, renamed)
    name.run(uuid, change.path, JSON.stringify(change.value), id)
  }
}

/**
 * Places in a log that it has left say nothing of the one that it joins: those of the same are told again. What was handed over
 * before it joined is of a time when each went by itself.
 */
export function forgetPlaces(db: Sqlite): void {
  db.exec(`
    UPDATE order_edits SET seq = NULL, undone_seq = NULL WHERE seq IS NOT NULL OR undone_seq IS NOT NULL;
    UPDATE handovers SET seq = NULL, base = -1 WHERE base >= 0 OR seq IS NOT NULL;
    UPDATE shops SET added_seq = NULL WHERE added_seq IS NOT NULL;
    UPDATE orders SET site_state_seq = NULL WHERE site_state_seq IS NOT NULL;`)
}

/** A UUID of version 8, made of what it names. */
function uuidOf(identity: string): string {
  const bytes = createHash('sha256').update(identity).digest()
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
