import type { DoneAfter } from '../program/after-download.ts'
import type { Program } from '../program/program.ts'
import type { Texts } from '../texts/shape.ts'
import type { Run } from '../words/run.ts'
import type { Alerts } from './alerts.ts'
import { notifyOfFile } from './notifications.ts'
import type { ProgramEvents } from './open-program.ts'
import type { Windows } from './windows.ts'

export interface AfterDownloadsParts {
  readonly program: Program
  readonly texts: () => Texts
  readonly windows: Windows
  readonly events: ProgramEvents
  readonly alerts: Alerts
  readonly onBroken: (error: unknown) => void
}

/**
 * After each download that ended here, also by itself, does what the shop's settings want (R44), and tells what became of
 * it. A command does so only where it was told to.
 */
export function afterDownloads({ program, texts, windows, events, alerts, onBroken }: AfterDownloadsParts) {
  /** What was told to have failed: once, not after each download. */
  const failing = new Set<string>()

  /** How many orders each file lacked for want of a VAT code, the last time. */
  const waiting = new Map<string, number>()

  const tell = (shopId: number, done: DoneAfter): void => {
    const { shop, failure, file, orders, uncoded } = done
    const { folder } = done.wanted
    const place = JSON.stringify([shop, done.wanted])
    if (failure !== null) {
      const what = `${place} ${failure.code}`
      if (!failing.has(what))
        events.emit('alert', { code: 'after-download-failed', params: { shop, folder, failure } })
      failing.add(what)
      return
    }
    for (const what of failing) if (what.startsWith(place)) failing.delete(what)
    alerts.withdraw('after-download-failed', ({ params }) => params.shop === shop && params.folder === folder)
    if (done.wanted.format === 'easyfatt') tellUncoded(place, { shop, shopId, orders: uncoded.count })
    if (file !== null) notifyOfFile(shop, orders, file, texts())
  }

  /** Said when their number is another one; gone once none is left out. */
  const tellUncoded = (place: string, params: { shop: string; shopId: number; orders: number }): void => {
    if (params.orders > 0 && params.orders === waiting.get(place)) return
    waiting.set(place, params.orders)
    alerts.withdraw('after-download-uncoded', (told) => told.params.shopId === params.shopId)
    if (params.orders > 0) events.emit('alert', { code: 'after-download-uncoded', params })
  }

  const after = async (run: Run): Promise<void> => {
    const all = await program.afterDownload(run, texts())
    if (all.length === 0) return
    for (const done of all) tell(run.shopId, done)
    windows.tell('orders.handedOver', null)
    windows.tell('log.changed', null)
  }

  events.on('run', (run) => {
    if (run === null || run.trigger === 'cli' || run.outcome === 'running' || run.outcome === 'annulled')
      return
    after(run).catch(onBroken)
  })
}
