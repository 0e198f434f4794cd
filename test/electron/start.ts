/**
 * Runs the built program for a person, in an installed Chromium, Chrome or Edge, where Electron's binary cannot be
 * had: `node test/electron/start.ts [arguments of the program]`. Without a display its windows stay invisible.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Starts the program of a folder with package.json; resolves with its exit code when it has ended. */
export async function startOnStandIn(args: readonly string[], app = join(here, '..', '..')): Promise<number> {
  const { main } = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8')) as { main: string }
  const command = ['--import', join(here, 'register.ts'), resolve(app, main), ...args]
  const child = spawn(process.execPath, command, { stdio: 'inherit' })
  // From a terminal the child gets the signal as well; this process only has to wait for it.
  const pass = (signal: NodeJS.Signals) => void child.kill(signal)
  for (const signal of SIGNALS) process.on(signal, pass)
  return new Promise((done, fail) => {
    child.once('error', fail)
    child.once('close', (code) => {
      for (const signal of SIGNALS) process.off(signal, pass)
      done(code ?? 1)
    })
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await startOnStandIn(process.argv.slice(2))
}
