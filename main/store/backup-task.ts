import type { MessagePort } from 'node:worker_threads'
import { Failure, failure } from '../failure.ts'
import { isSoundArchive, makeBackup } from './backup.ts'
import type { BackupAnswer, BackupTask } from './backup-thread.ts'

/** One copy, or one thorough check, of the archive: what a thread of its own does before it ends. */
export async function serveTask(parent: MessagePort, task: BackupTask): Promise<void> {
  let cancelled = false
  parent.on('message', () => {
    cancelled = true
  })
  const { archive } = task
  const answer = (value: BackupAnswer) => parent.postMessage(value)
  try {
    if (task.kind === 'check') {
      if (!isSoundArchive(archive)) throw failure('archive-damaged', { file: archive })
      answer({ backup: null })
    } else {
      const job = { archive, reason: task.reason, at: new Date(), isCancelled: () => cancelled }
      answer({ backup: await makeBackup(job) })
    }
  } catch (error) {
    answer(error instanceof Failure ? { failure: error.value } : { error })
  } finally {
    parent.close()
  }
}
