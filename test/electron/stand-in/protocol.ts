import type * as Electron from 'electron'
import type { SchemeRequest, SchemeResponse } from '../browser/messages.ts'
import { serveFile } from './file-scheme.ts'
import { drive, interactive, link } from './link.ts'
import { isReady, requireNotReady, requireReady } from './ready.ts'
import { strict } from './strict.ts'

type Handler = (request: Request) => Response | Promise<Response>

const standard = new Set<string>()
const handlers = new Map<string, Handler>([['file', serveFile]])
let told = false

// The driver has to know which addresses are the program's before it opens the first page.
function tellDriver(): void {
  if (told) drive('schemes', [...handlers.keys()]).catch(() => undefined)
}

/** Called before the first window opens. */
export async function announceSchemes(): Promise<void> {
  told = true
  await drive('schemes', [...handlers.keys()])
}

/** The handler's answer to a request for one of the program's addresses. */
export async function fetchScheme(request: Request): Promise<Response> {
  const handler = handlers.get(new URL(request.url).protocol.slice(0, -1))
  if (handler === undefined) throw new TypeError('net::ERR_UNKNOWN_URL_SCHEME')
  return handler(request)
}

/** Is the address one that the program (or the stand-in, for files) answers? */
export function isHandled(url: string): boolean {
  return handlers.has(URL.parse(url)?.protocol.slice(0, -1) ?? '')
}

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged: (schemes: Electron.CustomScheme[]) => {
    requireNotReady('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const { scheme, privileges } of schemes) if (privileges?.standard) standard.add(scheme)
  },
  handle: (scheme: string, handler: Handler) => {
    requireReady('protocol.handle can only be called after app is ready')
    if (typeof handler !== 'function') throw new TypeError('handler must be a function')
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    if (!standard.has(scheme) && !['http', 'https'].includes(scheme)) {
      // Electron would serve it, but without origin, storage, fetch or relative addresses.
      throw new Error(`electron stand-in: '${scheme}' was not registered as a standard scheme before ready`)
    }
    if (scheme === 'http' || scheme === 'https')
      throw new Error('electron stand-in: protocol.handle is for custom schemes')
    handlers.set(scheme, handler)
    tellDriver()
  },
  unhandle: (scheme: string) => {
    if (!handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`)
    tellDriver()
  },
  isProtocolHandled: (scheme: string) => isReady() && handlers.has(scheme),
} satisfies Pick<Electron.Protocol, 'unhandle' | 'isProtocolHandled' | 'registerSchemesAsPrivileged'> & {
  handle: unknown
})

link.handle('request', async (asked: SchemeRequest): Promise<SchemeResponse> => {
  try {
    const body = asked.body === undefined ? {} : { body: Buffer.from(asked.body) }
    const response = await fetchScheme(
      new Request(asked.url, { method: asked.method, headers: asked.headers, ...body }),
    )
    if (!(response instanceof Response)) throw new TypeError('the handler did not return a Response')
    return {
      status: response.status,
      headers: [...response.headers],
      body: new Uint8Array(await response.arrayBuffer()),
    }
  } catch (error) {
    console.error(`electron stand-in: the handler of ${asked.url} failed:`, error)
    return { failed: interactive ? String(error) : 'failed' }
  }
})
