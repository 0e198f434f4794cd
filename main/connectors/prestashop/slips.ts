import type { DownloadWindow, MadeRefund } from '../connector.ts'
import type { Query } from '../send.ts'
import type { Rows } from './answer.ts'
import { reference } from './keys.ts'
import { rangeOf } from './list.ts'
import type { LocalTime } from './local-time.ts'
import { json } from './transport.ts'

const slipsAtOnce = 500
/** A shop that gives other slips than those of the window is not asked for all it has. */
const mostPages = 20

/**
 * The slips made in a window: one request a run, but for very many. PrestaShop leaves an order's `date_upd` as it is when
 * something of it is given back without a change of its state.
 * @param ask null where the key may not read slips
 */
export async function slipsMade(
  ask: (query: Query) => Promise<Rows | null>,
  window: DownloadWindow,
  time: LocalTime,
): Promise<readonly MadeRefund[]> {
  const query = { ...json, display: '[id,id_order]', sort: '[id_ASC]', ...rangeOf(window, time, 'date_add') }
  const made: MadeRefund[] = []
  let behind: Query = {}
  for (let page = 0; page < mostPages; page += 1) {
    const rows = (await ask({ ...query, ...behind, limit: `0,${slipsAtOnce}` }))?.rows ?? []
    for (const row of rows) {
      const [refundId, shopOrderId] = [reference(row.id), reference(row.id_order)]
      if (refundId !== null && shopOrderId !== null) made.push({ shopOrderId, refundId })
    }
    const last = made.at(-1)
    if (rows.length < slipsAtOnce || last === undefined) break
    behind = { 'filter[id]': `>[${last.refundId}]` }
  }
  return made
}
