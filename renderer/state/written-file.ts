import { request } from '../client.ts'
import { useApp } from './app-store.ts'
import { type ToastAction, toast, toastFailure } from './toasts.ts'

/** What can be done with a file that was just written. */
export function fileActions(file: string): readonly ToastAction[] {
  const words = useApp.getState().texts.common
  return [
    { label: words.openFile, act: () => void open(file) },
    { label: words.showInFolder, act: () => void request('files.show', { file }) },
  ]
}

async function open(file: string): Promise<void> {
  const answer = await request('files.open', { file })
  const words = useApp.getState().texts.common
  if (!answer.ok) toastFailure(answer.failure)
  else if (!answer.value)
    toast(words.notOpened, words.notOpenedHint, true, [
      { label: words.showInFolder, act: () => void request('files.show', { file }) },
    ])
}
