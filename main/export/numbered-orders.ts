import type { OrderNumbers } from '../store/easyfatt-numbers.ts'
import type { EasyfattNumber } from '../words/easyfatt-number.ts'
import { failure } from '../words/failure.ts'
import type { ExportedOrder } from '../words/printed.ts'
import type { NumberedOrder } from './easyfatt-document.ts'

/**
 * Orders with their numbers; they come in the order of `numbers`, some may be missing.
 * @throws Failure `order-unknown`: one came after the numbers were asked for
 */
export async function* numberedOrders(
  orders: AsyncIterable<ExportedOrder>,
  numbers: OrderNumbers,
): AsyncGenerator<NumberedOrder> {
  let at = 0
  for await (const source of orders) {
    while (at < numbers.ids.length && numbers.ids[at] !== source.id) at += 1
    const easyfatt = numberAt(numbers, at)
    if (easyfatt === null) throw failure('order-unknown', {})
    yield { ...source, easyfatt }
  }
}

/** Null for an order that was not there. */
export function numberAt({ numbers, codes, numberings }: OrderNumbers, at: number): EasyfattNumber | null {
  const number = numbers[at] ?? 0
  return number === 0 ? null : { number, numbering: numberings[codes[at] ?? 0] ?? '' }
}
