/**
 * Every request and event that crosses from a window to the main process and back. Declared once, in `contract/` by
 * topic, and joined here: main's handlers (`main/app/ipc.ts`), the bridge (`preload/index.ts`) and the windows' client
 * (`renderer/client.ts`) take their types from it. Main checks the arguments with these schemas; windows import types
 * only.
 */
import type { z } from 'zod'
import type { Alert } from '../main/words/alert.ts'
import type { CheckStep } from '../main/words/check.ts'
import type { DesksView, JoinProgress } from '../main/words/desks.ts'
import type { VatSearchProgress } from '../main/words/easyfatt-uses.ts'
import type { FailureValue } from '../main/words/failure.ts'
import type { CompletenessProgress } from '../main/words/missing.ts'
import type { Instant } from '../main/words/order.ts'
import type { Destination, UpdateView } from '../main/words/program-view.ts'
import type { RefundDatesProgress } from '../main/words/refund.ts'
import type { RereadProgress } from '../main/words/reread.ts'
import type { Run, RunProgress } from '../main/words/run.ts'
import type { Preferences } from '../main/words/schemas.ts'
import type { ShopView } from '../main/words/shop-view.ts'
import type { WorkCounts } from '../main/words/work.ts'
import { accountantRequests } from './contract/accountant.ts'
import { appRequests } from './contract/app.ts'
import { desksRequests } from './contract/desks.ts'
import { easyfattRequests } from './contract/easyfatt.ts'
import { easyfattPullRequests } from './contract/easyfatt-pull.ts'
import { invoiceRequests } from './contract/invoices.ts'
import { missingRequests } from './contract/missing.ts'
import { orderRequests } from './contract/orders.ts'
import { refundRequests } from './contract/refunds.ts'
import { rereadRequests } from './contract/rereads.ts'
import { shopRequests } from './contract/shops.ts'

export const requests = {
  ...appRequests,
  ...shopRequests,
  ...orderRequests,
  ...missingRequests,
  ...refundRequests,
  ...rereadRequests,
  ...invoiceRequests,
  ...easyfattRequests,
  ...accountantRequests,
  ...easyfattPullRequests,
  ...desksRequests,
} as const

export type Requests = typeof requests
export type RequestName = keyof Requests
export type Argument<Name extends RequestName> = z.input<Requests[Name]['argument']>
export type ParsedArgument<Name extends RequestName> = z.output<Requests[Name]['argument']>
export type Answer<Name extends RequestName> = NonNullable<Requests[Name]['answer']>['of']

/** What may be megabytes: an order of thousands of lines, value by value, takes seconds from process to process. */
export const crossingAsBytes = [
  'orders.get',
  'orders.history',
  'orders.save',
  'orders.undo',
  'orders.restore',
  'orders.siteDifferences',
  'orders.takeOver',
  'orders.keepOurs',
  'print.pages',
  'invoices.document',
  'accountant.report',
  'accountant.package',
] as const satisfies readonly RequestName[]

/** An answer on its way: as it is, or as the bytes of its JSON. */
export type Crossing<Name extends RequestName> = Name extends (typeof crossingAsBytes)[number]
  ? { readonly json: Uint8Array }
  : Answer<Name>

/** Failures cross as values (never as thrown texts): the windows have the words. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: FailureValue }

/** What main tells the windows unasked. */
export interface Events {
  /** Where runs under way are: the newest of each that there is something new of. */
  'run.progress': readonly RunProgress[]
  /** A run has begun or ended: told once each. */
  'run.changed': Run
  /** A run could not begin, or could not be recorded: the archive cannot be written, another process is at work. */
  'run.refused': { readonly shopId: number; readonly failure: FailureValue }
  'shops.changed': readonly ShopView[]
  'log.changed': null
  /** An order was changed by hand or from the site, in this window or another. */
  'orders.changed': { readonly orderId: number }
  /** Orders were marked as to do, waiting or done, or got or lost tags, or that was undone. */
  'orders.marked': null
  /** How many orders are to do, wait, or have not been seen. */
  'work.counted': WorkCounts
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
  'completeness.progress': { readonly shopId: number } & CompletenessProgress
  'reread.progress': RereadProgress
  /** Easyfatt has asked for orders, or may ask no more (R45). */
  'easyfattPull.changed': null
  /** How many of the invoices under way are made. */
  'invoices.progress': { readonly done: number; readonly total: number }
  'easyfatt.progress': VatSearchProgress
  'refunds.progress': RefundDatesProgress
  /** Refunds were registered, or taken back, or have dates now (R49). */
  'refunds.changed': null
  /** How many orders the accountant's report has read. */
  'accountant.progress': { readonly read: number; readonly total: number }
  /** Orders were exported, printed or invoiced, or that was taken back (R41, R48). */
  'orders.handedOver': null
  /** How this desk is doing among those that share an archive (R55). */
  'desks.changed': DesksView
  'desks.progress': JoinProgress
  /** What other desks did is in the archive now: orders, marks, hand-overs, whatever lists and counters show. */
  'desks.applied': null
  /** Many orders were read again, or that was undone. */
  'orders.reread': null
  /** A menu item or another window asks this window to show something. */
  navigate: Destination
}
export type EventName = keyof Events
