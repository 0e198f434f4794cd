import { X509Certificate } from 'node:crypto'
import { connect, createServer as createTcpServer, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { chooseProxy, withLogin } from '../../../main/connectors/proxy.ts'
import { failureOf, never, quickHttp } from '../../integration/woocommerce/open-shop.ts'
import { type CertificateName, certificateOf, startReplayServer } from '../../replay-server/index.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function secureServer(certificate: CertificateName) {
  const server = await startReplayServer(() => ({ body: '[]' }), { certificate })
  closing.push(server.close)
  return server
}

function fingerprint(name: CertificateName): string {
  return new X509Certificate(certificateOf(name)).fingerprint256.replaceAll(':', '')
}

describe('R33: the certificate of a shop', () => {
  test('is accepted when an authority known to the system vouches for it', async () => {
    const { url } = await secureServer('good')
    const http = quickHttp()
    expect((await http.send({ url, signal: never })).status).toBe(200)
    const stranger = quickHttp({ certificateAuthorities: [] })
    expect((await failureOf(stranger.send({ url, signal: never }))).code).toBe('tls-self-signed')
  })

  test.each([
    ['expired', 'tls-expired', { validTo: '2021-01-01T00:00:00.000Z' }],
    ['wrong-host', 'tls-wrong-host', { fingerprint: fingerprint('wrong-host') }],
    ['self-signed', 'tls-self-signed', { fingerprint: fingerprint('self-signed') }],
  ] as const)('%s is refused before anything is sent: %s', async (name, code, params) => {
    const { url, requests } = await secureServer(name)
    expect(await failureOf(quickHttp().send({ url, signal: never }))).toMatchObject({ code, params })
    expect(requests).toHaveLength(0)
  })

  test('is accepted by its fingerprint, and no other in its place', async () => {
    const { url, requests } = await secureServer('self-signed')
    const http = quickHttp()
    const pinned = fingerprint('self-signed')
    expect((await http.send({ url, signal: never, certificateFingerprint: pinned })).status).toBe(200)
    const other = http.send({ url, signal: never, certificateFingerprint: fingerprint('expired') })
    expect(await failureOf(other)).toMatchObject({
      code: 'tls-fingerprint-changed',
      params: { fingerprint: pinned },
    })
    expect((await failureOf(http.send({ url, signal: never }))).code).toBe('tls-self-signed')
    expect(requests).toHaveLength(1)
  })
})

test('a server that accepts a connection and then says nothing is given up soon', async () => {
  const silent = createTcpServer(() => undefined)
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening))
  closing.push(() => silent.close())
  const address = silent.address()
  const url = `https://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`
  const http = quickHttp({ connectTimeoutSeconds: 0.05 })
  expect(await failureOf(http.send({ url, signal: never, retries: 1 }))).toMatchObject({
    code: 'timeout',
    params: { seconds: 0.05 },
  })
})

/**
 * A proxy that sends every tunnel to one port of this computer, or refuses them all with a status; with `login`, those
 * that do not give it (`name:password`).
 */
