// Plain JavaScript for any Node >= 20.
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { electronBinary } from './electron-binary.mjs'
import { fail, node24, root } from './prepare.mjs'

const windowless =
  /^--(download|check|add-shop|list-shops|remove-shop|export|mark|accept-wrong|reread|report|join|leave|help)\b/

/**
 * What `npm start` runs: Electron, or where it cannot be had the stand-in.
 * @returns [executable, arguments, environment]
 */
export function startCommand(flags, uid = process.getuid?.()) {
  const { ELECTRON_RUN_AS_NODE: _asNode, ...env } = process.env
  const electron = electronBinary()
  const isCommand = flags.some((flag) => windowless.test(flag))
  if (!electron) {
    if (!isCommand)
      process.stderr.write(
        'The program opens in an installed Chrome, Chromium or Edge instead of Electron.\n',
      )
    return [node24(), [join(root, 'test/electron/start.ts'), ...flags], env]
  }
  const display = process.platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY
  // Electron itself would hang, and then crash.
  if (!display && !isCommand)
    fail(
      'Windows need a display (DISPLAY or WAYLAND_DISPLAY); what can be done without: npm start -- --help',
      2,
    )
  const sandbox = canSandbox(electron, uid)
  if (!sandbox && uid !== 0)
    process.stderr.write(
      'This system lets programs make no sandbox of their own (AppArmor, a container): started without one.\n' +
        `Remedy: sudo chown root ${dirname(electron)}/chrome-sandbox && sudo chmod 4755 ${dirname(electron)}/chrome-sandbox\n`,
    )
  const switches = [...(sandbox ? [] : ['--no-sandbox']), ...(display ? [] : ['--ozone-platform=headless'])]
  return [electron, [root, ...flags, ...switches], env]
}

/**
 * Whether Chromium can sandbox its processes: not as root, and otherwise by user namespaces (closed to programs without
 * a profile since Ubuntu 23.10, electron/electron#42510) or by a helper that belongs to root.
 */
export function canSandbox(electron, uid = process.getuid?.()) {
  if (process.platform !== 'linux') return true
  if (uid === 0) return false
  const helper = statSync(join(dirname(electron), 'chrome-sandbox'), { throwIfNoEntry: false })
  if (helper?.uid === 0 && (helper.mode & 0o4000) !== 0) return true
  return spawnSync('unshare', ['-Ur', 'true']).status === 0
}
