/**
 * Runs a program built for Electron under plain Node, with the stand-in in Electron's place:
 * `node --import ./test/electron/register.ts <main file> ...arguments`
 */
import { enableCompileCache, flushCompileCache, registerHooks } from 'node:module'
import { getEnvironmentData, isMainThread } from 'node:worker_threads'
import { followClock } from './browser/in-page/clock.js'

// Otherwise the types of some forty files are stripped at each start, which takes three times as long.
enableCompileCache()
setTimeout(flushCompileCache, 1000).unref()

const ELECTRON = new Set(['electron', 'electron/main', 'electron/common'])
const standIn = new URL('./stand-in/electron.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) => {
    if (!ELECTRON.has(specifier)) return next(specifier, context)
    // Worker threads inherit --import; Electron's modules exist on the main thread only.
    if (!isMainThread)
      throw new Error(`electron stand-in: '${specifier}' is not available in a worker thread`)
    return { url: standIn, format: 'module-typescript', shortCircuit: true }
  },
})

if (isMainThread) await import('./stand-in/main-thread.ts')
else {
  const offset = getEnvironmentData('electron-stand-in.clock')
  if (offset instanceof Float64Array) followClock(() => offset[0] ?? 0)
}
