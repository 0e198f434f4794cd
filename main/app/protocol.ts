import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
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
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
}

/** Serves the windows' files out of one folder, with the content security policy; nothing else. Call after `ready`. */
export function serveWindows(folder: string): void {
  protocol.handle('app', async (request) => {
    const { host, pathname } = new URL(request.url)
    const path = normalize(decodeURIComponent(pathname))
    const type = types[extname(path)]
    if (`app://${host}` !== windowOrigin || path.includes('..') || type === undefined) return notFound()
    try {
      const headers = { 'Content-Type': type, 'Content-Security-Policy': contentSecurityPolicy }
      return new Response(await readFile(join(folder, path)), { headers })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return notFound()
      throw error
    }
  })
}

function notFound(): Response {
  return new Response('Not found', { status: 404 })
}