async function startProxy(port: number | null, status = '403 Forbidden', login: string | null = null) {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const proxy = createTcpServer((client) => {
    sockets.add(client)
    client.on('error', () => client.destroy())
    client.once('data', (head) => {
      asked.push(head.toString().split('\r\n')[0] ?? '')
      const given = /^proxy-authorization: Basic (.*)$/im.exec(head.toString())?.[1] ?? ''
      const refused = login !== null && Buffer.from(given, 'base64').toString('utf8') !== login
      if (port === null || refused) {
        client.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`)
        return
      }
      const shop = connect(port, '127.0.0.1', () => {
        if (head.toString().startsWith('CONNECT')) client.write('HTTP/1.1 200 OK\r\n\r\n')
        else shop.write(head)
        client.pipe(shop).pipe(client)
      })
      sockets.add(shop)
      shop.on('error', () => shop.destroy())
    })
  })
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening))
  closing.push(() => {
    for (const socket of sockets) socket.destroy()
    proxy.close()
  })
  const address = proxy.address()
  return { asked, host: `127.0.0.1:${typeof address === 'object' ? address?.port : ''}` }
}

describe("R33: the system's proxy", () => {
  test('is used, and the certificate behind it is looked at', async () => {
    const shop = await secureServer('wrong-host')
    const proxy = await startProxy(shop.port)
    const asked: string[] = []
    const http = quickHttp({
      resolveProxy: async (url) => {
        asked.push(url)
        return `PROXY ${proxy.host}; DIRECT`
      },
    })
    const url = 'https://other.example/wp-json/?consumer_secret=x'
    expect((await http.send({ url, signal: never })).status).toBe(200)
    expect((await http.send({ url, signal: never })).status).toBe(200)
    expect(proxy.asked).toEqual(['CONNECT other.example:443 HTTP/1.1'])
    expect(asked[0]).toBe('https://other.example/')
    const stranger = failureOf(http.send({ url: 'https://shop.example/', signal: never }))
    expect((await stranger).code).toBe('tls-wrong-host')
  })

  test('is used for plain HTTP too, where that is allowed', async () => {
    const shop = await startReplayServer(() => ({ body: '[]' }))
    closing.push(shop.close)
    const proxy = await startProxy(shop.port)
    const http = quickHttp({ resolveProxy: async () => `PROXY ${proxy.host}` })
    const answer = await http.send({ url: 'http://other.example/x', signal: never, allowHttp: true })
    expect(answer.status).toBe(200)
    expect(proxy.asked).toEqual(['GET http://other.example/x HTTP/1.1'])
  })

  test('that refuses is named', async () => {
    const proxy = await startProxy(null)
    const http = quickHttp({ resolveProxy: async () => `PROXY ${proxy.host}` })
    const refused = http.send({ url: 'https://other.example/', signal: never, retries: 0 })
    expect(await failureOf(refused)).toEqual({ code: 'proxy-refused', params: { proxy: proxy.host } })
  })

  test('that asks for a password is named so, with TLS and without', async () => {
    const proxy = await startProxy(null, '407 Proxy Authentication Required')
    const http = quickHttp({ resolveProxy: async () => `PROXY ${proxy.host}` })
    const expected = { code: 'proxy-auth-required', params: { proxy: proxy.host } }
    for (const url of ['https://other.example/', 'http://other.example/']) {
      const refused = http.send({ url, signal: never, retries: 0, allowHttp: true })
      expect(await failureOf(refused)).toEqual(expected)
    }
    expect(proxy.asked).toEqual(['CONNECT other.example:443 HTTP/1.1', 'GET http://other.example/ HTTP/1.1'])
  })

  test('is given name and password, of any letters, when they are saved for it; it alone', async () => {
    const login = { username: 'società\\d.rossi', password: 'p@ss:w/ö %;"1' }
    const shop = await secureServer('wrong-host')
    const plain = await startReplayServer(() => ({ body: '[]' }))
    closing.push(plain.close)
    const asking = '407 Proxy Authentication Required'
    for (const [url, port] of [
      ['https://other.example/', shop.port],
      ['http://other.example/', plain.port],
    ] as const) {
      const proxy = await startProxy(port, asking, `${login.username}:${login.password}`)
      const through = (saved: Parameters<typeof withLogin>[1]) =>
        quickHttp({ resolveProxy: async () => withLogin(`PROXY ${proxy.host}; DIRECT`, saved) })
      const request = { url, signal: never, retries: 0, allowHttp: true }
      expect((await through({ proxy: proxy.host, ...login }).send(request)).status).toBe(200)
      const wrong = through({ proxy: proxy.host, username: login.username, password: 'no' }).send(request)
      const params = { proxy: proxy.host }
      expect(await failureOf(wrong)).toEqual({ code: 'proxy-credentials-rejected', params })
      const foreign = through({ proxy: 'proxy.example:8080', ...login }).send(request)
      expect(await failureOf(foreign)).toEqual({ code: 'proxy-auth-required', params })
    }
    // A proxy keeps it for itself where it forwards a request; through a tunnel it never goes.
    for (const { headers } of shop.requests)
      expect(JSON.stringify(headers)).not.toMatch(/proxy-authorization|d\.rossi/i)
  })

  test('of a kind we do not speak is named, and is not gone around', async () => {
    const shop = await secureServer('good')
    const http = quickHttp({ resolveProxy: async () => 'QUIC proxy.local:443' })
    const refused = http.send({ url: 'https://other.example/', signal: never, retries: 0 })
    const expected = { code: 'proxy-unsupported', params: { proxy: 'QUIC proxy.local:443' } }
    expect(await failureOf(refused)).toEqual(expected)
    expect(shop.requests).toEqual([])
  })

  test('is not asked for this computer', async () => {
    const shop = await secureServer('good')
    const http = quickHttp({ resolveProxy: async () => 'PROXY 127.0.0.1:1' })
    expect((await http.send({ url: shop.url, signal: never })).status).toBe(200)
  })

  test('is written with its name and password where it is the one they are for', () => {
    const login = { proxy: 'proxy.local', username: 'a b', password: 'c;d' }
    expect(withLogin('PROXY proxy.local:80; QUIC proxy.local:80;HTTPS proxy.local; DIRECT', login)).toBe(
      'PROXY a%20b:c%3Bd@proxy.local:80; QUIC proxy.local:80;HTTPS a%20b:c%3Bd@proxy.local; DIRECT',
    )
    expect(withLogin('PROXY proxy.local:81', login)).toBe('PROXY proxy.local:81')
    expect(withLogin('PROXY proxy.local', null)).toBe('PROXY proxy.local')
  })

  test.each([
    ['DIRECT', { kind: 'direct' }],
    ['', { kind: 'direct' }],
    ['PROXY proxy.local:8080; DIRECT', { kind: 'proxy', url: 'http://proxy.local:8080' }],
    ['SOCKS5 a:1; HTTPS b:2', { kind: 'proxy', url: 'socks5://a:1' }],
    ['SOCKS a:1', { kind: 'proxy', url: 'socks4://a:1' }],
    ['QUIC a:1; HTTPS b:2', { kind: 'proxy', url: 'https://b:2' }],
    ['QUIC a:1', { kind: 'unsupported', proxy: 'QUIC a:1' }],
    ['QUIC a:1; DIRECT', { kind: 'direct' }],
  ])('%j is read', (answer, choice) => {
    expect(chooseProxy(answer)).toEqual(choice)
  })
})
