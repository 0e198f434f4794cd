import { create } from 'zustand'
import type { Destination } from '../../main/words/program-view.ts'
import type { LogEntry } from '../../main/words/run.ts'
import { request } from '../client.ts'
import { fullLog, noFilter } from './log-store.ts'

export type SettingsPage =
  | { readonly kind: 'shop'; readonly shopId: number }
  | { readonly kind: 'new' }
  | { readonly kind: 'preferences'; readonly at?: 'proxy' }
  | { readonly kind: 'backups' }

interface NavigationState {
  readonly screen:
    | 'download'
    | 'log'
    | 'settings'
    | 'wrong'
    | 'completeness'
    | 'easyfatt'
    | 'invoices'
    | 'refunds'
    | 'accountant'
    | 'desks'
  /** Null: the first shop, or the preferences where there is none. */
  readonly settingsPage: SettingsPage | null
  /** The shop whose connection is to be checked as soon as its settings open. */
  readonly checkAtOnce: number | null
  readonly dialog: 'first-period' | 'shortcuts' | 'missing' | 'manual' | 'reread' | null
  /** What *Perché manca?* opens with: a number is asked at once; shop null: all. */
  readonly missing: { readonly shopId: number | null; readonly number: string }
  /** What *Rileggi gli ordini già scaricati* opens with; shop null: all. */
  readonly reread: { readonly shopId: number | null; readonly afterMapping: boolean }
  /** Which shop *Easyfatt* was asked for, the last time; null: the one shown last, or the first. */
  readonly easyfatt: { readonly shopId: number | null }
  /** The page (a file of `docs/manuale/`) at which the manual opens. */
  readonly manualPage: string
}

/** Where the main window is. */
export const useNavigation = create<NavigationState>()(() => ({
  screen: 'download',
  settingsPage: null,
  checkAtOnce: null,
  dialog: null,
  missing: { shopId: null, number: '' },
  reread: { shopId: null, afterMapping: false },
  easyfatt: { shopId: null },
  manualPage: '',
}))

/** Where the manual opens, by what is on the screen. */
const manualPageOf: Readonly<Record<NavigationState['screen'], string>> = {
  download: '02-scaricare.md',
  log: '08-log.md',
  settings: '01-primi-passi.md',
  wrong: '05-mancanti.md',
  completeness: '05-mancanti.md',
  invoices: '12-fatture.md',
  easyfatt: '10-easyfatt.md',
  refunds: '13-rimborsi.md',
  accountant: '11-commercialista.md',
  desks: '14-postazioni.md',
}

/** Shows what a menu item, a notification or another window asks for. */
export function goTo(destination: Destination): void {
  switch (destination.to) {
    case 'download':
      useNavigation.setState({ screen: 'download', dialog: null })
      return
    case 'settings':
      showSettings(destination.shopId === null ? null : { kind: 'shop', shopId: destination.shopId })
      return
    case 'add-shop':
      showSettings({ kind: 'new' })
      return
    case 'preferences':
      showSettings({ kind: 'preferences' })
      return
    case 'backups':
      showSettings({ kind: 'backups' })
      return
    case 'wrong':
    case 'completeness':
    case 'invoices':
    case 'refunds':
    case 'accountant':
    case 'desks':
      useNavigation.setState({ screen: destination.to, dialog: null })
      return
    case 'easyfatt':
      showEasyfatt(destination.shopId)
      return
    case 'missing':
      askWhyMissing(destination.shopId, destination.number)
      return
    case 'reread':
      offerReread(destination.shopId, false)
      return
    case 'first-period':
    case 'shortcuts':
      useNavigation.setState({ dialog: destination.to })
      return
    case 'manual':
      useNavigation.setState(({ screen }) => ({
        dialog: 'manual',
        manualPage: destination.about === 'search' ? '03-ricerca.md' : manualPageOf[screen],
      }))
      return
    case 'log':
      showLog({ runId: destination.runId, orderId: destination.orderId })
      return
    case 'search':
      // The search is a window of its own; a request that lands here is passed on.
      void request('windows.search', {
        runId: destination.runId,
        orderId: destination.orderId,
        only: destination.only ?? null,
        orderIds: destination.orderIds ?? null,
      })
      return
  }
}

/** Opens the settings at a page; `checkAtOnce` is the shop whose connection is checked there at once. */
export function showSettings(settingsPage: SettingsPage | null, checkAtOnce: number | null = null): void {
  useNavigation.setState({ screen: 'settings', settingsPage, checkAtOnce, dialog: null })
}

/** Opens the log at full height, filtered. */
export function showLog(filter: Partial<typeof noFilter>, entry: LogEntry | null = null): void {
  useNavigation.setState({ screen: 'log', dialog: null })
  fullLog.getState().select(entry)
  fullLog.getState().setFilter({ ...noFilter, ...filter })
}

/** Opens *Perché manca?*; a number given is asked at once. */
export function askWhyMissing(shopId: number | null, number: string): void {
  useNavigation.setState({ dialog: 'missing', missing: { shopId, number } })
}

/** Opens *Rileggi gli ordini già scaricati*; nothing is read before it is asked for. */
export function offerReread(shopId: number | null, afterMapping: boolean): void {
  useNavigation.setState({ dialog: 'reread', reread: { shopId, afterMapping } })
}

/** Opens *Utilità → Easyfatt* at a shop; null: the one shown last, or the first. */
export function showEasyfatt(shopId: number | null): void {
  useNavigation.setState({ screen: 'easyfatt', easyfatt: { shopId }, dialog: null })
}

/** Opens *Utilità → Più postazioni*. */
export function showDesks(): void {
  useNavigation.setState({ screen: 'desks', dialog: null })
}

/** Closes whatever dialog is open. */
export function closeDialog(): void {
  useNavigation.setState({ dialog: null })
}
