import type * as Electron from 'electron'
import { interactive, onControl } from './link.ts'
import { requireReady } from './ready.ts'
import { strict } from './strict.ts'

type Kind = 'message' | 'open' | 'save' | 'error'

const asked: { readonly kind: Kind; readonly options: unknown; answered: boolean }[] = []
const answers: Record<Kind, unknown[]> = { message: [], open: [], save: [], error: [] }
const waiting: Record<Kind, ((answer: unknown) => void)[]> = { message: [], open: [], save: [], error: [] }

/** A dialog's options without what cannot be sent to a test. */
function plain(options: object): unknown {
  return JSON.parse(
    JSON.stringify(options, (key, value: unknown) =>
      key === 'icon' || key === 'signal' ? undefined : value,
    ),
  )
}

function optionsOf(args: readonly unknown[]): object {
  const options = args.at(-1)
  if (args.length === 0 || typeof options !== 'object' || options === null)
    throw new TypeError('Options must be an object')
  return options
}

/** Waits for the test's answer; without a test the dialog is printed and cancelled. */
async function ask<T>(kind: Kind, options: object, cancelled: T): Promise<T> {
  requireReady('dialog module can only be used after app is ready')
  const record = { kind, options: plain(options), answered: false }
  asked.push(record)
  if (interactive) {
    console.error(`[dialog] ${JSON.stringify(record.options)} -> cancelled (the stand-in draws no dialogs)`)
    return cancelled
  }
  const answer =
    answers[kind].length > 0
      ? answers[kind].shift()
      : await new Promise<unknown>((resolve) => {
          waiting[kind].push(resolve)
          const { signal } = options as { signal?: AbortSignal }
          signal?.addEventListener('abort', () => resolve(cancelled), { once: true })
        })
  record.answered = true
  return { ...cancelled, ...(answer as Partial<T>) }
}

function askNow(kind: Kind, options: object): unknown {
  requireReady('dialog module can only be used after app is ready')
  asked.push({ kind, options: plain(options), answered: true })
  if (answers[kind].length === 0) {
    throw new Error(`electron stand-in: a synchronous dialog needs its answer beforehand (${kind})`)
  }
  return answers[kind].shift()
}

function cancelButton({ buttons = ['OK'], cancelId }: Electron.MessageBoxOptions): number {
  const found = buttons.findIndex((label) => ['cancel', 'no'].includes(label.toLowerCase()))
  return cancelId ?? Math.max(found, 0)
}

export const dialog = strict('dialog', {
  showMessageBox: async (...args: unknown[]): Promise<Electron.MessageBoxReturnValue> => {
    const options = optionsOf(args) as Electron.MessageBoxOptions
    return ask('message', options, {
      response: cancelButton(options),
      checkboxChecked: options.checkboxChecked ?? false,
    })
  },
  showOpenDialog: async (...args: unknown[]): Promise<Electron.OpenDialogReturnValue> =>
    ask('open', optionsOf(args), { canceled: true, filePaths: [] }),
  showSaveDialog: async (...args: unknown[]): Promise<Electron.SaveDialogReturnValue> =>
    ask('save', optionsOf(args), { canceled: true, filePath: '' }),
  showMessageBoxSync: (...args: unknown[]): number =>
    (askNow('message', optionsOf(args)) as { response: number }).response,
  showOpenDialogSync: (...args: unknown[]): string[] | undefined =>
    (askNow('open', optionsOf(args)) as Electron.OpenDialogReturnValue).filePaths,
  showSaveDialogSync: (...args: unknown[]): string =>
    (askNow('save', optionsOf(args)) as Electron.SaveDialogReturnValue).filePath,
  /** Allowed before `ready`: it prints then, and it does so here always. */
  showErrorBox: (title: string, content: string): void => {
    asked.push({ kind: 'error', options: { title, content }, answered: true })
    console.error(`${title}\n${content}`)
  },
} satisfies Pick<
  Electron.Dialog,
  'showErrorBox' | 'showMessageBox' | 'showOpenDialog' | 'showSaveDialog' | 'showMessageBoxSync'
> &
  Record<string, unknown>)

onControl('dialogs', () => asked)
onControl('answer-dialog', (kind: Kind, answer: unknown) => {
  const first = waiting[kind].shift()
  if (first === undefined) answers[kind].push(answer)
  else first(answer)
})
