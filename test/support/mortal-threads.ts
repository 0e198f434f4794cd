export type MortalPart = 'sync' | 'writer' | 'reader' | 'backup'

const file = new URL('./mortal-worker.ts', import.meta.url)

const easyfatt = new URL('../../main/easyfatt/worker.ts', import.meta.url)
const desks = new URL('../../main/desks/worker.ts', import.meta.url)

/** Thread files for a program whose threads a test can make fail with `kill`. */
export const mortalWorkers = { store: file, sync: file, easyfatt, desks }

/** Makes every thread of that kind in this process fail with an uncaught error. */
export function kill(part: MortalPart): void {
  const channel = new BroadcastChannel('mortal-threads')
  channel.postMessage(part)
  channel.close()
}
