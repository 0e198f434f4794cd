import { unpackJson, unpackWithRaw } from '../store/shared/bodies.ts'
import type { GivenFace, InvoiceFace } from '../store/shared/compare.ts'
import type { SharedRow } from '../store/shared/shared-row.ts'
import type { StoredFact } from '../words/fact.ts'
import type { Order } from '../words/order.ts'
import type { PlatformId } from '../words/shop.ts'
import { createLogContents, type LogContents } from './log-contents.ts'
import type { DeskServer } from './server.ts'

/** A shop as the log has it. */
export interface LogShop {
  readonly uuid: string
  readonly name: string
  readonly platform: PlatformId
  readonly url: string
  readonly chosen: readonly string[] | null
}

/** A whole log, as far as an archive is compared with it. */
export interface ReadLog {
  readonly contents: LogContents
  readonly shops: readonly LogShop[]
}

export interface ReadLogOptions {
  readonly server: Pick<DeskServer, 'read'>
  /** The number of the log's last fact, as far as it is known. */
  readonly head: number
  readonly signal: AbortSignal
  readonly onProgress: (done: number, total: number) => void
}

const atOnce = 200

/**
 * Reads the log from its beginning to its end, without becoming one of its desks (R55).
 * @throws Failure as the server does; whatever the signal is aborted with
 */
export async function readLog({ server, head, signal, onProgress }: ReadLogOptions): Promise<ReadLog> {
  const reading = logReading()
  for (let done = 0; ; ) {
    signal.throwIfAborted()
    onProgress(done, Math.max(head, done))
    // As nobody: a desk does not get its own pages back.
    const facts = await server.read(done, atOnce, '')
    for (const fact of facts) {
      reading.take(fact)
      signal.throwIfAborted()
    }
    const last = facts.at(-1)
    if (last === undefined) return reading.end()
    done = last.seq
  }
}

/** Looks at one fact after the other. */
export function logReading() {
  const contents = createLogContents()
  const shops = new Map<string, Record<string, unknown>>()
  const invoices = new Map<string, InvoiceFace>()

  const takeShop = (uuid: string, { isWhole, set }: Readonly<Record<string, unknown>>): void => {
    // A part of one that is not known any more.
    if (isWhole !== true && !shops.has(uuid)) return
    shops.set(uuid, { ...shops.get(uuid), ...(set as Record<string, unknown>) })
  }
  const takeRow = ({ t, r }: SharedRow): void => {
    if (r === null) return
    const uuid = String(r.uuid)
    if (t === 'shops') takeShop(uuid, r)
    else if (t === 'easyfatt_numbers') for (const given of numbersOf(r)) contents.addNumber(given)
    else if (t === 'invoices') invoices.set(uuid, faceOf(r))
    else if (t === 'invoice_dropped') invoices.delete(uuid)
    else if (t === 'invoice_state') {
      const known = invoices.get(uuid)
      if (known !== undefined) invoices.set(uuid, { ...known, stands: standsIn(r) })
    }
  }
  const takeOrders = (shop: string, body: Uint8Array): void => {
    const { orders } = unpackWithRaw(body).json as {
      readonly orders?: readonly { readonly document: Order }[]
    }
    for (const { document } of orders ?? []) contents.addOrder(shop, document.shopOrderId, document)
  }

  return {
    take({ kind, shop, body }: StoredFact): void {
      if (body === null) return
      if (kind === 'rows') for (const row of unpackJson(body) as readonly SharedRow[]) takeRow(row)
      else if ((kind === 'page' || kind === 'import') && shop !== null) takeOrders(shop, body)
    },
    end(): ReadLog {
      for (const face of invoices.values()) contents.setInvoice(face)
      return { contents, shops: [...shops].map(([uuid, row]) => shopOf(uuid, row)) }
    },
  }
}

function shopOf(uuid: string, { name, platform, url, shops }: Record<string, unknown>): LogShop {
  return {
    uuid,
    name: String(name),
    platform: String(platform) as PlatformId,
    url: String(url),
    chosen: Array.isArray(shops) ? shops.map(String) : null,
  }
}

/** Many are said at once, as rows of `number-rows.ts`. */
function numbersOf({ numbers }: Readonly<Record<string, unknown>>): readonly GivenFace[] {
  if (!Array.isArray(numbers)) return []
  return (numbers as readonly unknown[][]).map(([shop, shopOrderId, , number, numbering, year]) => ({
    shop: String(shop),
    shopOrderId: String(shopOrderId),
    numbering: String(numbering),
    year: Number(year),
    number: Number(number),
  }))
}

function faceOf(row: Readonly<Record<string, unknown>>): InvoiceFace {
  return {
    uuid: String(row.uuid),
    shop: String(row.shop),
    shopOrderId: String(row.shop_order_id),
    kind: String(row.kind),
    refundId: String(row.refund_id),
    seller: String(row.seller),
    series: String(row.series),
    year: Number(row.year),
    sequence: Number(row.sequence),
    number: String(row.number),
    sender: String(row.sender),
    progressive: String(row.progressive),
    orderNumber: String(row.order_number),
    stands: standsIn(row),
  }
}

function standsIn({ replaced_at, taken_back_at }: Readonly<Record<string, unknown>>): number {
  return (replaced_at ?? null) === null && (taken_back_at ?? null) === null ? 1 : 0
}
