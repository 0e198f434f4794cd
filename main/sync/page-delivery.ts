import type { FetchAnswer, SlimRow, WholePage } from '../connectors/connector.ts'
import { mayBeOneOrder } from '../connectors/http-failure.ts'
import { Failure } from '../words/failure.ts'

/** The rows of a page of whole orders that are wanted, and their orders. */
export interface ChosenPage extends WholePage {
  readonly rows: readonly SlimRow[]
}

/** More would take memory; of a slow shop fewer pages are held, so that its progress is seen. */
const mostHeld = 5
const heldMs = 2000

/**
 * Has pages of whole orders stored, one after the other, while the next one is read. Those that lack something are held
 * a while: what they lack is asked for together.
 * @param store stores the orders of a page; null where the page does not give them
 */
export function createPageDelivery(
  store: (page: ChosenPage, answer: FetchAnswer | null) => Promise<void>,
  signal: AbortSignal,
) {
  let held: ChosenPage[] = []
  let timer: NodeJS.Timeout | undefined
  let delivering: Promise<void> = Promise.resolve()
  /** What was handed over before the last. */
  let deliveredBefore = delivering

  const storeAll = async (pages: readonly ChosenPage[]) => {
    const answers = await Promise.all(pages.map((page) => answerOf(page, signal)))
    for (const [place, page] of pages.entries()) await store(page, answers[place] ?? null)
  }
  const deliver = (pages: readonly ChosenPage[]): void => {
    deliveredBefore = delivering
    delivering = delivering.then(() => storeAll(pages))
    // Met by whoever waits; until then it must not count as unhandled.
    delivering.catch(() => undefined)
  }
  const deliverHeld = (): void => {
    clearTimeout(timer)
    const pages = held
    held = []
    deliver(pages)
  }

  return {
    /**
     * Answers when what was handed over before the last is stored: else nothing would bound what is read and not stored.
     * @throws what kept that from being stored
     */
    async add(page: ChosenPage): Promise<void> {
      if (page.lacks) {
        // Of a slow shop what has come is stored while the next page is waited for.
        if (held.length === 0) timer = setTimeout(deliverHeld, heldMs)
        held.push(page)
        if (held.length >= mostHeld) deliverHeld()
      } else deliver([page])
      await deliveredBefore
    },
    /** Answers when all is stored. @throws what kept some from being stored */
    async finish(): Promise<void> {
      deliverHeld()
      await delivering
    },
  }
}

async function answerOf({ complete }: ChosenPage, signal: AbortSignal): Promise<FetchAnswer | null> {
  try {
    return await complete(signal)
  } catch (error) {
    if (!(error instanceof Failure) || !mayBeOneOrder(error)) throw error
    return null
  }
}
