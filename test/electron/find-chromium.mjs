// Plain JavaScript, no dependency: scripts run it on Node 20 before anything is installed.
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

/** Chromium without windows: the same pages for an eighth less work. */
const HEADLESS_NAMES = ['chromium-headless-shell', 'chrome-headless-shell', 'headless_shell']
const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'msedge',
]

/**
 * @param {string[]} names
 * @returns {string[]} where programs of these names would be on Linux, best first
 */
function onThePath(names) {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/bin',
    '/usr/local/bin',
    '/snap/bin',
    '/opt/google/chrome',
  ]
  return names.flatMap((name) =>
    folders.filter((folder) => folder !== '').map((folder) => join(folder, name)),
  )
}

/** @returns {string[]} the usual places of an installed browser on this system, best first */
function usualPlaces() {
  if (process.platform === 'darwin') {
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) => [
      join(folder, 'Google Chrome.app/Contents/MacOS/Google Chrome'),
      join(folder, 'Chromium.app/Contents/MacOS/Chromium'),
      join(folder, 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge'),
    ])
  }
  if (process.platform === 'win32') {
    const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    return roots
      .filter((root) => root !== undefined)
      .flatMap((root) => [
        join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(root, 'Chromium', 'Application', 'chrome.exe'),
        join(root, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ])
  }
  return onThePath(NAMES)
}

/**
 * @param {RegExp} kind the name of the folders; the version is the first group
 * @param {string[]} inside where the executable may be in them
 * @returns {string[]} browsers that `npx playwright install chromium` put on this machine, newest first
 */
function playwrightDownloads(kind, inside) {
  const root =
    process.env.PLAYWRIGHT_BROWSERS_PATH ??
    {
      darwin: join(homedir(), 'Library', 'Caches', 'ms-playwright'),
      win32: join(process.env.LOCALAPPDATA ?? homedir(), 'ms-playwright'),
    }[process.platform] ??
    join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ms-playwright')
  if (!existsSync(root)) return []
  return readdirSync(root)
    .filter((name) => kind.test(name))
    .sort((a, b) => Number(kind.exec(b)?.[1]) - Number(kind.exec(a)?.[1]))
    .flatMap((name) => inside.map((path) => join(root, name, path)))
}

const IN_DOWNLOAD = [
  'chrome-linux64/chrome',
  'chrome-linux/chrome',
  'chrome-win64/chrome.exe',
  'chrome-win/chrome.exe',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
]
const IN_HEADLESS_DOWNLOAD = [
  'chrome-linux/headless_shell',
  'chrome-headless-shell-linux64/chrome-headless-shell',
  'chrome-win/headless_shell.exe',
  'chrome-headless-shell-win64/chrome-headless-shell.exe',
  'chrome-mac/headless_shell',
  'chrome-headless-shell-mac-arm64/chrome-headless-shell',
  'chrome-headless-shell-mac-x64/chrome-headless-shell',
]

/** @returns {string | undefined} what CHROMIUM_PATH names */
function toldChromium() {
  const told = process.env.CHROMIUM_PATH
  if (told === undefined || told === '') return undefined
  if (!existsSync(told)) throw new Error(`CHROMIUM_PATH names a file that does not exist: ${told}`)
  return told
}

/**
 * Where a Chromium, Chrome or Edge is on this machine: CHROMIUM_PATH if set, else an installed one, else the
 * one that Playwright downloaded. Looks only; starts and downloads nothing.
 * @returns {string | undefined} the executable
 */
export function findChromium() {
  return (
    toldChromium() ??
    [...usualPlaces(), ...playwrightDownloads(/^chromium-(\d+)$/, IN_DOWNLOAD)].find((path) =>
      existsSync(path),
    )
  )
}

/**
 * The Chromium for pages that nobody sees: CHROMIUM_PATH if set, else one that is made for it, else any.
 * @returns {string | undefined} the executable
 */
export function findHeadlessChromium() {
  const made = [
    ...(process.platform === 'linux' ? onThePath(HEADLESS_NAMES) : []),
    ...playwrightDownloads(/^chromium_headless_shell-(\d+)$/, IN_HEADLESS_DOWNLOAD),
  ]
  return toldChromium() ?? made.find((path) => existsSync(path)) ?? findChromium()
}
