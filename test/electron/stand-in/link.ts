import { type Channel, joinedChannels, Rpc } from './rpc.ts'
import { settings } from './settings.ts'

// In a test the test process holds the browser (so that its Playwright pages are the real ones, and the program's
// event loop is not burdened with driving it). Otherwise this process does, from the first window on.

function hostChannel(): Channel {
  const { send } = process
  if (send === undefined) throw new Error('electron stand-in: hosted, but without an IPC channel')
  // The program must see no IPC channel: Electron's main process has none.
  const post = send.bind(process)
  process.send = undefined
  return {
    send: (message) => void post(message, () => undefined),
    onMessage: (listener) => void process.on('message', listener),
  }
}

const [ownEnd, driverEnd] = joinedChannels()

/** The line to the browser's driver and, in a test, to the test. */
export const link = new Rpc(settings.hosted ? hostChannel() : ownEnd)

let local: Promise<void> | undefined

async function startLocalDriver(): Promise<void> {
  const { startInteractive } = await import('../browser/interactive.ts')
  startInteractive(new Rpc(driverEnd))
}

/** Asks something of the driver; without a test, the first call brings it up. */
export async function drive<T = void>(method: string, ...args: readonly unknown[]): Promise<T> {
  if (!settings.hosted) {
    local ??= startLocalDriver()
    await local
  }
  return link.call<T>(method, ...args)
}

/** Makes something known to tests under a name. Without a test nobody calls it. */
export function onControl(name: string, handler: (...args: never[]) => unknown): void {
  link.handle(`control:${name}`, handler)
}

/** True when nobody is there to answer dialogs or click notifications but the person at the screen. */
export const interactive: boolean = !settings.hosted
