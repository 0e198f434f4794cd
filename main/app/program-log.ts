import { appendFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** One line of `program.log`. */
export interface ProgramLogLine {
  readonly at: string
  readonly level: 'info' | 'error'
  /** An alert's or failure's code, or where an unexpected error came up. */
  readonly what: string
  readonly params?: object
  /** Of an unexpected error: the message may hold what the program was working on; the frames do not. */
  readonly message?: string
  readonly frames?: readonly string[]
}

export type ProgramLog = ReturnType<typeof openProgramLog>

const mostBytes = 512 * 1024

/** Both files of the log, the older one first. */
export function programLogFiles(profile: string): readonly string[] {
  return [join(profile, 'program.1.log'), join(profile, 'program.log')]
}

/**
 * What happens to the program itself, for support: errors nobody expected, threads that died, archives restored. A
 * plain file beside the archive, which may be what is broken; a megabyte at most.
 */
export function openProgramLog(profile: string) {
  const [older, file] = programLogFiles(profile) as readonly [string, string]
  const write = (line: ProgramLogLine) => {
    try {
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > mostBytes) renameSync(file, older)
      appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 })
    } catch (error) {
      // A profile that cannot be written: standard error is all that is left.
      console.error('[program.log]', error, line)
    }
  }
  return {
    say(what: string, params: object): void {
      write({ at: new Date().toISOString(), level: 'info', what, params })
    },
    /** An error that nobody expected. */
    bug(error: unknown, where: string): void {
      console.error(`[${where}]`, error)
      const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
      const frames = (stack ?? '').split('\n').flatMap((line) => /^\s+at (.*)$/.exec(line)?.[1] ?? [])
      const at = new Date().toISOString()
      write({ at, level: 'error', what: `${where}: ${name}`, message, frames: frames.slice(0, 12) })
    },
  }
}
