import { createReadStream, fstatSync } from 'node:fs'
import { Socket } from 'node:net'
import { addAbortSignal } from 'node:stream'
import { text } from 'node:stream/consumers'

/**
 * Reads standard input to its end. On Windows Electron puts an empty stream in its place (electron/electron#21705):
 * there the pipe or the file behind it is read.
 * @throws what opening or reading throws; AbortError when the signal comes first
 */
export async function readStandardInput(signal: AbortSignal, platform = process.platform): Promise<string> {
  return text(addAbortSignal(signal, platform === 'win32' ? behindStdin() : process.stdin))
}

/** (A pipe read as a file cannot be given up: the process would wait for it even when it is told to exit.) */
function behindStdin() {
  return fstatSync(0).isFile() ? createReadStream('', { fd: 0 }) : new Socket({ fd: 0, writable: false })
}
