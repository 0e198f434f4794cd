import type * as Electron from 'electron'
import { ClientRequest } from './client-request.ts'
import { fetchScheme, isHandled } from './protocol.ts'
import { requireReady } from './ready.ts'
import { strict } from './strict.ts'

/** `net`: fetch of the program's schemes, of files, and of the network by Node's own means; plain requests too. */
export const net = strict('net', {
  fetch: async (input: string | Request, init?: RequestInit & { bypassCustomProtocolHandlers?: boolean }) => {
    requireReady('net.fetch can only be used after app is ready')
    const { bypassCustomProtocolHandlers: _bypass, ...rest } = init ?? {}
    const request = new Request(input, rest)
    return isHandled(request.url) ? fetchScheme(request) : fetch(request)
  },
  request: (options: Electron.ClientRequestConstructorOptions) => {
    requireReady('net module can only be used after app is ready')
    return new ClientRequest(options)
  },
  isOnline: () => true,
  online: true,
} satisfies Pick<Electron.Net, 'isOnline' | 'online'> & { fetch: unknown; request: unknown })
