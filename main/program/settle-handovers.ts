import { sha256Of } from '../export/hand-over.ts'
import { lockUnsettled } from '../store/handover-lock.ts'
import type { OpenHandover } from '../store/handovers.ts'
import type { Store } from '../store/store.ts'
import { pullKind } from '../words/handover.ts'

/**
 * Settles what a program that was killed left begun (R41, R49): a file that is there, and whole, went out; one that is not
 * did not, and its orders or refunds are as they were. What Easyfatt was not sent to the end (R45) it has not taken. While
 * another process hands something over, nothing is settled. Of what was sent to a printer only the operator knows: it counts
 * as out.
 * @returns the prints
 */
export async function settleHandovers(
  store: Store,
  profile: string,
  now: () => Date,
): Promise<readonly OpenHandover[]> {
  const anyOpen = async () => [await store.openHandovers(), await store.openRefunds()] as const
  if ((await anyOpen()).every(({ length }) => length === 0)) return []
  const lock = lockUnsettled(profile)
  if (lock === null) return []
  try {
    const [open, refunds] = await anyOpen()
    for (const { id, kind, place, sha256 } of open) {
      if (kind === pullKind) await store.dropHandover(id)
      else if (sha256 === null || (await sha256Of(place)) === sha256)
        await store.closeHandover(id, now().toISOString())
      else await store.dropHandover(id)
    }
    for (const { id, place, sha256 } of refunds) {
      if (sha256 !== null && (await sha256Of(place)) === sha256)
        await store.closeRefunds(id, now().toISOString())
      else await store.dropRefunds(id)
    }
    return open.filter(({ kind, sha256 }) => sha256 === null && kind !== pullKind)
  } finally {
    lock.release()
  }
}
