import type { FailureValue } from './failure.ts'
import type { Instant } from './order.ts'

/** Why a copy of the archive was made; `restore`: the archive that a restoration replaced; `joining`: before it joined others (R55). */
export const backupReasons = ['daily', 'manual', 'migration', 'restore', 'joining'] as const

export type BackupReason = (typeof backupReasons)[number]

/** A copy of the archive in the profile's `backups/`. Its name says all that a list needs. */
export interface BackupFile {
  readonly name: string
  readonly at: Instant
  readonly reason: BackupReason
  readonly bytes: number
}

/** A copy as the operator sees it. */
export interface BackupView extends BackupFile {
  /** Orders in it; null when it cannot be read. */
  readonly orders: number | null
}

/** How the archive's copies are doing. */
export interface BackupState {
  readonly lastBackupAt: Instant | null
  /** Why the last copy failed; null when it did not. */
  readonly backupFailure: FailureValue | null
  /** Why the last copy did not reach the second folder; null when it did, or there is none. */
  readonly secondFailure: FailureValue | null
  readonly working: boolean
}

export interface BackupsView {
  /** Newest first. */
  readonly backups: readonly BackupView[]
  readonly state: BackupState
  /** How many orders the archive in use holds. */
  readonly orders: number
}
