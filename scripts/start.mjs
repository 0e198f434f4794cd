// npm start: installs and builds what is missing, then starts the program with the flags given (R36).
// Plain JavaScript for any Node >= 20.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { electronBinary } from './electron-binary.mjs'
import { ensureBuilt, ensureDependencies, node24, root } from './prepare.mjs'

ensureDependencies()
ensureBuilt()

const flags = process.argv.slice(2)
const electron = electronBinary()
const [command, args] = electron ? [electron, electronArguments()] : [node24(), standInArguments()]
const child = spawn(command, args, { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal ? 1 : code))

function electronArguments() {
  const noDisplay = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
  return [
    root,
    ...flags,
    // Chromium refuses its sandbox to root.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...(noDisplay ? ['--ozone-platform=headless'] : []),
  ]
}

function standInArguments() {
  const windowless = flags.some((flag) =>
    /^--(download|check|add-shop|list-shops|remove-shop|export|help)\b/.test(flag),
  )
  if (!windowless) {
    process.stderr.write(
      'Electron cannot be downloaded on this machine; the program opens in an installed Chrome, Chromium or Edge.\n' +
        'Remedy: allow github.com, or set ELECTRON_MIRROR or ELECTRON_OVERRIDE_DIST_PATH, and start again.\n',
    )
  }
  return [join(root, 'test/electron/start.ts'), ...flags]
}
