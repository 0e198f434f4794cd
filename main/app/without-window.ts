import { app } from 'electron'
import type { CommandLine } from '../cli/command-line.ts'
import { forTerminal } from '../cli/for-terminal.ts'
import { runCommand } from '../cli/run-command.ts'
import { alertText, failureText, sentence, textsFor } from '../texts/index.ts'
import { Failure, toFailureValue } from '../words/failure.ts'
import { createAlerts } from './alerts.ts'
import { languageOf } from './language.ts'
import { openProgram, ProgramEvents } from './open-program.ts'
import { openProgramLog } from './program-log.ts'
import { openSettings } from './settings.ts'

/** Exit codes of a process that a signal ended, as shells have them: 128 and the signal's number. */
const signals = { SIGINT: 130, SIGTERM: 143 } as const

/**
 * One command from a terminal, the task scheduler or a script (R36): no window, no display, an exit code. A signal ends
 * the command's work in good order; the exit code tells it.
 */
export async function runWithoutWindow(line: CommandLine): Promise<void> {
  const stop = new AbortController()
  let signalled: number | null = null
  for (const [name, code] of Object.entries(signals)) {
    // Heard each time: a library of electron-store's hears it, too, and sends it once more.
    process.on(name, () => {
      signalled ??= code
      stop.abort()
    })
  }
  app.dock?.hide()
  app.disableHardwareAcceleration()
  await app.whenReady()
  const settings = openSettings(app.getPath('userData'))
  const texts = textsFor(languageOf(settings.preferences()))
  const words = texts.native.cli
  const log = openProgramLog(app.getPath('userData'))
  const alerts = createAlerts(settings, log, () => undefined)
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    // Electron itself would show a dialog, which nobody sees and which never ends.
    process.on(event, (error) => {
      log.bug(error, event)
      app.exit(signalled ?? 1)
    })
  }
  const { stdout, stderr } = process
  stdout.on('error', ({ code = '' }: NodeJS.ErrnoException) => {
    // Who reads the output may have heard enough (`| head`).
    if (code === 'EPIPE' || unwritten) return
    unwritten = true
    err(words.outputUnwritable(code))
  })
  const out = (text: string) => void stdout.write(`${forTerminal(text)}\n`)
  const err = (text: string) => void stderr.write(`${forTerminal(text)}\n`)
  if (line.command === 'help') {
    out(words.usage)
    return leave(0)
  }
  const bar = stderr.isTTY ? (text: string) => void stderr.write(`\r\u001B[K${text}`) : null
  const events = new ProgramEvents()
  events.on('progress', ({ phase, counters, expected }) => {
    const read = expected === null ? `${counters.total}` : `${counters.total}/${expected}`
    bar?.(phase === 'connecting' ? words.connecting : `${read}  ${words.counters(counters)}`)
  })
  events.on('migrating', () => err(texts.native.migrating.message))
  events.on('alert', (alert) => {
    bar?.('')
    alerts.raise(alert)
    err(sentence(alertText(texts, alert)))
  })
  try {
    const program = await openProgram(settings, events, (error) => log.bug(error, 'archive'))
    const code = await runCommand(line, { program, texts, signal: stop.signal, out, err, bar })
    // Who only ever downloads from the task scheduler has copies, too, and a log that does not grow for ever.
    if (line.command === 'download' && signalled === null) {
      await program.archiveCare.backUpIfDue(() => program.pruneLog(settings.preferences().logDays))
    }
    await program.close()
    await leave(signalled ?? code)
  } catch (error) {
    if (!(error instanceof Failure)) log.bug(error, line.command)
    err(sentence(failureText(texts, toFailureValue(error))))
    await leave(signalled ?? 1)
  }
}

/** Whether standard output could not take what was said, for instance on a disk that is full. */
let unwritten = false

/** A pipe may still hold what was written: it is let out first. */
async function leave(code: number): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise<void>((resolve) => stream.write('', () => resolve()))
  }
  app.exit(code === 0 && unwritten ? 1 : code)
}
