import type { PumpStatus } from '../desks/pump.ts'
import type { DeskOnServer } from '../desks/server.ts'
import type { DeskRecord } from '../store/shared/desk-record.ts'
import type { ShopRecord } from '../store/shops.ts'
import type { DesksView, ServerAddress } from '../words/desks.ts'

export interface DesksSeen {
  readonly status: PumpStatus
  /** Null: the archive is a copy of the time before it joined. */
  readonly record: DeskRecord | null
  /** Orders of before it joined that are still to be sent; null: none. */
  readonly past: number | null
  /** Null: it has been lost. */
  readonly address: ServerAddress | null
  /** Null: the server cannot be asked. */
  readonly desks: readonly DeskOnServer[] | null
  readonly shops: readonly ShopRecord[]
  readonly options: { readonly mayDownload: (shop: ShopRecord) => boolean; readonly now: () => Date }
}

/** Whoever has not been heard for so long (ms) is not told of: its computer is no more, or it goes on as another desk. */
const goneMs = 60 * 24 * 60 * 60_000

/** What the page of the desks shows of a desk that has joined. */
export function viewOf({ status, record, past, address, shops, options, ...seen }: DesksSeen): DesksView {
  const desks = seen.desks?.filter(({ id, seenAgo }) => id === record?.desk || seenAgo < goneMs)
  const head = (record?.applied ?? 0) + status.behind
  const nowMs = options.now().getTime()
  const nameOf = (uuid: string) => shops.find((shop) => shop.uuid === uuid)?.name ?? []
  return {
    joined: true,
    server: address ?? {
      host: '',
      port: 5432,
      database: '',
      user: '',
      certificate: '',
      desk: record?.name ?? '',
    },
    state: status.state === 'elsewhere' ? 'online' : status.state,
    failure: status.failure,
    since: status.since,
    behind: status.behind,
    waiting: status.waiting,
    past,
    desks: (desks ?? []).map(({ id, name, seenAgo, applied, downloading }) => {
      const isThis = id === record?.desk
      return {
        name,
        isThis,
        // What the server was told of this one is older than what is known here.
        lastSeenAt: new Date(isThis ? nowMs : nowMs - seenAgo).toISOString(),
        behind: isThis ? status.behind : Math.max(0, head - applied),
        downloading: downloading.flatMap(nameOf),
      }
    }),
    shops: shops.map((shop) => ({
      shopId: shop.id,
      name: shop.name,
      mayDownload: options.mayDownload(shop),
      others:
        desks
          ?.filter(({ id, mayDownload }) => id !== record?.desk && mayDownload.includes(shop.uuid))
          .map(({ name }) => name) ?? null,
      downloader: desks?.find(({ downloading }) => downloading.includes(shop.uuid))?.name ?? null,
    })),
  }
}
