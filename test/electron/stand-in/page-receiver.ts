import type { EventEmitter } from 'node:events'
import type { PageEvents } from '../browser/messages.ts'
import { IpcReceiver, ipcMain, type Sender } from './ipc-main.ts'
import { pressShortcut } from './shortcuts.ts'
import { createEvent, emitPreventable } from './strict.ts'
import { WebFrame } from './web-frame.ts'

interface Line {
  readonly send: (channel: string, args: readonly unknown[]) => void
  readonly evaluate: (code: string) => Promise<unknown>
  readonly deliver: (text: string) => Promise<void>
}

/** Turns what comes from a page into the events of its webContents: IPC, keys, navigation, console. */
export class PageReceiver {
  readonly ipc = new IpcReceiver('webContents.ipc')
  readonly #contents: EventEmitter & { readonly id: number }
  readonly #line: Line
  #frame: WebFrame

  constructor(contents: EventEmitter & { readonly id: number }, line: Line) {
    this.#contents = contents
    this.#line = line
    this.#frame = this.#createFrame('')
  }

  get frame(): WebFrame {
    return this.#frame
  }
  get url(): string {
    return this.#frame.url
  }

  destroy(): void {
    this.#frame.destroy()
  }

  receive<Name extends keyof PageEvents>(name: Name, payload: PageEvents[Name]): void {
    const act = this.#actions[name] as ((payload: PageEvents[Name]) => void) | undefined
    if (act === undefined)
      throw new Error(`electron stand-in: the page sent "${name}", which nobody understands`)
    act(payload)
  }

  /** A preload that cannot be run is easily overlooked, so it is said loudly as well. */
  reportPreloadError(path: string, error: Error): void {
    console.error(`Unable to load preload script: ${path}\n${error.stack ?? error.message}`)
    this.#contents.emit('preload-error', createEvent({}), path, error)
  }

  readonly #actions: { readonly [Key in keyof PageEvents]?: (payload: PageEvents[Key]) => void } = {
    hello: ({ url }) => {
      // A new document has a new frame; what holds the old one finds it destroyed.
      this.#frame.destroy()
      this.#frame = this.#createFrame(url)
    },
    send: ({ channel, args }) => {
      const sender = this.#sender()
      for (const ipc of [this.#frame.ipc, this.ipc, ipcMain]) ipc.receive(sender, channel, args)
    },
    invoke: ({ id, channel, args }) => void this.#answer(id, channel, args),
    navigated: ({ url, sameDocument }) => {
      this.#frame.url = url
      if (sameDocument)
        this.#contents.emit('did-navigate-in-page', createEvent({}), url, true, this.#contents.id, 1)
      else this.#contents.emit('did-navigate', createEvent({}), url, 200, 'OK')
    },
    'dom-ready': () => void this.#contents.emit('dom-ready'),
    console: ({ level, message, line, source }) => {
      const details = { message, level, lineNumber: line, sourceId: source, frame: this.#frame }
      this.#contents.emit('console-message', createEvent(details))
    },
    'context-menu': ({ params }) => {
      const page = {
        pageURL: this.url,
        frameURL: '',
        titleText: '',
        altText: '',
        misspelledWord: '',
        dictionarySuggestions: [],
      }
      const flag = params.isEditable === true
      const editFlags = {
        canUndo: flag,
        canRedo: flag,
        canCut: flag,
        canCopy: params.selectionText !== '',
        canPaste: flag,
        canDelete: flag,
        canSelectAll: true,
        canEditRichly: flag,
      }
      this.#contents.emit('context-menu', createEvent({}), {
        ...page,
        editFlags,
        frame: this.#frame,
        ...params,
      })
    },
    key: ({ input, shortcut }) => {
      const prevented = emitPreventable(this.#contents, 'before-input-event', input)
      if (prevented) console.error('electron stand-in: before-input-event cannot keep the key from the page')
      else if (shortcut !== undefined) pressShortcut(shortcut, this.#contents.id)
    },
    'preload-error': ({ message, stack }) => {
      this.reportPreloadError('(preload)', Object.assign(new Error(message), { stack }))
    },
  }

  #createFrame(url: string): WebFrame {
    return new WebFrame(url, this.#line.send, this.#line.evaluate)
  }

  #sender(): Sender {
    return { webContents: this.#contents, frame: this.#frame, processId: this.#contents.id }
  }

  async #answer(id: number, channel: string, args: string): Promise<void> {
    const receivers = [this.#frame.ipc, this.ipc, ipcMain]
    const receiver = receivers.find((candidate) => candidate.handles(channel)) ?? ipcMain
    const answer = await receiver.answer(this.#sender(), channel, args)
    // The page may have gone away meanwhile; then nobody waits for the answer.
    await this.#line.deliver(JSON.stringify({ kind: 'answer', id, ...answer })).catch(() => undefined)
  }
}
