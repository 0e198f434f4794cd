import type { MessagePort } from 'node:worker_threads'
import { connect, type Offer } from '../threads/calls.ts'
import { offerOf, serveThread } from '../threads/thread.ts'
import { openReader, type Reader } from './archive.ts'
import { joinToRead } from './archive-lock.ts'
import { archiveCopies } from './backup.ts'
import { openKeptArchive } from './kept-archive.ts'
import { isDamage } from './recovery.ts'
import type { StoreListener, StoreThread } from './store.ts'

/**
 * A thread of the store: opens the archive and answers calls one after the other, from the main process and, through
 * ports of their own, from other threads. SQLite is synchronous; here it may take its time without anybody missing a
 * frame.
 */
serveThread<StoreThread, StoreListener>(async ({ file, role }, { damaged, migrating }) => {
  if (role === 'copy') return offerOf(archiveCopies(file))
  const kept = role === 'keep' ? await openKeptArchive(file, () => void migrating()) : null
  const archive = kept ?? openToSearch(file)
  const offer: Offer = (name) => {
    const query = Reflect.get(archive, name)
    return (...args: readonly unknown[]) => {
      try {
        return Reflect.apply(query, null, args)
      } catch (error) {
        // Whoever called is answered first.
        if (isDamage(error)) queueMicrotask(damaged)
        throw error
      } finally {
        if (name !== 'close') kept?.lookAtOutbox()
      }
    }
  }
  const connected = (port: MessagePort) =>
    void connect(port, Promise.resolve(offer), () => new Error('the other thread has ended'))
  return (name) => (name === 'connect' ? connected : offer(name))
})

/** Whoever only reads counts as well as one who has the archive open. */
function openToSearch(file: string): Reader {
  const lock = joinToRead(file)
  try {
    const reader = openReader(file)
    const close = () => {
      reader.close()
      lock.release()
    }
    return { ...reader, close }
  } catch (error) {
    lock.release()
    throw error
  }
}
