import { setTimeout as delay } from 'node:timers/promises'
import { Failure, type FailureCode, failure } from '../words/failure.ts'
import type { Connection } from '../words/shop.ts'
import { mayBeOneOrder, mayRefuseOneOrder } from './http-failure.ts'
import type { Limits } from './send.ts'

/** How many rows of a list are asked for at once. */
export interface PageSizes {
  /** For the next request. */
  readonly size: number
  /** Null when nothing new is worth remembering; see {@link createPageSizes}. */
  learned(connection: Connection): Connection | null
  /** In the midst of narrowing, asking for less says more than asking again. */
  readonly limits: Limits
  /** So many rows came, in so many milliseconds. */
  answered(rows: number, ms: number): void
  /** What was asked for failed: less is to be asked for, or one order was asked for alone. */
  failed(error: Failure): 'smaller' | 'alone'
}

/** An answer that comes within this leaves room for twice as much (requests end after a minute). */
const quickMs = 10_000

/** Where the shop takes too long, so many times less is asked for: each attempt in vain takes a minute. */
const timeoutStep = 8

/**
 * Narrows down a page that fails until the order that breaks it stands alone, then goes on with whole pages. What the
 * shop does not answer in time is asked for in smaller pages from then on, which grow again while it is quick.
 * @param most the most that the platform gives, or that is good for it
 * @param known what is remembered of the shop: also which size served it before
 */
export function createPageSizes(most: number, known: Connection | null): PageSizes {
  const { listSize = '' } = known?.facts ?? {}
  let usual = /^[1-9]\d{0,3}$/.test(listSize) ? Math.min(most, Number(listSize)) : most
  /** Among so many of the next rows is the one that breaks its page. */
  let suspects = 0
  /** One stood alone: whether its neighbour breaks too is asked before a whole page. */
  let alone = false
  let failing = false
  /** So many were too many. */
  let tooMany = most + 1

  const sizeNow = () => (alone ? 1 : suspects > 0 ? Math.ceil(suspects / 2) : usual)
  return {
    get size() {
      return sizeNow()
    },
    learned(connection) {
      const listSize = usual === most ? '' : String(usual)
      const { facts } = connection
      return listSize === (facts.listSize ?? '') ? null : { ...connection, facts: { ...facts, listSize } }
    },
    get limits() {
      return { retriesWhenBroken: failing ? 0 : 1 }
    },
    answered(rows, ms) {
      failing = false
      if (alone) alone = false
      else if (suspects > 0) suspects = Math.max(0, suspects - rows)
      else if (rows >= usual && ms < quickMs) usual = Math.min(most, tooMany - 1, usual * 2)
    },
    failed(error) {
      const asked = sizeNow()
      failing = true
      alone = asked === 1
      const slow = error.value.code === 'timeout'
      suspects = alone || slow ? 0 : asked
      if (slow) {
        usual = Math.max(1, Math.floor(asked / timeoutStep))
        if (!alone) tooMany = asked
      }
      return alone ? 'alone' : 'smaller'
    },
  }
}

/**
 * Whether it is the shop and not the orders: so many in a row fail their page, and none between does not. Where the
 * answer does not come in time, each takes minutes.
 */
export function isTheShop(inARow: number, error: Failure): boolean {
  return inARow > (error.value.code === 'timeout' ? 2 : 10)
}

/**
 * Asks for a page, and for smaller ones as long as that fails in a way that one order may cause.
 * @param probe a cheap request that works when the shop as a whole is well; throws what is the matter otherwise
 * @returns the page, or why one order alone cannot be listed
 */
export async function readNarrowing<Page>(
  sizes: PageSizes,
  ask: (size: number, limits: Limits) => Promise<{ readonly page: Page; readonly rows: number }>,
  probe: () => Promise<unknown>,
): Promise<Page | Failure> {
  for (let probed = false; ; ) {
    try {
      const began = performance.now()
      const { page, rows } = await ask(sizes.size, sizes.limits)
      sizes.answered(rows, performance.now() - began)
      return page
    } catch (error) {
      if (!(error instanceof Failure) || !mayBreakList(error)) throw error
      if (!probed) await probe()
      probed = true
      if (sizes.failed(error) === 'alone') return error
    }
  }
}

/**
 * Whether an order in it may be why a page of a list fails: an answer of another form is not one order's doing, and what a key
 * may not read a list leaves out.
 */
export function mayBreakList(error: Failure): boolean {
  if (notOfOneRow.has(error.value.code)) return false
  return mayBeOneOrder(error) || mayRefuseOneOrder(error)
}

const notOfOneRow: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'body-shape',
  'credentials-rejected',
  'permission-missing',
])

/** @throws Failure `cancelled` */
export function wait(ms: number, signal: AbortSignal): Promise<unknown> {
  return delay(ms, undefined, { signal }).catch(() => {
    throw failure('cancelled', {})
  })
}
