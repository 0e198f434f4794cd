import { type Remote, remote } from '../threads/calls.ts'
import { startThread } from '../threads/thread.ts'
import type { archiveCopies } from './backup.ts'
import type { StoreThread } from './store.ts'

export type ArchiveCopies = Remote<ReturnType<typeof archiveCopies>>

/**
 * Copies or checks the archive in a thread of its own: neither windows nor downloads wait for it.
 * @throws Failure as `archiveCopies` does
 */
export async function withCopies<Result>(
  worker: URL,
  file: string,
  work: (copies: ArchiveCopies) => Promise<Result>,
): Promise<Result> {
  const data: StoreThread = { file, role: 'copy' }
  const thread = startThread(worker, { workerData: data }, (cause) => cause, {})
  // Only when it has ended has it let go of the archive.
  return work(remote(thread.call)).finally(thread.end)
}
