import type * as Electron from 'electron'
import { decode, encodeMessage } from '../browser/in-page/codec.js'
import { createEvent, requireString, StrictEmitter } from './strict.ts'
import type { WebFrame } from './web-frame.ts'

type Handler = (event: Electron.IpcMainInvokeEvent, ...args: never[]) => unknown

/** Where a message came from. */
export interface Sender {
  readonly webContents: unknown
  readonly frame: WebFrame
  readonly processId: number
}

/** The outcome of an invoke, ready to cross back. */
export type Answer = { readonly value: string } | { readonly error: string }

function senderOf(sender: Sender) {
  return {
    type: 'frame' as const,
    sender: sender.webContents,
    frameId: sender.frame.routingId,
    processId: sender.processId,
    // Asked late the frame may be gone, and then it is null: a check after an await must not pass by luck.
    get senderFrame(): WebFrame | null {
      return sender.frame.isDestroyed() ? null : sender.frame
    },
  }
}

/** `ipcMain`, and the narrower `webContents.ipc` and `webFrameMain.ipc`. */
export class IpcReceiver
  extends StrictEmitter
  implements Pick<Electron.IpcMain, 'handle' | 'handleOnce' | 'removeHandler'>
{
  readonly #handlers = new Map<string, Handler>()

  handle(channel: string, handler: Handler): void {
    requireString(channel)
    if (this.#handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`)
    if (typeof handler !== 'function') {
      throw new TypeError(`Expected handler to be a function, but found type '${typeof handler}'`)
    }
    this.#handlers.set(channel, handler)
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel)
      return handler(event, ...args)
    })
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel)
  }

  /** Does this receiver answer the channel? */
  handles(channel: string): boolean {
    return this.#handlers.has(channel)
  }

  /** Hands a message to the listeners. */
  receive(sender: Sender, channel: string, text: string): void {
    const args = decode(text) as unknown[]
    const reply = (replyChannel: string, ...values: unknown[]) => sender.frame.send(replyChannel, ...values)
    const event = Object.assign(createEvent(senderOf(sender)), { ports: [], reply })
    this.emit(channel, event, ...args)
  }

  /** Runs the handler. Of an error only its text crosses, as in Electron. */
  async answer(sender: Sender, channel: string, text: string): Promise<Answer> {
    try {
      const handler = this.#handlers.get(channel)
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
      const event = createEvent(senderOf(sender)) as unknown as Electron.IpcMainInvokeEvent
      return { value: encodeMessage(await handler(event, ...(decode(text) as never[]))) }
    } catch (error) {
      console.error(`Error occurred in handler for '${channel}':`, error)
      return { error: String(error) }
    }
  }
}

/** The `ipcMain` of the module. */
export const ipcMain = new IpcReceiver('ipcMain')
