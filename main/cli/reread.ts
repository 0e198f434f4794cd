import type { ShopRecord } from '../store/shops.ts'
import { formatCount } from '../words/format.ts'
import { unreadReasons } from '../words/reread.ts'
import type { CommandLine } from './command-line.ts'
import type { Terminal } from './terminal.ts'

/**
 * `--reread`: what reading a shop's downloaded orders again would change (R15); with `--yes` it is done. Undoing is the
 * window's.
 * @returns the exit code
 * @throws Failure `cancelled`, `reread-in-progress`
 */
export async function rereadOrders(
  { yes, json }: CommandLine,
  shop: ShopRecord,
  { program, texts, out, signal }: Terminal,
): Promise<number> {
  const { rereads } = program
  const stop = () => void rereads.stop()
  signal.addEventListener('abort', stop)
  const work = yes ? rereads.start : rereads.preview
  const figures = await work(shop.id, () => undefined).finally(() =>
    signal.removeEventListener('abort', stop),
  )
  if (json) {
    out(JSON.stringify({ shop: shop.name, done: yes, ...figures }))
    return 0
  }
  const words = texts.reread
  const count = (value: number) => formatCount(value, texts.language)
  const { orders, changed, wentOut, untouchable, unread } = figures
  if (yes) out(words.did(changed, count(changed)))
  else if (orders === 0) out(words.noOrders)
  else if (changed === 0) out(words.nothing(orders, count(orders)))
  else out(`${words.would(changed, count(changed), count(orders))} ${texts.native.cli.rereadWithYes}`)
  if (wentOut > 0) out(words.wentOutAlready(wentOut, count(wentOut)))
  if (untouchable > 0) out(words.untouchable(untouchable, count(untouchable)))
  for (const reason of unreadReasons)
    if (unread[reason] > 0) out(words.unread(unread[reason], count(unread[reason]), reason))
  return 0
}
