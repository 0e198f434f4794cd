import type { JoinProgress } from '../words/desks.ts'
import { ignoreFailure } from '../words/failure.ts'

/** What an archive that has just joined does. */
export interface Beginning {
  /** Goes to work among the others. */
  readonly begin: () => Promise<void>
  /** What the others have is here, and what only this archive had is with them. */
  readonly all: () => Promise<void>
  /** Facts of the log that are not applied yet. */
  readonly behind: () => number
  /** @returns ends it */
  readonly onChange: (listener: () => void) => () => void
}

/** Goes to work and waits until all is there, or until it is told not to wait: that ends nothing. */
export async function bringTogether(
  { begin, all, behind, onChange }: Beginning,
  signal: AbortSignal,
  tell: (progress: JoinProgress) => void,
): Promise<void> {
  let most = 0
  const stopTelling = onChange(() => {
    const left = behind()
    most = Math.max(most, left)
    if (left > 0) tell({ phase: 'applying', done: most - left, total: most })
  })
  const stopped = new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
  try {
    await begin()
    await Promise.race([all().catch(ignoreFailure), stopped])
  } finally {
    stopTelling()
  }
}
