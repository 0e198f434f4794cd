import type * as Electron from 'electron'
import { fetchScheme, isHandled } from './protocol.ts'
import { requireReady } from './ready.ts'
import { strict } from './strict.ts'

/** `net`: fetch of the program's schemes, of files, and of the network by Node's own means. */
export const net = strict('net', {
  fetch: async (input: string | Request, init?: RequestInit & { bypassCustomProtocolHandlers?: boolean }) => {
    requireReady('net.fetch can only be used after app is ready')
    const { bypassCustomProtocolHandlers: _bypass, ...rest } = init ?? {}
    const request = new Request(input, rest)
    return isHandled(request.url) ? fetchScheme(request) : fetch(request)
  },
  isOnline: () => true,
  online: true,
} satisfies Pick<Electron.Net, 'isOnline' | 'online'> & { fetch: unknown })
