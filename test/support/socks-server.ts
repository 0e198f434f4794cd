/** A SOCKS proxy on this computer (RFC 1928 and 1929; SOCKS 4a), that connects every client to one port. */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export interface SocksServer {
  readonly host: string
  /** The destinations asked for, with the SOCKS version: `5 host:port`. */
  readonly asked: readonly string[]
  close(): void
}

/**
 * @param port null: refuses every connection
 * @param login `name:password` that it wants (SOCKS 5)
 */
export async function startSocksServer(
  port: number | null,
  login: string | null = null,
): Promise<SocksServer> {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    sockets.add(client)
    client.on('error', () => client.destroy())
    void serve(client).catch(() => client.destroy())
  })

  async function serve(client: Socket): Promise<void> {
    const first = await some(client)
    if (first[0] === 4) {
      const [, name = ''] = first.subarray(8).toString('latin1').split('\0')
      const address = first.subarray(4, 8)
      const host = address[0] === 0 ? name : address.join('.')
      asked.push(`4 ${host}:${first.readUInt16BE(2)}`)
      client.write(Buffer.from([0, port === null ? 91 : 90, 0, 0, 0, 0, 0, 0]))
    } else {
      const method = login === null ? 0 : 2
      const known = first.subarray(2, 2 + (first[1] ?? 0)).includes(method)
      client.write(Buffer.from([5, known ? method : 0xff]))
      if (!known) return
      if (login !== null) {
        const given = await some(client)
        const name = given.subarray(2, 2 + (given[1] ?? 0)).toString()
        const password = given.subarray(3 + Buffer.byteLength(name)).toString()
        const right = `${name}:${password}` === login
        client.write(Buffer.from([1, right ? 0 : 1]))
        if (!right) return
      }
      const request = await some(client)
      const named = request[3] === 3
      const end = named ? 5 + (request[4] ?? 0) : 8
      const host = named ? request.subarray(5, end).toString() : request.subarray(4, end).join('.')
      asked.push(`5 ${host}:${request.readUInt16BE(end)}`)
      client.write(Buffer.from([5, port === null ? 2 : 0, 0, 1, 0, 0, 0, 0, 0, 0]))
    }
    if (port === null) return
    const shop = connect(port, '127.0.0.1')
    sockets.add(shop)
    shop.on('error', () => client.destroy())
    client.pipe(shop).pipe(client)
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    host: `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    asked,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

/** The next piece that comes; a client sends each message whole. */
async function some(client: Socket): Promise<Buffer> {
  const [bytes] = (await once(client, 'data')) as [Buffer]
  return bytes
}
