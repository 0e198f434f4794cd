import { resolve } from 'node:path'
import { app } from 'electron'
import { textsFor } from '../renderer/texts/index.ts'
import { registerScheme } from './app/protocol.ts'
import { lockDown } from './app/security.ts'
import { openWindows } from './app/with-windows.ts'
import { runWithoutWindow } from './app/without-window.ts'
import { type CommandLine, readCommandLine, UsageError } from './cli/command-line.ts'

/** Where the program begins: reads how it was called, then opens its windows or does without. */
function start(): Promise<void> | void {
  const line = commandLine()
  if (!line) return app.exit(2)
  if (line.profile !== null) app.setPath('userData', resolve(line.profile))
  registerScheme()
  lockDown()
  return line.command === 'window' ? openWindows(line) : runWithoutWindow(line)
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

start()?.catch((error: unknown) => {
  console.error(error)
  app.exit(1)
})
