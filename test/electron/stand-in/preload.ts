import { readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import type * as Electron from 'electron'
import { type Preload, preloadSyntaxError } from '../browser/page-scripts.ts'

/** Reads the preload and checks that it is one CommonJS file; reports why it cannot be run otherwise. */
export function readPreload(
  path: string | undefined,
  report: (path: string, error: Error) => void,
): Preload | undefined {
  if (path === undefined) return undefined
  try {
    if (!isAbsolute(path)) throw new Error('preload script must have absolute path')
    const preload = { path, source: readFileSync(path, 'utf8') }
    const wrong = preloadSyntaxError(preload)
    if (wrong === undefined) return preload
    throw wrong
  } catch (error) {
    report(path, error instanceof Error ? error : new Error(String(error)))
    return undefined
  }
}

/** What a preload sees as `process`. */
export function preloadProcess(preferences: Electron.WebPreferences): Record<string, unknown> {
  const { platform, arch, versions, version } = process
  return {
    platform,
    arch,
    version,
    versions: { ...versions },
    type: 'renderer',
    sandboxed: preferences.sandbox ?? true,
    contextIsolated: preferences.contextIsolation ?? true,
    isMainFrame: true,
    argv: [process.execPath, ...(preferences.additionalArguments ?? [])],
    env: { ...process.env },
    resourcesPath: process.resourcesPath,
    execPath: process.execPath,
  }
}
