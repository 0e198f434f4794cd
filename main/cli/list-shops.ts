import { settledDesks } from './settled-desks.ts'
import type { Terminal } from './terminal.ts'

/** `--list-shops`; as JSON also who downloads from each, where desks share an archive (R56). @returns the exit code */
export async function listShops(json: boolean, { program, texts, out }: Terminal): Promise<number> {
  const desks = await settledDesks(program.desks)
  const shops = (await program.store.listShops()).map((shop) => {
    const shared = desks.joined ? desks.shops.find(({ shopId }) => shopId === shop.id) : undefined
    return {
      name: shop.name,
      platform: shop.platform,
      url: shop.connection?.url ?? shop.url,
      settings: shop.settings,
      orders: shop.ordersStored,
      lastSuccess: shop.lastSuccess?.finishedAt ?? null,
      failuresInARow: shop.failuresInARow,
      ...(shared && {
        desks: { mayDownload: shared.mayDownload, others: shared.others, downloader: shared.downloader },
      }),
    }
  })
  if (json) out(JSON.stringify({ shops }))
  else if (shops.length === 0) out(texts.native.cli.noShops)
  else for (const shop of shops) out(`${shop.name}\t${shop.platform}\t${shop.url}`)
  return 0
}
