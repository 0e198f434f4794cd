import type { Alert } from './alert.ts'
import type { FailureValue } from './failure.ts'
import type { Language } from './format.ts'
import type { Instant } from './order.ts'
import type { Preferences } from './schemas.ts'
import type { PlatformView } from './shop-view.ts'

/** What the operator is told of the proxy; name and password are never shown again (R32). */
export interface ProxyView {
  /** `host:port`; null where this computer has none on the way to its shops. */
  readonly proxy: string | null
  /** Whether name and password are saved for it. */
  readonly saved: boolean
}

/**
 * What the search may open with: those to do, those that no list has shown (R40), those to be looked at (R42); all where there
 * are none to do.
 */
export const searchStarts = ['todo', 'unseen', 'check'] as const
export type SearchStart = (typeof searchStarts)[number]

export type Destination =
  | { readonly to: 'download' }
  | { readonly to: 'settings'; readonly shopId: number | null }
  | { readonly to: 'add-shop' }
  | { readonly to: 'first-period' }
  | { readonly to: 'log'; readonly runId: number | null; readonly orderId: number | null }
  | {
      readonly to: 'search'
      readonly runId: number | null
      readonly orderId: number | null
      readonly only?: SearchStart | null
      /** Just these. */
      readonly orderIds?: readonly number[] | null
    }
  | { readonly to: 'wrong' }
  | { readonly to: 'missing'; readonly shopId: number | null; readonly number: string }
  | { readonly to: 'completeness' }
  | { readonly to: 'invoices' }
  /** Shop null: the one shown last, or the first. */
  | { readonly to: 'easyfatt'; readonly shopId: number | null }
  | { readonly to: 'refunds' }
  | { readonly to: 'accountant' }
  | { readonly to: 'desks' }
  | { readonly to: 'reread'; readonly shopId: number | null }
  | { readonly to: 'preferences' }
  | { readonly to: 'backups' }
  | { readonly to: 'shortcuts' }
  /** The manual: at the page about the search window, or about what the main window shows. */
  | { readonly to: 'manual'; readonly about: 'search' | 'here' }

/** Italian first: the program's users are Italian shops, whatever the language of their Windows. */
export const usualPreferences: Preferences = {
  language: 'it',
  theme: 'system',
  // Fifty shops at every five minutes say and do less than a gigabyte in that time.
  logDays: 120,
  openAtLogin: false,
  startHidden: false,
  notifyNewOrders: null,
  staleHours: 24,
  checkUpdates: true,
  secondBackups: '',
}

export interface AppStart {
  readonly version: string
  readonly os: 'windows' | 'macos' | 'linux'
  /** The language to draw in, after `system` has been resolved. */
  readonly language: Language
  readonly preferences: Preferences
  readonly platforms: readonly PlatformView[]
  /** False where the system has no safe store for credentials (R32): the settings say so. */
  readonly credentialsEncrypted: boolean
  readonly alerts: readonly Alert[]
  /** Automatic sync is paused until then. */
  readonly pausedUntil: Instant | null
  readonly update: UpdateView
  /** What this window should show first. */
  readonly destination: Destination
}

/** What is known of a newer version of the program. */
export interface UpdateView {
  /** `unconfigured`: this program was packed without an address for updates. */
  readonly phase: 'unconfigured' | 'none' | 'checking' | 'available' | 'downloading' | 'ready' | 'failed'
  readonly version: string | null
  /** What is new, in the words of who released it; plain text. */
  readonly notes: string
  readonly percent: number
  readonly failure: FailureValue | null
}
