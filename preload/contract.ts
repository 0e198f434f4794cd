/**
 * Every request and event that crosses from a window to the main process and back. Declared once, in `contract/` by
 * topic, and joined here: main's handlers (`main/app/ipc.ts`), the bridge (`preload/index.ts`) and the windows' client
 * (`renderer/client.ts`) take their types from it. Main checks the arguments with these schemas; windows import types
 * only.
 */
import type { z } from 'zod'
import type { Alert } from '../main/alert.ts'
import type { CheckStep } from '../main/connectors/connector.ts'
import type { FailureValue } from '../main/failure.ts'
import type { Instant } from '../main/order.ts'
import type { Run, RunProgress } from '../main/run.ts'
import type { ComparisonProgress } from '../main/sync/compare.ts'
import { appRequests, type Destination, type Preferences, type UpdateView } from './contract/app.ts'
import { missingRequests } from './contract/missing.ts'
import { orderRequests } from './contract/orders.ts'
import { type ShopView, shopRequests } from './contract/shops.ts'

export const requests = { ...appRequests, ...shopRequests, ...orderRequests, ...missingRequests } as const

export type Requests = typeof requests
export type RequestName = keyof Requests
export type Argument<Name extends RequestName> = z.input<Requests[Name]['argument']>
export type ParsedArgument<Name extends RequestName> = z.output<Requests[Name]['argument']>
export type Answer<Name extends RequestName> = NonNullable<Requests[Name]['answer']>['of']

/** Failures cross as values (never as thrown texts): the windows have the words. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: FailureValue }

/** What main tells the windows unasked. */
export interface Events {
  'run.progress': RunProgress
  'run.changed': Run
  /** A run could not begin, or could not be recorded: the archive cannot be written, another process is at work. */
  'run.refused': { readonly shopId: number; readonly failure: FailureValue }
  'shops.changed': readonly ShopView[]
  'log.changed': null
  /** An order was changed by hand or from the site, in this window or another. */
  'orders.changed': { readonly orderId: number }
  'preferences.changed': Preferences
  /** What the program has to tell about itself, newest first. */
  'alerts.changed': readonly Alert[]
  /** A copy of the archive has begun or ended. */
  'backups.changed': null
  /** Another archive has taken the archive's place: everything read from it is out of date. */
  'archive.replaced': null
  /** Automatic sync was paused or goes on. */
  'sync.paused': { readonly until: Instant | null }
  'check.step': { readonly checkId: string; readonly step: CheckStep }
  'export.progress': { readonly exportId: string; readonly written: number; readonly total: number }
  'update.changed': UpdateView
  'completeness.progress': { readonly shopId: number } & ComparisonProgress
  /** A menu item or another window asks this window to show something. */
  navigate: Destination
}
export type EventName = keyof Events

export type { Alert } from '../main/alert.ts'
export type { CheckReport, CheckStep, ShopState } from '../main/connectors/connector.ts'
export type { AnnulledSeries, Counters, LogEntry, Run, RunProgress } from '../main/run.ts'
export type { PlatformId } from '../main/shop.ts'
export type { Difference, OrderEdit } from '../main/store/edits.ts'
export type { BackupView } from '../main/store/kept-archive.ts'
export * from './contract/app.ts'
export * from './contract/missing.ts'
export * from './contract/orders.ts'
export * from './contract/shops.ts'
