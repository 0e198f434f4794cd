import type Database from 'better-sqlite3'
import { bareAddress, mayHoldSecret } from '../../words/bare-address.ts'

interface Row {
  id: number
  name: string
  platform: string
  url: string
  connection: string | null
}

/**
 * Takes what may be secret out of the addresses of shops (R32), removed ones too, and leaves word for the operator: copies
 * of the archive may still hold it.
 */
export function migration009(db: Database.Database): void {
  db.exec(`
-- What the operator is to be told as soon as somebody can be: JSON, an alert each.
CREATE TABLE pending_alerts (
  id INTEGER PRIMARY KEY,
  alert TEXT NOT NULL
) STRICT;`)
  const shops = db.prepare<[], Row>('SELECT id, name, platform, url, connection FROM shops ORDER BY id').all()
  const update = db.prepare('UPDATE shops SET url = ?, connection = ? WHERE id = ?')
  // What was there is overwritten, not only given free.
  const before = db.pragma('secure_delete', { simple: true }) as number
  db.pragma('secure_delete = ON')
  const told: string[] = []
  for (const { id, name, platform, url, connection } of shops) {
    const bare = bareAddress(url, platform).url
    const way = connection === null ? null : withBareUrl(connection, platform)
    if (bare === url && way === connection) continue
    update.run(bare, way, id)
    if (mayHoldSecret(url) || mayHoldSecret(urlOf(connection))) told.push(name)
  }
  db.pragma(`secure_delete = ${before}`)
  if (told.length === 0) return
  const alert = { code: 'secrets-in-addresses', params: { shops: [...new Set(told)].join(', ') } }
  db.prepare('INSERT INTO pending_alerts (alert) VALUES (?)').run(JSON.stringify(alert))
}

function withBareUrl(connection: string, platform: string): string {
  const url = urlOf(connection)
  const bare = bareAddress(url, platform).url
  return bare === url ? connection : JSON.stringify({ ...JSON.parse(connection), url: bare })
}

function urlOf(connection: string | null): string {
  const { url } = JSON.parse(connection ?? '{}') as { url?: unknown }
  return typeof url === 'string' ? url : ''
}
