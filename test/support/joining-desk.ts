import { randomUUID } from 'node:crypto'
import { pairShops, type ShopFace } from '../../main/desks/pair-shops.ts'
import { readLog } from '../../main/desks/read-log.ts'
import { openArchive } from '../../main/store/archive.ts'
import { toOrderRecord } from '../../main/store/order-record.ts'
import type { RunPage } from '../../main/store/run-page.ts'
import type { ShopRecord } from '../../main/store/shops.ts'
import type { Order } from '../../main/words/order.ts'
import { draftOf } from './archive.ts'
import type { MemoryServer } from './memory-server.ts'
import { SharingDesk } from './sharing-desk.ts'

export const joinedAt = '2026-11-30T08:00:00.000Z'

/** An archive that has downloaded some orders of a shop, and is alone. */
export function aloneArchive(file: string, orders: readonly Order[], rest: Partial<RunPage> = {}) {
  const archive = openArchive(file)
  const shop = archive.saveShop(draftOf())
  const at = '2026-11-20T12:00:00.000Z'
  const { id } = archive.beginRun(shop.id, 'manual', at)
  const window = { shopStartedAt: at, from: at, to: null, floor: at }
  archive.openWindow(id, window, at)
  for (let from = 0; from < orders.length || from === 0; from += 40) {
    const page = orders.slice(from, from + 40)
    const none = { skipped: [], wrong: [], changed: [], notices: [] }
    const raw = page.length === 0 ? null : Buffer.from(JSON.stringify(page.map(({ number }) => ({ number }))))
    const records = page.map((order, index) => toOrderRecord(order, index))
    archive.savePage(id, { ...none, ...(from === 0 ? rest : {}), orders: records, raw }, at)
  }
  archive.finishRun(id, { outcome: 'success', failure: null, finishedAt: at, cursor: at })
  return { archive, shop }
}

const faceOf = ({ uuid, name, platform, url, isDemo }: ShopRecord): ShopFace => {
  return { uuid, name, platform, place: url, chosen: null, isDemo }
}

/** Joins as the program does, without its threads: nothing is sent or applied yet. */
export async function beginToJoin(desk: SharingDesk, server: MemoryServer): Promise<void> {
  const { signal } = new AbortController()
  const options = { server: server.connect(), head: server.facts.length, signal, onProgress: () => undefined }
  const { shops } = await readLog(options)
  const there = shops.map((shop): ShopFace => ({ ...shop, place: shop.url, isDemo: false }))
  const pairs = pairShops(desk.archive.listShops().map(faceOf), there)
  const { archive, epoch } = server
  const record = { archive, epoch, desk: randomUUID(), name: desk.name, token: randomUUID(), joinedAt }
  desk.archive.beginJoining(
    record,
    [...pairs].map(([ours, theirs]) => ({ here: ours, there: theirs })),
  )
  await desk.enter()
}

/** Sends what only this archive has, and all the rest; until another desk is in the way, or nothing is left. */
export async function shareAll(desk: SharingDesk): Promise<void> {
  await readAll(desk)
  for (const id of desk.archive.unsharedShops()) {
    const uuid = desk.archive.getShop(id)?.uuid ?? ''
    const lease = await desk.take(uuid)
    if (lease.outcome === 'held') continue
    for (let orders = 1; orders > 0; ) orders = desk.archive.importPiece(id, lease.run)
    await desk.settle()
    await desk.give(uuid, lease.run)
  }
  await desk.settle()
}

export async function readAll(desk: SharingDesk): Promise<void> {
  for (let done = await desk.readSome(); done !== null && done.stopped === null; )
    done = await desk.readSome()
}

/** An archive of a file joins, and shares all that it has. */
export async function joinWith(file: string, name: string, server: MemoryServer): Promise<SharingDesk> {
  const desk = await SharingDesk.open(file, name, server)
  await beginToJoin(desk, server)
  await shareAll(desk)
  return desk
}
