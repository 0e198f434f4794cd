import { app } from 'electron'
import { failureText, textsFor } from '../../renderer/texts/index.ts'
import type { CommandLine } from '../cli/command-line.ts'
import { runCommand, sentence } from '../cli/run-command.ts'
import { Failure } from '../failure.ts'
import { languageOf } from './language.ts'
import { openProgram } from './open-program.ts'
import { openSettings } from './settings.ts'

/** One command from a terminal, the task scheduler or a script (R36): no window, no display, an exit code. */
export async function runWithoutWindow(line: CommandLine): Promise<void> {
  app.dock?.hide()
  await app.whenReady()
  const settings = openSettings(app.getPath('userData'))
  const texts = textsFor(languageOf(settings.preferences()))
  const words = texts.native.cli
  const { stdout, stderr } = process
  const out = (text: string) => void stdout.write(`${text}\n`)
  const err = (text: string) => void stderr.write(`${text}\n`)
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
    })
    const code = await runCommand(line, { program, texts, out, err, bar })
    await program.close()
    await leave(code)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    err(sentence(failureText(texts, error.value)))
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
