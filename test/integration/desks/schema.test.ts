import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { schemaScript } from '../../../main/desks/schema/setup.ts'
import { tryServer } from '../../../main/desks/try-server.ts'
import type { ServerInput } from '../../../main/words/desks.ts'
import { sharedArchive } from '../../support/desk-server.ts'
import { type Postgres, postgresForFile } from '../../support/postgres.ts'

const postgres = await postgresForFile('newest')

/** As on a managed server, whose administrator is no superuser: twice, as after an update. @returns what is there then */
async function setUpByManager(postgres: Postgres) {
  const database = await postgres.createDatabase()
  await postgres.sql(
    `CREATE ROLE manager LOGIN CREATEROLE PASSWORD 'm'; ALTER DATABASE ${database} OWNER TO manager`,
  )
  const { host, port } = postgres
  const manager = new pg.Client({ host, port, database, user: 'manager', password: 'm' })
  await manager.connect()
  await manager.query(schemaScript())
  await manager.query(schemaScript())
  await manager.end()
  return postgres.sql(
    'SELECT schema, tableowner FROM ordini.meta, pg_tables WHERE tablename = $$fact$$',
    database,
  )
}

describe.skipIf(!postgres)('the server’s tables', () => {
  let archive: ServerInput
  let client: pg.Client
  let managed: readonly Record<string, unknown>[] | undefined
  const admin = (sql: string) => postgres?.sql(sql, archive.database)

  beforeAll(async () => {
    if (!postgres) return
    // First, while the roles are not there.
    managed = await setUpByManager(postgres)
    archive = await sharedArchive(postgres)
    client = new pg.Client(archive)
    await client.connect()
  })
  afterAll(() => client.end())

  it('are changed by their functions only (R55)', async () => {
    const refused = [
      'INSERT INTO ordini.fact SELECT * FROM ordini.fact',
      'UPDATE ordini.fact SET seq = 0',
      'UPDATE ordini.meta SET seq = 0',
      'UPDATE ordini.lease SET until = now()',
      'UPDATE ordini.desk SET n = 0',
      'DELETE FROM ordini.fact',
      'TRUNCATE ordini.fact',
      'DROP TABLE ordini.fact',
      'ALTER TABLE ordini.fact DISABLE TRIGGER ALL',
      'CREATE TABLE ordini.mine ()',
      'CREATE TABLE public.mine ()',
      'CREATE TEMP TABLE mine ()',
      'SELECT token FROM ordini.desk',
      'SELECT ordini.restored()',
      'SET ROLE ordini_owner',
      'LISTEN ordini; SELECT FROM ordini.meta FOR UPDATE',
    ]
    for (const sql of refused) await expect(client.query(sql), sql).rejects.toMatchObject({ code: '42501' })
    await expect(client.query('SELECT schema, min_desk FROM ordini.meta')).resolves.toMatchObject({
      rows: [{ schema: 1, min_desk: 1 }],
    })
  })

  it('are written down for good whatever a desk has set (R55)', async () => {
    await client.query('BEGIN; SET LOCAL synchronous_commit = off')
    const desk = randomUUID()
    await client.query('SELECT ordini.enter($1, $2, 1, $3, $4, $5)', [
      desk,
      'Cassa',
      randomUUID(),
      randomUUID(),
      randomUUID(),
    ])
    const { rows } = await client.query('SHOW synchronous_commit')
    await client.query('ROLLBACK')
    expect(rows).toEqual([{ synchronous_commit: 'on' }])
  })

  it('can be made by who is no superuser', () => {
    expect(managed).toEqual([{ schema: 1, tableowner: 'ordini_owner' }])
  })

  it('are not touched by a script that runs again, nor by two at once; rights are as they should be then', async () => {
    const before = await admin('SELECT * FROM ordini.meta')
    await admin(
      'REVOKE EXECUTE ON FUNCTION ordini.take FROM ordini_desk; GRANT DELETE ON ordini.fact TO PUBLIC',
    )
    await Promise.all([admin(schemaScript()), admin(schemaScript())])
    expect(await admin('SELECT * FROM ordini.meta')).toEqual(before)
    await expect(tryServer(archive, archive.password)).resolves.toBeUndefined()
    await expect(client.query('DELETE FROM ordini.fact')).rejects.toMatchObject({ code: '42501' })
  })
})
