import { readFileSync } from 'node:fs'
import { Script } from 'node:vm'

/** What the scripts of one page have to agree on; the names are random, so that no page can depend on them. */
export interface PageConfig {
  readonly binding: string
  readonly deliver: string
  readonly toPage: string
  readonly toPreload: string
  readonly contextIsolation: boolean
  readonly clockOffset: number | undefined
  /** What the preload sees as `process`. */
  readonly process: Readonly<Record<string, unknown>>
}

export interface Preload {
  readonly path: string
  readonly source: string
}

// The in-page files are read as text rather than imported and stringified: a test runner may transform imports.
function inPage(...names: readonly string[]): string {
  return names
    .map((name) => readFileSync(new URL(`./in-page/${name}.js`, import.meta.url), 'utf8'))
    .map((text) => text.replace(/^import .*$/gm, '').replace(/^export /gm, ''))
    .join('\n')
}

// A frame inside the page gets neither (Electron's nodeIntegrationInSubFrames: false).
const only = 'if (window !== window.top) return'

/** The script for the page's own world. */
export function mainWorldScript(config: PageConfig): string {
  return `(() => { ${only}\n${inPage('codec', 'bridge', 'clock', 'main-world')}\n${setClock(config)}startMainWorld(${JSON.stringify(config)}) })()`
}

function setClock({ clockOffset }: PageConfig): string {
  return clockOffset === undefined ? '' : `setClockOffset(${clockOffset});`
}

/** The script for the preload's world, with the preload inside. */
export function preloadWorldScript(config: PageConfig, preload: Preload | undefined): string {
  const files = inPage('codec', 'bridge', 'clock', 'preload-modules', 'preload-world')
  const run = wrapPreload(preload?.source ?? '')
  const name = preload === undefined ? '' : `\n//# sourceURL=${preload.path}`
  return `(() => { ${only}\n${files}\n${setClock(config)}startPreloadWorld(${JSON.stringify(config)}, ${run}) })()${name}`
}

/** The same parameters that Electron's sandboxed preloads are wrapped in (it also has Buffer; see limits). */
function wrapPreload(source: string): string {
  return `function (require, process, global, setImmediate, clearImmediate, exports, module) {\n${source}\n}`
}

/** Why the preload is not one CommonJS file, as Electron would find out when compiling it; undefined if it is. */
export function preloadSyntaxError(preload: Preload): Error | undefined {
  try {
    new Script(`(${wrapPreload(preload.source)})`, { filename: preload.path })
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
