import type { CommandLine } from 'electron'
import { strict } from './strict.ts'

const own = new Map<string, string>()

function given(name: string): string | undefined {
  const option = process.argv.find(
    (argument) => argument === `--${name}` || argument.startsWith(`--${name}=`),
  )
  return option === undefined ? undefined : option.slice(name.length + 3)
}

/** app.commandLine: the program's own arguments and what it added; Chromium is not told. */
export const commandLine = strict('app.commandLine', {
  appendSwitch: (name: string, value = '') => void own.set(name, String(value)),
  appendArgument: (_value: string) => undefined,
  hasSwitch: (name: string) => own.has(name) || given(name) !== undefined,
  getSwitchValue: (name: string) => own.get(name) ?? given(name) ?? '',
  removeSwitch: (name: string) => void own.delete(name),
} satisfies Omit<CommandLine, never>)
