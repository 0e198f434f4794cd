import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a later instance tells the first. */
export interface SecondInstance {
  readonly argv: readonly string[]
  readonly workingDirectory: string
  readonly additionalData: unknown
}

// Electron's lock is answered synchronously, so a socket is no use: a file made exclusively is the lock, and a
// later instance drops its message as a file beside it, which the first one watches for.
const LOCK = 'lock'
const MESSAGE = /^message-.*\.json$/

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    return false
  }
}

/** The lock of one folder; at most one living process holds it. */
export class InstanceLock {
  #held: { readonly folder: string; readonly stop: () => void } | undefined
  readonly #onSecond: (second: SecondInstance) => void

  constructor(onSecond: (second: SecondInstance) => void) {
    this.#onSecond = onSecond
  }

  get held(): boolean {
    return this.#held !== undefined
  }

  /** Takes the lock, or tells the process that holds it about this one and returns false. */
  request(userData: string, second: SecondInstance): boolean {
    if (this.#held !== undefined) return true
    // Not Electron's own name: a folder that a killed process leaves there would keep Electron from ever starting.
    const folder = join(userData, 'stand-in-lock')
    try {
      mkdirSync(folder, { recursive: true })
    } catch (error) {
      // Chromium cannot make its link there: no lock, and no word to anybody.
      if (['EROFS', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return false
      throw error
    }
    const file = join(folder, LOCK)
    if (!take(file) && !this.#takeOver(file)) {
      const name = `${process.pid}-${Date.now()}`
      writeFileSync(join(folder, `${name}.part`), JSON.stringify(second))
      renameSync(join(folder, `${name}.part`), join(folder, `message-${name}.json`))
      return false
    }
    const watcher = watch(folder, { persistent: false }, () => this.#receive(folder))
    const stop = () => {
      watcher.close()
      rmSync(folder, { recursive: true, force: true })
    }
    process.once('exit', stop)
    this.#held = { folder, stop }
    return true
  }

  release(): void {
    if (this.#held === undefined) return
    process.off('exit', this.#held.stop)
    this.#held.stop()
    this.#held = undefined
  }

  // The process that made the file was killed: nobody else would ever remove it.
  #takeOver(file: string): boolean {
    const pid = Number(readFileSync(file, 'utf8'))
    if (pid > 0 && isAlive(pid)) return false
    rmSync(file, { force: true })
    return take(file)
  }

  #receive(folder: string): void {
    for (const name of readdirSync(folder).filter((entry) => MESSAGE.test(entry))) {
      const file = join(folder, name)
      const second = JSON.parse(readFileSync(file, 'utf8')) as SecondInstance
      rmSync(file)
      this.#onSecond(second)
    }
  }
}
