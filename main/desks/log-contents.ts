import type { GivenFace, InvoiceFace } from '../store/shared/compare.ts'
import type { OrderFace } from '../words/desks.ts'
import { createTextBook, type TextBook } from './text-book.ts'

/** What a log has, as far as an archive that is to join is compared with it (R55); a million orders take about 80 MB. */
export interface LogContents {
  /** How many orders it has of a shop. @param shop `shops.uuid` */
  countOrders(shop: string): number
  /** @returns null: it has no such order */
  orderFace(shop: string, shopOrderId: string): OrderFace | null
  orders(shop: string): Generator<readonly (OrderFace & { readonly shopOrderId: string })[]>
  numbers(): Generator<readonly GivenFace[]>
  invoices(): readonly InvoiceFace[]
  /** The first that is said of an order counts. */
  addOrder(shop: string, shopOrderId: string, face: OrderFace): void
  addNumber(given: GivenFace): void
  /** Said again, it is as it was said last. */
  setInvoice(face: InvoiceFace): void
}

/** So many are compared at once. */
const pieceSize = 500

export function createLogContents(): LogContents {
  const shops = new Map<string, TextBook>()
  const given = createTextBook()
  const invoices = new Map<string, InvoiceFace>()
  return {
    countOrders: (shop) => shops.get(shop)?.size ?? 0,
    orderFace(shop, shopOrderId) {
      const text = shops.get(shop)?.get(shopOrderId)
      return text === undefined || text === null ? null : faceOf(text)
    },
    *orders(shop) {
      for (const piece of shops.get(shop)?.pieces(pieceSize) ?? [])
        yield piece.map(([shopOrderId, text]) => ({ shopOrderId, ...faceOf(text) }))
    },
    *numbers() {
      for (const piece of given.pieces(pieceSize)) {
        yield piece.map(([key, text]) => {
          const [shop, shopOrderId] = JSON.parse(key) as [string, string]
          const [numbering, year, number] = JSON.parse(text) as [string, number, number]
          return { shop, shopOrderId, numbering, year, number }
        })
      }
    },
    invoices: () => [...invoices.values()],
    addOrder(shop, shopOrderId, { number, placedAt }) {
      const book = shops.get(shop) ?? createTextBook()
      shops.set(shop, book)
      book.add(shopOrderId, JSON.stringify([number, placedAt]))
    },
    addNumber({ shop, shopOrderId, numbering, year, number }) {
      given.add(JSON.stringify([shop, shopOrderId]), JSON.stringify([numbering, year, number]))
    },
    setInvoice: (face) => void invoices.set(face.uuid, face),
  }
}

function faceOf(text: string): OrderFace {
  const [number, placedAt] = JSON.parse(text) as [string, string]
  return { number, placedAt }
}
