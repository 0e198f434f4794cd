/** By what Easyfatt knows a document, and drops doubles: unique within a numbering and a year. */
export interface EasyfattNumber {
  readonly number: number
  /** The suffix: `''`, `/3`, `/3A`. */
  readonly numbering: string
}

/** Numbers beyond it do not fit a whole number of Easyfatt's (32 bits); long identifiers are no order numbers. */
export const greatestNumber = 2_147_483_647

/** What an order is numbered by, out of the archive. */
export interface NumberSource {
  /** The archive's own identifiers. */
  readonly id: number
  readonly shopId: number
  readonly number: string
  readonly shopOrderId: string
}

/**
 * The numbers that an order may have, the best first: the shop's own where it is one, else the shop's identifier, else the
 * archive's, in a numbering apart. Shops must not share numbers, and a shop's suffix must not change when another is added:
 * the archive's first shop has none, every other its own.
 */
export function wantedNumbers({ id, shopId, number, shopOrderId }: NumberSource): readonly EasyfattNumber[] {
  const suffix = shopId === 1 ? '' : String(shopId)
  const own = [number, shopOrderId].flatMap((text) => {
    const read = Number(/^#?(\d{1,12})$/.exec(text)?.[1] ?? 0)
    return read > 0 && read <= greatestNumber ? [read] : []
  })
  return [
    ...own.map((one) => ({ number: one, numbering: suffix === '' ? '' : `/${suffix}` })),
    { number: id, numbering: numberingApart(shopId) },
  ]
}

/** Where orders are numbered whose own numbers are none, or are taken. */
export function numberingApart(shopId: number): string {
  return shopId === 1 ? '/A' : `/${shopId}A`
}
