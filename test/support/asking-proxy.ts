import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'

/**
 * A proxy that asks for name and password (RFC 9110, `Basic`) and connects every tunnel to one port of this computer.
 */
export async function startAskingProxy(
  port: number,
  login: { readonly username: string; readonly password: string },
) {
  const wanted = `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`
  const sockets = new Set<Socket>()
  const tunnels: string[] = []
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  }
  const proxy = createServer((_, response) => response.writeHead(405).end())
  proxy.on('connection', keep)
  proxy.on('connect', (request, client: Socket) => {
    if (request.headers['proxy-authorization'] !== wanted) {
      client.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="Azienda"\r\n\r\n',
      )
      return
    }
    tunnels.push(request.url ?? '')
    const shop = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      client.pipe(shop).pipe(client)
    })
    keep(shop)
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  return {
    /** The destinations of accepted requests, as `host:port`. */
    tunnels: tunnels as readonly string[],
    host: `127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    close: async () => {
      const closed = once(proxy, 'close')
      proxy.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
