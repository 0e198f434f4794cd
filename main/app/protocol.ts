import { readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { protocol } from 'electron'

/** The windows' own address: not `file:`, so that a page can reach nothing but the program's files. */
export const windowOrigin = 'app://download-ordini'

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  // Mantine writes its theme's variables into a style element.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Must run before `ready`. */
export function registerScheme(): void {
  // Without `codeCache` each window would compile all scripts anew.
  const privileges = { standard: true, secure: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }])
}

/** Serves the windows' files out of one folder, with the content security policy; nothing else. Call after `ready`. */
export function serveWindows(folder: string): void {
  protocol.handle('app', async (request) => {
    const file = fileOf(request.url, folder)
    const type = file === null ? undefined : types[extname(file)]
    if (file === null || type === undefined) return notFound()
    try {
      return new Response(await readFile(file), { headers: headersOf(type) })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return notFound()
      throw error
    }
  })
}

/** The file that an address of ours names; null where it names none, or would lead out of the folder. */
function fileOf(address: string, folder: string): string | null {
  const { host, pathname } = new URL(address)
  const path = decoded(pathname)
  if (`app://${host}` !== windowOrigin || path === null || path.includes('\0')) return null
  const file = join(folder, path)
  return file.startsWith(join(folder, sep)) ? file : null
}

/** Null when what stands after a `%` is no UTF-8. */
function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}

function headersOf(type: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
  }
}

/** With the policy too: it is a page like any other, with the bridge in it. */
function notFound(): Response {
  return new Response('Not found', { status: 404, headers: headersOf('text/plain; charset=utf-8') })
}
