import type { Connector, DownloadWindow, MadeRefund } from '../connectors/connector.ts'
import type { RunPage } from '../store/run-page.ts'
import { Failure } from '../words/failure.ts'
import type { Instant } from '../words/order.ts'
import type { LogNotice } from '../words/run.ts'

type Refunds = NonNullable<RunPage['refunds']>

/**
 * What orders of the archive that the site has changed have had given back (R49), where the platform can tell. Where the
 * shop does not say it, the run goes on: the change counts as seen up to just before it, so that the next run meets it
 * again and asks again. Should the shop be gone, the next request tells.
 */
export async function refundsOf(
  connector: Connector,
  changed: RunPage['changed'],
  signal: AbortSignal,
): Promise<Required<Pick<RunPage, 'refunds' | 'changed' | 'notices'>>> {
  const ids = changed.map(({ shopOrderId }) => shopOrderId)
  const { refunds, unread, notices } = await read(connector, ids, signal)
  return {
    refunds,
    changed: changed.map((order) =>
      unread.has(order.shopOrderId) ? { ...order, seenUpTo: justBefore(order.modifiedAt) } : order,
    ),
    notices,
  }
}

/**
 * Refunds made in the window that the archive lacks (R49), where the platform does not count them as a modification of
 * their orders. What the shop does not say now it is asked by the next run, whose window begins a day before this one.
 * @param lacking which orders of the archive lack one of them
 */
export async function madeRefunds(
  connector: Connector,
  window: DownloadWindow,
  lacking: (made: readonly MadeRefund[]) => Promise<readonly string[]>,
  signal: AbortSignal,
): Promise<Required<Pick<RunPage, 'refunds' | 'notices'>>> {
  try {
    const made = (await connector.refundsMade?.(window, signal)) ?? []
    const ids = made.length === 0 ? [] : await lacking(made)
    const { refunds, notices } = await read(connector, ids, signal)
    return { refunds, notices }
  } catch (error) {
    if (signal.aborted || !(error instanceof Failure)) throw error
    return { refunds: [], notices: [] }
  }
}

async function read(connector: Connector, ids: readonly string[], signal: AbortSignal) {
  const refunds: Refunds[number][] = []
  const unread = new Set<string>()
  for (let from = 0; connector.refunds && from < ids.length; from += connector.maxBatch) {
    const some = ids.slice(from, from + connector.maxBatch)
    try {
      for (const { shopOrderId, refunds: given } of await connector.refunds(some, signal)) {
        if (given === null) unread.add(shopOrderId)
        else refunds.push({ shopOrderId, refunds: given })
      }
    } catch (error) {
      if (signal.aborted || !(error instanceof Failure)) throw error
      for (const id of some) unread.add(id)
    }
  }
  const notices: LogNotice[] =
    unread.size === 0 ? [] : [{ code: 'refunds-not-read', params: { orders: unread.size } }]
  return { refunds, unread, notices }
}

function justBefore(instant: Instant): Instant {
  return new Date(Date.parse(instant) - 1).toISOString()
}
