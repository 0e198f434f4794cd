/** Makes the process look like Electron's main process and emits `ready` when its time has come. */
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from './app.ts'
import { moveClockFrom } from './moving-clock.ts'
import { shapeProcess } from './process-shape.ts'
import { settings } from './settings.ts'
import './electron.ts'

const [, main] = process.argv
if (main === undefined) throw new Error('electron stand-in: no program given')
const entry = pathToFileURL(resolve(main)).href
if (settings.clockOffset !== undefined) moveClockFrom(settings.clockOffset)
shapeProcess()

// Electron does not end when there is nothing left to do: a program that forgets to quit hangs, here as there.
setInterval(() => undefined, 2 ** 31 - 1)
if (settings.hosted) process.once('disconnect', () => process.exit(1))

// Electron quits in order when it is asked to end, unless the program listens itself.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (process.listenerCount(signal) === 1) app.quit()
  })
}

// `ready` comes when the main module has been evaluated, so a top-level `await app.whenReady()` waits for ever.
setImmediate(() => {
  const hint = setTimeout(() => {
    console.error(
      'electron stand-in: the main module is still being evaluated; Electron emits "ready" only afterwards',
    )
  }, 1000).unref()
  import(entry)
    .then(() => setImmediate(() => app.start()))
    // Node reports the error itself: it is the same evaluation.
    .catch(() => undefined)
    .finally(() => clearTimeout(hint))
})
