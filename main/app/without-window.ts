import { app } from 'electron'
import { alertText, failureText, sentence, textsFor } from '../../renderer/texts/index.ts'
import type { CommandLine } from '../cli/command-line.ts'
import { forTerminal } from '../cli/for-terminal.ts'
import { runCommand } from '../cli/run-command.ts'
import { Failure, toFailureValue } from '../failure.ts'
import { createAlerts } from './alerts.ts'
import { languageOf } from './language.ts'
import { openProgram } from './open-program.ts'
import { openProgramLog } from './program-log.ts'
import { openSettings } from './settings.ts'

/** One command from a terminal, the task scheduler or a script (R36): no window, no display, an exit code. */
export async function runWithoutWindow(line: CommandLine): Promise<void> {
  app.dock?.hide()
  await app.whenReady()
  const settings = openSettings(app.getPath('userData'))
  const texts = textsFor(languageOf(settings.preferences()))
  const words = texts.native.cli
  const log = openProgramLog(app.getPath('userData'))
  const alerts = createAlerts(settings, log, () => undefined)
  const { stdout, stderr } = process
  const out = (text: string) => void stdout.write(`${forTerminal(text)}\n`)
  const err = (text: string) => void stderr.write(`${forTerminal(text)}\n`)
  if (line.command === 'help') {
    out(words.usage)
    return leave(0)
  }
  const bar = stderr.isTTY ? (text: string) => void stderr.write(`\r\u001B[K${text}`) : null
  try {
    const program = await openProgram(settings, {
      onProgress: ({ phase, counters, expected }) => {
        const read = expected === null ? `${counters.total}` : `${counters.total}/${expected}`
        bar?.(phase === 'connecting' ? words.connecting : `${read}  ${words.counters(counters)}`)
      },
      onRun: () => undefined,
      safety: {
        onAlert: (alert) => {
          bar?.('')
          alerts.raise(alert)
          err(sentence(alertText(texts, alert)))
        },
        onReplaced: () => undefined,
        onBackup: () => undefined,
        onBug: (error) => log.bug(error, 'archive'),
      },
    })
    const code = await runCommand(line, { program, texts, out, err, bar })
    // Who only ever downloads from the task scheduler has copies, too.
    if (line.command === 'download') await program.safety.backUpIfDue()
    await program.close()
    await leave(code)
  } catch (error) {
    if (!(error instanceof Failure)) log.bug(error, line.command)
    err(sentence(failureText(texts, toFailureValue(error))))
    await leave(1)
  }
}

/** A pipe may still hold what was written: it is let out first. */
async function leave(code: number): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise<void>((resolve) => stream.write('', () => resolve()))
  }
  app.exit(code)
}
