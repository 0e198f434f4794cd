export type MortalPart = 'sync' | 'writer' | 'reader' | 'backup'

const file = new URL('./mortal-worker.ts', import.meta.url)

/** For a program whose threads a test can have die of an error. */
export const mortalWorkers = { store: file, sync: file }

/** Every thread of that kind in this process dies. */
export function kill(part: MortalPart): void {
  const channel = new BroadcastChannel('mortal-threads')
  channel.postMessage(part)
  channel.close()
}
