import { useEffect, useState } from 'react'
import type { AnnulledSeries } from '../../main/words/run.ts'
import { request } from '../client.ts'

/**
 * How long a folded series of *annullata* really is: a list holds only what was read of it.
 * @param runId the newest run of the series
 * @param read what was read of it; shown until main has said more
 */
export function useAnnulledSeries(runId: number, read: AnnulledSeries): AnnulledSeries {
  const [told, setTold] = useState<AnnulledSeries | null>(null)
  useEffect(() => {
    let gone = false
    void request('runs.annulled', { runId }).then((answer) => {
      if (answer.ok && !gone) setTold(answer.value)
    })
    return () => {
      gone = true
    }
  }, [runId])
  return told !== null && told.count > read.count ? told : read
}
