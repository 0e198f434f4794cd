import { create } from 'zustand'
import type { BackupsView } from '../../main/words/backups.ts'
import { request } from '../client.ts'
import { useApp } from '../state/app-store.ts'
import { toast, toastFailure } from '../state/toasts.ts'

interface BackupsState {
  /** Null until main has answered. */
  readonly view: BackupsView | null
  /** What the operator has set going. */
  readonly busy: 'making' | 'restoring' | null
}

export const useBackups = create<BackupsState>()(() => ({ view: null, busy: null }))

/** Reads the list of the copies anew. */
export async function loadBackups(): Promise<void> {
  const answer = await request('backups.list', undefined)
  if (answer.ok) useBackups.setState({ view: answer.value })
  else toastFailure(answer.failure)
}

/** Makes a copy now, and says so. */
export async function makeBackup(): Promise<void> {
  useBackups.setState({ busy: 'making' })
  const answer = await request('backups.make', undefined)
  useBackups.setState({ busy: null })
  const { texts } = useApp.getState()
  if (answer.ok) toast(texts.backups.made)
  else toastFailure(answer.failure)
  await loadBackups()
}

/** Puts a copy in the archive's place, and says so. */
export async function restoreBackup(name: string): Promise<void> {
  useBackups.setState({ busy: 'restoring' })
  const answer = await request('backups.restore', { name })
  useBackups.setState({ busy: null })
  const { texts } = useApp.getState()
  if (answer.ok) toast(texts.backups.restored, texts.backups.restoredHint)
  else toastFailure(answer.failure)
  await loadBackups()
}
