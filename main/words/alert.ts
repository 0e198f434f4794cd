import type { FailureValue } from './failure.ts'
import type { Instant } from './order.ts'

/**
 * What the program has to tell the operator unasked, about itself and about no shop in particular. Kept until it has
 * been read. The words are in `main/texts/` under `alerts`.
 */
export interface AlertParams {
  /** The archive was damaged or gone, and a copy has taken its place (R34). */
  'archive-restored': { problem: 'damaged' | 'missing'; keptAside: string | null; backupAt: Instant }
  /** The same, but there was no copy: the archive is empty. */
  'archive-restarted': { problem: 'damaged' | 'missing'; keptAside: string | null }
  /** Nothing can be written where the archive is: it can be searched and exported. */
  'archive-read-only': { file: string }
  /** Said anew only when it fails for another reason; goes with the next copy that is made. */
  'backup-failed': { failure: FailureValue }
  /** The copy itself is good, but it did not reach the second folder; goes with the next that does. */
  'second-backup-failed': { folder: string; failure: FailureValue }
  /** Nothing could be written after a download (R44): the orders stay new. Goes once it can be. */
  'after-download-failed': { shop: string; folder: string; failure: FailureValue }
  /** A file after a download lacks orders for want of a VAT code (R46). Goes once it lacks none. */
  'after-download-uncoded': { shop: string; shopId: number; orders: number }
  /** Easyfatt cannot take orders (R45): another program has the port. Goes once it can. */
  'easyfatt-port-taken': { port: number }
  /** The server that desks share has been out of reach for long (R55). Goes once it answers. */
  'desks-offline': { since: Instant }
  /** This desk exchanges nothing with the others any more. Goes once it is connected again, or alone. */
  'desks-stopped': { failure: FailureValue }
  'settings-reset': { keptAside: string }
  'credentials-reset': { keptAside: string }
  /** Passwords or keys stood in addresses of shops, and may do so in copies of the archive. `shops`: their names. */
  'secrets-in-addresses': { shops: string }
  /** Since an update the program keeps which orders are to do (R40); those that it found are done. */
  'orders-begin-done': Record<string, never>
  /** A first download of a period of the operator's choice has brought orders that may be dealt with: `upTo` is the last. */
  'first-period-orders': { shopId: number; shop: string; orders: number; upTo: number }
  /** Orders of a demonstration shop that was removed, which stayed before (R42). */
  'demo-orders-removed': { orders: number }
  /** The program ended while it printed (R41): `number` is one of the orders. */
  'print-unsure': { orders: number; number: string; at: Instant }
  /** Numbers of invoices that were given after the copy which is now the archive (R48). */
  'invoices-unknown': { year: number; from: number; to: number }
  'part-restarted': { part: 'archive' | 'download' }
  'restart-needed': Record<string, never>
  /** It was fetched, but the installer did not do its work. */
  'update-not-installed': Record<string, never>
  /** The system did not show a notification. */
  'notification-failed': Record<string, never>
  'window-reloaded': Record<string, never>
  'unexpected-error': Record<string, never>
}

export type AlertCode = keyof AlertParams

/** Without a time: as it is raised. */
export type NewAlert = {
  [Code in AlertCode]: { readonly code: Code; readonly params: AlertParams[Code] }
}[AlertCode]

export type Alert = NewAlert & { readonly id: number; readonly at: Instant }
