import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.htm': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.gif': 'image/gif',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.txt': 'text/plain',
  '.wasm': 'application/wasm',
  '.map': 'application/json',
}

/** `file:` as Chromium serves it. Throws ERR_FILE_NOT_FOUND. */
export async function serveFile(request: Request): Promise<Response> {
  const url = new URL(request.url)
  const path = fileURLToPath(`file://${url.pathname}`)
  const content = await readFile(path).catch(() => undefined)
  if (content === undefined) throw new TypeError('net::ERR_FILE_NOT_FOUND')
  const type = TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream'
  return new Response(content, { headers: { 'content-type': type } })
}
