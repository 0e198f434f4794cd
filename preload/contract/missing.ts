import { z } from 'zod'
import type {
  ChosenOutcome,
  CompletenessResult,
  CompletenessRow,
  MissingAnswer,
  MissingOrder,
  WrongPage,
} from '../../main/words/missing.ts'
import { completenessWhy, id, instant, wrongFilterSchema } from '../../main/words/schemas.ts'
import { nothing, pageSize, request, typedNumber } from './request.ts'

const orderKey = z.strictObject({ shopId: id, shopOrderId: z.string().min(1).max(100) })
/** Orders to fetch whatever their state and age; the number is for the log. */
const chosenOrders = z
  .array(orderKey.extend({ number: z.string().max(200) }))
  .min(1)
  .max(10_000)

/** Orders that are not in the archive: wrong ones (R7), *Perché manca?* and *Verifica completezza* (R17). */
export const missingRequests = {
  /** Wrong orders (R7), last met first. */
  'wrong.list': request<WrongPage>()(
    z.strictObject({ filter: wrongFilterSchema, after: z.string().max(200).nullable(), limit: pageSize }),
  ),
  /** The shop's own data of a wrong order, as JSON text; null when the shop could not deliver it. */
  'wrong.raw': request<string | null>()(orderKey),
  /** Opens it in the shop's own back office, in the system's browser; false where its address is not known. */
  'wrong.openInShop': request<boolean>()(orderKey),
  /** *Ignora*: takes them out of the list and of Errati at later runs (skipped, with that reason); or puts them back. */
  'wrong.ignore': request<null>()(
    z.strictObject({ orders: z.array(orderKey).min(1).max(10_000), ignored: z.boolean() }),
  ),
  /** *Riprova* all that are not ignored; as `orders.download`. */
  'wrong.retryAll': request<readonly ChosenOutcome[]>()(z.strictObject({ shopId: id.nullable() })),
  /**
   * *Scarica comunque*, *Riprova*: fetches orders by their identifiers, as a run of its own for each shop, after what
   * is under way there. Answers when all have ended; `run.progress` tells meanwhile.
   */
  'orders.download': request<readonly ChosenOutcome[]>()(z.strictObject({ orders: chosenOrders })),

  /** *Prendilo così com'è* (R38): out of the data kept, those for which it can be done; as `orders.download`. */
  'wrong.accept': request<readonly ChosenOutcome[]>()(z.strictObject({ orders: chosenOrders })),

  /** *Perché manca?* (R17): what the archive knows of the orders that go by a number; at once. */
  'missing.known': request<readonly MissingOrder[]>()(
    z.strictObject({ shopId: id.nullable(), number: typedNumber }),
  ),
  /** The same, with what the shop says now. A new question of the same shop ends the one before. */
  'missing.ask': request<MissingAnswer>()(z.strictObject({ shopId: id, number: typedNumber })),
  'missing.cancel': request<null>()(nothing),

  /** *Verifica completezza* (R17): orders placed from `from` on and before `to`. Answers when it has ended. */
  'completeness.start': request<CompletenessResult>()(
    z.strictObject({ shopId: id, from: instant, to: instant }),
  ),
  'completeness.cancel': request<null>()(z.strictObject({ shopId: id })),
  /** The last one; null when there is none. */
  'completeness.get': request<CompletenessResult | null>()(z.strictObject({ shopId: id })),
  'completeness.list': request<readonly CompletenessRow[]>()(
    z.strictObject({ shopId: id, why: completenessWhy, afterId: z.number().int().min(0), limit: pageSize }),
  ),
  /** Fetches all that is missing for a reason; as `orders.download`. */
  'completeness.download': request<readonly ChosenOutcome[]>()(
    z.strictObject({ shopId: id, why: completenessWhy.exclude(['gone']) }),
  ),
} as const
