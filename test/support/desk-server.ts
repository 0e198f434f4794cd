import { schemaScript } from '../../main/desks/schema/setup.ts'
import type { ServerInput } from '../../main/words/desks.ts'
import type { Postgres } from './postgres.ts'

const template = 'ordini_template'
const password = 'Vieni in bottega!'

/** A new shared archive, empty, on a server of tests; how a desk reaches it. */
export async function sharedArchive(postgres: Postgres, desk = 'Cassa'): Promise<ServerInput> {
  const present = await postgres.sql(`SELECT FROM pg_database WHERE datname = '${template}'`)
  if (present.length === 0) {
    await postgres.sql(`CREATE DATABASE ${template}`)
    await postgres.sql(schemaScript(), template)
    await postgres.sql(`ALTER ROLE ordini_desk PASSWORD '${password}'`)
  }
  const database = await postgres.createDatabase(template)
  // A copy has its original's tables, but not the rights on the database, and must not be the same archive.
  await postgres.sql(
    `REVOKE ALL ON DATABASE ${database} FROM PUBLIC;
     GRANT CONNECT ON DATABASE ${database} TO ordini_desk;
     UPDATE ordini.meta SET archive = gen_random_uuid(), epoch = gen_random_uuid()`,
    database,
  )
  const { host, port } = postgres
  return { host, port, database, user: 'ordini_desk', password, certificate: '', desk }
}
