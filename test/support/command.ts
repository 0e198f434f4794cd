import { readCommandLine } from '../../main/cli/command-line.ts'
import { runCommand } from '../../main/cli/run-command.ts'
import type { Program } from '../../main/program/program.ts'
import { textsFor } from '../../main/texts/index.ts'

/** A command as a script gives it, with all that it prints. */
export async function command(program: Program, ...args: string[]) {
  const texts = textsFor('it')
  const out: string[] = []
  const err: string[] = []
  const code = await runCommand(readCommandLine(args, texts), {
    program,
    texts,
    signal: new AbortController().signal,
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    bar: null,
  })
  return { code, out: out.join('\n'), err: err.join('\n'), printed: [...out, ...err].join('\n') }
}
