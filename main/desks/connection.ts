import { randomUUID } from 'node:crypto'
import { deskVersion, type ServerAddress } from '../words/desks.ts'
import { failure } from '../words/failure.ts'
import { listenToHeads } from './heads.ts'
import { createLine, type Line, type Row, text } from './line.ts'
import type { ConnectedServer } from './link.ts'
import { readFacts } from './read-facts.ts'
import type { Appended, Entered, Lease } from './server.ts'

/** Which log the server has, for who has not entered. */
export type ServerState = Pick<Entered, 'archive' | 'epoch' | 'head'>

export interface Connection extends ConnectedServer {
  state(): Promise<ServerState>
}

/** A lease is asked on a connection of its own, and soon: no long fact may hold it up. */
const leaseMs = 10_000
/** A fact may travel as slowly as this (bytes a ms) before the connection counts as lost. */
const slowest = 16
const sendMs = 30_000

/**
 * Connects to the server that desks share (R55). Connections that are lost are made anew by the next call. A desk enters
 * before it appends, once for each server object.
 * @throws Failure why not: `desks-…`, `desk-outdated`
 */
export async function connectServer(to: ServerAddress, password: string): Promise<Connection> {
  const lost = new Set<() => void>()
  const onLost = () => {
    for (const listener of lost) listener()
  }
  const main = createLine(to, password, { lockMs: 15_000, onLost })
  try {
    await checkVersion(main)
  } catch (error) {
    await main.close()
    throw error
  }
  const leases = createLine(to, password, { lockMs: 5_000 })
  const session = randomUUID()
  const heads = listenToHeads(to, password, onLost)
  const call = async (query: string, values: readonly unknown[], timeoutMs?: number) => {
    const row = only(await main.query(query, values, timeoutMs))
    heads.ensure()
    return row
  }
  const leaseCall = async (query: string, values: readonly unknown[]) =>
    only(await leases.query(query, values, leaseMs))
  return {
    state: async () => readState(await call('SELECT archive, epoch, seq AS head FROM ordini.meta', [])),
    enter: async ({ desk, name, version, token, nextToken }) => {
      const values = [desk, name, version, token, nextToken, session]
      const row = await call('SELECT * FROM ordini.enter($1, $2, $3, $4, $5, $6)', values)
      return { ...readState(row), n: Number(row.n) }
    },
    append: async ({ desk, token }, n, fact) => {
      const { kind, shop, run, guard, advances, body } = fact
      const values = [desk, token, session, n, kind, shop, run, guard, advances, body]
      const query = 'SELECT ordini.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS outcome'
      const row = await call(query, values, sendMs + body.length / slowest)
      return { outcome: row.outcome as Appended['outcome'] }
    },
    read: async (after, limit, desk) => {
      const facts = await readFacts(main, after, limit, desk)
      heads.ensure()
      return facts
    },
    hashAt: async (seq) => {
      const query = `SELECT CASE WHEN $1::bigint = 0 THEN '' ELSE
        (SELECT encode(hash, 'hex') FROM ordini.fact WHERE seq = $1) END AS hash`
      return (await call(query, [seq])).hash ?? null
    },
    take: async ({ desk, token }, shop): Promise<Lease> => {
      const row = await leaseCall('SELECT * FROM ordini.take($1, $2, $3)', [desk, token, shop])
      const { run, holder, holder_name: name } = row
      return run === null
        ? { outcome: 'held', desk: text(holder), name: text(name) }
        : { outcome: 'taken', run: Number(run) }
    },
    renew: async ({ desk, token }, shop, run) => {
      const row = await leaseCall('SELECT ordini.renew($1, $2, $3, $4) AS renewed', [desk, token, shop, run])
      return row.renewed === 't'
    },
    give: async ({ desk, token }, shop, run) => {
      await leaseCall('SELECT ordini.give($1, $2, $3, $4)', [desk, token, shop, run])
    },
    seen: async ({ desk, token }, applied, mayDownload) => {
      await call('SELECT ordini.seen($1, $2, $3, $4)', [desk, token, applied, [...mayDownload]])
    },
    desks: async () => {
      const rows = await main.query(listDesks)
      return rows.map(({ id, name, ago, applied, may, at }) => ({
        id: text(id),
        name: text(name),
        seenAgo: Number(ago),
        applied: Number(applied),
        mayDownload: JSON.parse(text(may)),
        downloading: JSON.parse(text(at)),
      }))
    },
    leave: async ({ desk, token }) => {
      await call('SELECT ordini.leave($1, $2)', [desk, token])
    },
    onHead: heads.onHead,
    onLost: (listener) => void lost.add(listener),
    close: async () => {
      await Promise.all([main.close(), leases.close(), heads.close()])
    },
  }
}

/** @throws Failure where the server's tables are of another version than this program's */
export async function checkVersion(line: Line): Promise<void> {
  const [row] =
    await line.query(`SELECT schema, current_setting('server_version_num')::integer / 10000 AS version
    FROM ordini.meta`)
  const schema = Number(row?.schema)
  if (schema > deskVersion) throw failure('desk-outdated', {})
  if (schema < deskVersion) throw failure('desks-schema-old', {})
}

function only([row]: readonly Row[]): Row {
  if (row === undefined) throw new Error('the server has answered nothing')
  return row
}

function readState(row: Row): ServerState {
  return { archive: text(row.archive), epoch: text(row.epoch), head: Number(row.head) }
}

const listDesks = `
SELECT id, name, applied, round(extract(epoch FROM clock_timestamp() - seen_at) * 1000) AS ago,
  to_json(may_download)::text AS may,
  (SELECT coalesce(json_agg(shop), '[]') FROM ordini.lease WHERE desk = id AND until > clock_timestamp())::text AS at
FROM ordini.desk WHERE NOT gone ORDER BY name, id`
