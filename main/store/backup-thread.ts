import { Worker } from 'node:worker_threads'
import { Failure, type FailureValue } from '../failure.ts'
import type { BackupFile, BackupReason } from './backup-files.ts'

export type BackupTask =
  | { readonly kind: 'backup'; readonly archive: string; readonly reason: BackupReason }
  /** Reads every page. */
  | { readonly kind: 'check'; readonly archive: string }

export type BackupAnswer =
  | { readonly backup: BackupFile | null }
  | { readonly failure: FailureValue }
  | { readonly error: unknown }

/**
 * Copies or checks the archive in a thread of its own: neither windows nor downloads wait for it.
 * @returns the copy; null for a check that found the archive sound
 * @throws Failure as `makeBackup` does; `archive-damaged`
 */
export function runBackupTask(
  worker: URL,
  task: BackupTask,
  signal: AbortSignal,
): Promise<BackupFile | null> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(worker, { workerData: task })
    const cancel = () => thread.postMessage('cancel')
    signal.addEventListener('abort', cancel, { once: true })
    if (signal.aborted) cancel()
    let answer: BackupAnswer = { error: new Error('the backup thread has ended') }
    thread.on('message', (value: BackupAnswer) => {
      answer = value
    })
    thread.on('error', (error) => {
      answer = { error }
    })
    // Only when it has ended has it let go of the archive.
    thread.on('exit', () => {
      signal.removeEventListener('abort', cancel)
      if ('backup' in answer) resolve(answer.backup)
      else reject('failure' in answer ? new Failure(answer.failure) : answer.error)
    })
  })
}
