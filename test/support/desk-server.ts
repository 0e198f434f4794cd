import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { type Connection, connectServer } from '../../main/desks/connection.ts'
import { schemaScript } from '../../main/desks/schema/setup.ts'
import type { Coming, DeskToken, Entered } from '../../main/desks/server.ts'
import { deskVersion, type ServerInput } from '../../main/words/desks.ts'
import type { Fact, StoredFact } from '../../main/words/fact.ts'
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

/** A shared archive of a test, and the desks at it; all closed when the test ends. */
export interface DeskOffice {
  readonly archive: ServerInput
  /** Runs SQL in it as a superuser. */
  admin(sql: string): Promise<readonly Record<string, unknown>[]>
  connect(): Promise<Connection>
  /** A desk that has entered, with connections of its own. */
  enter(coming?: Partial<Coming>): Promise<{ server: Connection; me: DeskToken; entered: Entered }>
}

export async function deskOffice(postgres: Postgres | null): Promise<DeskOffice> {
  if (!postgres) throw new Error('its tests are skipped')
  const archive = await sharedArchive(postgres)
  const connect = async () => {
    const server = await connectServer(archive, archive.password)
    onTestFinished(() => server.close())
    return server
  }
  return {
    archive,
    admin: (sql) => postgres.sql(sql, archive.database),
    connect,
    enter: async (coming = {}) => {
      const server = await connect()
      const asked = {
        desk: randomUUID(),
        name: 'Cassa',
        version: deskVersion,
        token: randomUUID(),
        nextToken: randomUUID(),
        ...coming,
      }
      const entered = await server.enter(asked)
      return { server, me: { desk: asked.desk, token: asked.nextToken }, entered }
    },
  }
}

/** A fact that says a text. */
export function factOf(text: string, more: Partial<Fact> = {}): Fact {
  return {
    kind: 'rows',
    shop: null,
    run: null,
    guard: null,
    advances: false,
    body: Buffer.from(text),
    ...more,
  }
}

/** What facts say, a text each; null: the body was left out. */
export function textsOf(facts: readonly StoredFact[]): readonly (string | null)[] {
  return facts.map(({ body }) => (body === null ? null : Buffer.from(body).toString()))
}
