import { resolve } from 'node:path'
import { app, dialog } from 'electron'
import { takeProfile } from './app/profile.ts'
import { registerScheme } from './app/protocol.ts'
import { lockDown } from './app/security.ts'
import { openWindows } from './app/with-windows.ts'
import { beginWithoutDisplay, lacksDisplay } from './app/without-display.ts'
import { runWithoutWindow } from './app/without-window.ts'
import { type CommandLine, readCommandLine, UsageError } from './cli/command-line.ts'
import { textsFor } from './texts/index.ts'

/** Where the program begins: reads how it was called, then opens its windows or does without. */
function start(): Promise<void> | void {
  const line = commandLine()
  if (!line) return app.exit(2)
  // From a checkout `npm start` has seen to it.
  if (app.isPackaged && lacksDisplay()) {
    if (line.command !== 'window') return beginWithoutDisplay()
    process.stderr.write(`${textsFor('it').native.cli.noDisplay}\n`)
    return app.exit(2)
  }
  for (const name of line.unknown) process.stderr.write(`${textsFor('it').native.cli.unknownOption(name)}\n`)
  const unusable = takeProfile(line.profile === null ? null : resolve(line.profile))
  if (unusable !== null) {
    process.stderr.write(`${unusable}\n`)
    return line.command === 'window' ? refuseWindows(unusable) : app.exit(2)
  }
  // As electron-builder.yml names it: Windows knows by it whose notifications and shortcuts are whose.
  if (app.isPackaged) app.setAppUserModelId('it.downloadordini.app')
  registerScheme()
  lockDown()
  return line.command === 'window' ? openWindows(line) : runWithoutWindow(line)
}

/** Who starts the windows from a menu reads no standard error. */
async function refuseWindows(why: string): Promise<void> {
  await app.whenReady()
  dialog.showErrorBox(textsFor('it').native.startFailed, why)
  app.exit(2)
}

function commandLine(): CommandLine | null {
  try {
    return readCommandLine(process.argv.slice(app.isPackaged ? 1 : 2), textsFor('it'))
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    process.stderr.write(`${error.message}\n`)
    return null
  }
}

// What nobody reads any more (`| head`), or no disk takes, is said to nobody: commands tell (app/without-window.ts).
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

start()?.catch((error: unknown) => {
  console.error(error)
  app.exit(1)
})
