import type { Retry } from '../connectors/http-answer.ts'
import type { RunProgress } from '../words/run.ts'

/**
 * Tells where a run is. A request that is repeated is told beside the latest figures, and is forgotten with the next.
 * @param now the computer's clock
 */
export function tellProgress(now: () => Date, onProgress: (progress: RunProgress) => void) {
  let latest: RunProgress | null = null
  return {
    figures(progress: RunProgress): void {
      const { begun: _, ...figures } = progress
      latest = figures
      onProgress(progress)
    },
    retrying({ waitSeconds, ...retry }: Retry): void {
      if (latest === null) return
      const at = new Date(now().getTime() + 1000 * waitSeconds).toISOString()
      onProgress({ ...latest, retry: { ...retry, at } })
    },
  }
}
