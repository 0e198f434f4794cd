import type { DesksView } from '../words/desks.ts'

/** How this desk is doing among others (R55), for the support bundle: no names, nor where the server is. */
export function aboutDesks(view: DesksView) {
  if (!view.joined) return view
  const { state, failure, since, behind, waiting, past, server, desks, shops } = view
  return {
    joined: true,
    state,
    failure: failure?.code ?? null,
    since,
    behind,
    waiting,
    past,
    port: server.port,
    hasCertificate: server.certificate !== '',
    desks: desks.map(({ isThis, lastSeenAt, behind: lacks }) => ({ isThis, lastSeenAt, behind: lacks })),
    shops: shops.map(({ shopId, mayDownload, others, downloader }) => ({
      shopId,
      mayDownload,
      others: others?.length ?? null,
      isDownloading: downloader !== null,
    })),
  }
}
