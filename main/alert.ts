import type { FailureValue } from './failure.ts'
import type { Instant } from './order.ts'

/**
 * What the program has to tell the operator unasked, about itself and about no shop in particular. Kept until it has
 * been read. The words are in `renderer/texts/` under `alerts`.
 */
export interface AlertParams {
  /** The archive was damaged or gone, and a copy has taken its place (R34). */
  'archive-restored': { problem: 'damaged' | 'missing'; keptAside: string | null; backupAt: Instant }
  /** The same, but there was no copy: the archive is empty. */
  'archive-restarted': { problem: 'damaged' | 'missing'; keptAside: string | null }
  /** Said anew only when it fails for another reason; goes with the next copy that is made. */
  'backup-failed': { failure: FailureValue }
  'settings-reset': { keptAside: string }
  'credentials-reset': { keptAside: string }
  'part-restarted': { part: 'archive' | 'download' }
  'restart-needed': Record<string, never>
  'window-reloaded': Record<string, never>
  'unexpected-error': Record<string, never>
}

export type AlertCode = keyof AlertParams

/** Without a time: as it is raised. */
export type NewAlert = {
  [Code in AlertCode]: { readonly code: Code; readonly params: AlertParams[Code] }
}[AlertCode]

export type Alert = NewAlert & { readonly id: number; readonly at: Instant }
