import type * as Electron from 'electron'
import { originOf } from '../browser/address.ts'
import { IpcReceiver } from './ipc-main.ts'
import { StrictObject } from './strict.ts'

let last = 0

/** A page's main frame while it shows one document (webFrameMain). */
export class WebFrame
  extends StrictObject
  implements Pick<Electron.WebFrameMain, 'send' | 'isDestroyed' | 'executeJavaScript' | 'url' | 'origin'>
{
  readonly routingId: number
  readonly processId = process.pid
  readonly name = ''
  readonly parent = null
  readonly frames: readonly WebFrame[] = []
  readonly ipc = new IpcReceiver('webFrameMain.ipc')
  url: string
  #gone = false
  readonly #send: (channel: string, args: readonly unknown[]) => void
  readonly #evaluate: (code: string) => Promise<unknown>

  constructor(
    url: string,
    send: (channel: string, args: readonly unknown[]) => void,
    evaluate: (code: string) => Promise<unknown>,
  ) {
    super('webFrameMain')
    last += 1
    this.routingId = last
    this.url = url
    this.#send = send
    this.#evaluate = evaluate
  }

  get origin(): string {
    return originOf(this.url)
  }
  get top(): WebFrame {
    return this
  }
  get framesInSubtree(): readonly WebFrame[] {
    return [this]
  }
  isDestroyed(): boolean {
    return this.#gone
  }
  destroy(): void {
    this.#gone = true
  }
  send(channel: string, ...values: unknown[]): void {
    this.#requireAlive()
    this.#send(channel, values)
  }
  executeJavaScript(code: string): Promise<unknown> {
    this.#requireAlive()
    return this.#evaluate(code)
  }

  #requireAlive(): void {
    if (this.#gone) throw new Error('Render frame was disposed before WebFrameMain could be accessed')
  }
}
