// npm start: installs and builds what is missing, then starts the program with the flags given (R36).
// Plain JavaScript for any Node >= 20.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { ensureBuilt, ensureDependencies } from './prepare.mjs'
import { startCommand } from './start-command.mjs'

ensureDependencies()
ensureBuilt()

const [command, args, env] = startCommand(process.argv.slice(2))
const child = spawn(command, args, { stdio: 'inherit', env })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
// A signal that ended it is told as shells do: 128 and its number.
child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code))
