import { z } from 'zod'
import type { Alert } from '../../main/alert.ts'
import type { FailureValue } from '../../main/failure.ts'
import type { Instant } from '../../main/order.ts'
import type { ProxyView } from '../../main/program/proxy.ts'
import type { SafetyState } from '../../main/program/safety.ts'
import type { BackupView } from '../../main/store/kept-archive.ts'
import { id, nothing, request, typedNumber } from './request.ts'
import type { PlatformView } from './shops.ts'

export const preferencesSchema = z.strictObject({
  language: z.enum(['system', 'it', 'en']),
  theme: z.enum(['system', 'light', 'dark']),
  /** How long log entries are kept, in days (R29). */
  logDays: z.number().int().min(7).max(3650),
  /** Start with the computer; and then without a window, in the tray. */
  openAtLogin: z.boolean(),
  startHidden: z.boolean(),
  /** A notification when an automatic sync brings new orders. */
  notifyNewOrders: z.boolean(),
  /** After so many hours without a good sync the shop's health is a warning, although nothing failed. */
  staleHours: z.number().int().min(1).max(720),
  /** Look for a newer version of the program once a day. */
  checkUpdates: z.boolean(),
})
export type Preferences = z.output<typeof preferencesSchema>

/** The program itself: preferences, windows, copies of the archive, newer versions. */
export const appRequests = {
  /** What a window needs before it draws anything. Nothing of it is in the archive, which may be slow, or broken. */
  'app.start': request<AppStart>()(nothing),
  /** Ends the program and starts it anew: an archive found damaged is mended at the start. */
  'app.restart': request<null>()(nothing),
  'preferences.save': request<Preferences>()(preferencesSchema),
  /** The proxy on the way to the shops, and whether name and password are saved for it (R33). */
  'proxy.view': request<ProxyView>()(nothing),
  'proxy.save': request<ProxyView>()(
    z.strictObject({ username: z.string().min(1).max(200), password: z.string().max(1000) }),
  ),
  'proxy.forget': request<ProxyView>()(nothing),

  /** Is there a newer version of the program? What is found comes as `update.changed` events too. */
  'update.check': request<UpdateView>()(nothing),
  'update.download': request<UpdateView>()(nothing),
  /** Ends the program and starts the new version. */
  'update.install': request<UpdateView>()(nothing),

  /** Utilità → Copie di sicurezza (R34). */
  'backups.list': request<BackupsView>()(nothing),
  /** *Fai una copia adesso*; answers when it is done. */
  'backups.make': request<null>()(nothing),
  /** *Ripristina*: answers when the copy has taken the archive's place. */
  'backups.restore': request<null>()(z.strictObject({ name: z.string().max(100) })),
  'backups.openFolder': request<null>()(nothing),
  /** The operator has read it; answers what is left. */
  'alerts.dismiss': request<readonly Alert[]>()(z.strictObject({ id })),

  /** Opens the order search window, or brings it to the front, showing a run's new orders (R8) or one order. */
  'windows.search': request<null>()(z.strictObject({ runId: id.nullable(), orderId: id.nullable() })),
  /** Opens the main window's *Perché manca?*, with a number already typed. */
  'windows.missing': request<null>()(z.strictObject({ shopId: id.nullable(), number: typedNumber })),
  /** Opens the main window's log at an order or a run. */
  'windows.log': request<null>()(z.strictObject({ runId: id.nullable(), orderId: id.nullable() })),
} as const

export type Destination =
  | { readonly to: 'download' }
  | { readonly to: 'settings'; readonly shopId: number | null }
  | { readonly to: 'add-shop' }
  | { readonly to: 'first-period' }
  | { readonly to: 'log'; readonly runId: number | null; readonly orderId: number | null }
  | { readonly to: 'search'; readonly runId: number | null; readonly orderId: number | null }
  | { readonly to: 'wrong' }
  | { readonly to: 'missing'; readonly shopId: number | null; readonly number: string }
  | { readonly to: 'completeness' }
  | { readonly to: 'preferences' }
  | { readonly to: 'backups' }
  | { readonly to: 'shortcuts' }
  /** The manual: at the page about the search window, or about what the main window shows. */
  | { readonly to: 'manual'; readonly about: 'search' | 'here' }

export interface AppStart {
  readonly version: string
  readonly os: 'windows' | 'macos' | 'linux'
  /** The language to draw in, after `system` has been resolved. */
  readonly language: 'it' | 'en'
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

export interface BackupsView {
  /** Newest first. */
  readonly backups: readonly BackupView[]
  readonly state: SafetyState
  /** How many orders the archive in use holds. */
  readonly orders: number
}
