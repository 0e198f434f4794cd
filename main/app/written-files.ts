import { shell } from 'electron'
import { failure } from '../words/failure.ts'

/** Opens what the program has just written, and nothing else: a page cannot have any file of the computer opened. */
export function writtenFiles() {
  const files = new Set<string>()
  const known = (file: string): string => {
    if (!files.has(file)) throw failure('internal', { detail: 'a file that was not written here' })
    return file
  }
  return {
    note(file: string | null): void {
      if (file !== null) files.add(file)
    },
    /** With the system's program for such files. @returns whether there is one */
    open: async (file: string): Promise<boolean> => (await shell.openPath(known(file))) === '',
    /** In its folder. */
    show: (file: string): void => shell.showItemInFolder(known(file)),
  }
}
