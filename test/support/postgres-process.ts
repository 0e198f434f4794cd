import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { otherUser } from './postgres-binaries.ts'

const run = promisify(execFile)
const isWindows = process.platform === 'win32'

export type Settings = Readonly<Record<string, string>>

/** A server that runs. */
export interface Running {
  stop(): Promise<void>
  /** At once; what was not written is lost. */
  quit(): Promise<void>
  kill(): Promise<void>
  killNow(): void
}

/** Starts it; resolves when it takes connections. */
export async function start(bin: string, folder: string, settings: Settings): Promise<Running> {
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
    quit: () => signal('SIGQUIT'),
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
    quit: async () => void (await control('-m', 'immediate', 'stop')),
    kill: async () => void (await kill()),
    killNow: () => void kill(),
  }
}
