/** The address where the program looks for updates: a newer version and its announcement. */
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface UpdateServer {
  readonly url: string
  /** The paths that were fetched. */
  readonly asked: readonly string[]
  readonly close: () => void
}

/** Serves an update in the form of electron-builder's generic provider. */
export async function startUpdateServer(
  program: string,
  version: string,
  releaseNotes: string,
): Promise<UpdateServer> {
  const asked: string[] = []
  const name = `download-ordini-${version}.AppImage`
  const sha512 = createHash('sha512').update(program).digest('base64')
  const latest = JSON.stringify({
    version,
    files: [{ url: name, sha512, size: program.length }],
    path: name,
    sha512,
    releaseDate: '2026-11-23T09:00:00.000Z',
    releaseNotes,
  })
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    asked.push(pathname)
    const body = pathname.endsWith('.yml') ? latest : pathname === `/${name}` ? program : null
    response.writeHead(body === null ? 404 : 200, { 'content-length': Buffer.byteLength(body ?? '') })
    response.end(body ?? '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, asked, close: () => void server.close() }
}
