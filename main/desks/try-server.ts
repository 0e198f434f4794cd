import type { ServerAddress } from '../words/desks.ts'
import { failure } from '../words/failure.ts'
import { checkVersion } from './connection.ts'
import { createLine, type Line } from './line.ts'

/**
 * _Prova_: whether desks can work with this server as it is. Nothing is written on it.
 * @throws Failure why not: `desks-…`, `desk-outdated`, `cancelled`
 */
export async function tryServer(to: ServerAddress, password: string, signal?: AbortSignal): Promise<void> {
  const first = createLine(to, password, { lockMs: 5_000 })
  const second = createLine(to, password, { lockMs: 5_000 })
  const close = () => Promise.all([first.close(), second.close()])
  const aborted = new Promise<never>((_, reject) => {
    const abort = () => reject(failure('cancelled', {}))
    if (signal?.aborted) abort()
    else signal?.addEventListener('abort', abort, { once: true })
  })
  try {
    await Promise.race([tryAll(to, first, second), aborted])
  } finally {
    void close()
  }
}

async function tryAll(to: ServerAddress, first: Line, second: Line): Promise<void> {
  const [version] = await first.query(
    `SELECT current_setting('server_version_num')::integer / 10000 AS found`,
  )
  if (Number(version?.found) < 15) throw failure('desks-postgres-old', { found: String(version?.found) })
  if (await isPooledByTransaction(first, second)) throw failure('desks-pooler', { host: to.host })
  await checkVersion(first)
  const [rights] = await first.query(allRights)
  if (rights?.has !== 't') throw failure('desks-right-missing', { user: to.user })
}

/**
 * Who has a connection of his own has it alone, and keeps it. A pooler in transaction mode gives one to both, or another
 * to the first as long as a transaction of the second lasts.
 */
export async function isPooledByTransaction(first: Line, second: Line): Promise<boolean> {
  const backend = async (line: Line) => (await line.query('SELECT pg_backend_pid() AS id'))[0]?.id
  const firsts = [await backend(first)]
  await second.query('BEGIN')
  firsts.push(await backend(first))
  const seconds = [await backend(second)]
  await second.query('ROLLBACK')
  seconds.push(await backend(second))
  return new Set(firsts).size > 1 || new Set(seconds).size > 1 || firsts[0] === seconds[0]
}

const allRights = `
SELECT has_table_privilege('ordini.meta', 'SELECT') AND has_table_privilege('ordini.fact', 'SELECT')
  AND has_table_privilege('ordini.lease', 'SELECT') AND has_column_privilege('ordini.desk', 'id', 'SELECT')
  AND (SELECT count(*) = 7 AND bool_and(has_function_privilege(oid, 'EXECUTE')) FROM pg_proc
    WHERE pronamespace = 'ordini'::regnamespace
    AND proname IN ('enter', 'append', 'take', 'renew', 'give', 'seen', 'leave')) AS has`
