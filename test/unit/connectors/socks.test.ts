import { createServer } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { withLogin } from '../../../main/connectors/proxy.ts'
import { failureOf, never, quickHttp } from '../../integration/woocommerce/open-shop.ts'
import { startReplayServer } from '../../replay-server/index.ts'
import { startSocksServer } from '../../support/socks-server.ts'

const login = { username: 'società\\d.rossi', password: 'p@ss:w/ö %;"1' }

async function shopOf(options: Parameters<typeof startReplayServer>[1] = {}) {
  const shop = await startReplayServer(() => ({ body: '[]' }), options)
  onTestFinished(shop.close)
  return shop
}

async function proxyTo(port: number | null, wanted: string | null = null) {
  const proxy = await startSocksServer(port, wanted)
  onTestFinished(proxy.close)
  return proxy
}

describe("R33: the system's SOCKS proxy", () => {
  test.each(['SOCKS5', 'SOCKS'])('%s is used, and the certificate behind it is looked at', async (kind) => {
    const shop = await shopOf({ certificate: 'wrong-host' })
    const proxy = await proxyTo(shop.port)
    const http = quickHttp({ resolveProxy: async () => `${kind} ${proxy.host}; DIRECT` })
    const url = 'https://other.example/wp-json/'
    expect((await http.send({ url, signal: never })).status).toBe(200)
    expect((await http.send({ url, signal: never })).status).toBe(200)
    // The proxy looks the name up, and a connection is used again.
    expect(proxy.asked).toEqual([`${kind === 'SOCKS' ? 4 : 5} other.example:443`])
    const stranger = failureOf(http.send({ url: 'https://shop.example/', signal: never }))
    expect((await stranger).code).toBe('tls-wrong-host')
    expect(shop.requests).toHaveLength(2)
  })

  test('is used for plain HTTP too, where that is allowed', async () => {
    const shop = await shopOf()
    const proxy = await proxyTo(shop.port)
    const http = quickHttp({ resolveProxy: async () => `SOCKS5 ${proxy.host}` })
    const url = 'http://other.example/x'
    expect((await http.send({ url, signal: never, allowHttp: true })).status).toBe(200)
    expect(proxy.asked).toEqual(['5 other.example:80'])
  })

  test.each(['https://other.example/', 'http://other.example/'])('that refuses %s is named', async (url) => {
    const proxy = await proxyTo(null)
    for (const kind of ['SOCKS5', 'SOCKS']) {
      const http = quickHttp({ resolveProxy: async () => `${kind} ${proxy.host}` })
      const refused = http.send({ url, signal: never, retries: 0, allowHttp: true })
      expect(await failureOf(refused)).toEqual({ code: 'proxy-refused', params: { proxy: proxy.host } })
    }
  })

  test('is given name and password, of any letters, when they are saved for it', async () => {
    const shop = await shopOf({ certificate: 'wrong-host' })
    const proxy = await proxyTo(shop.port, `${login.username}:${login.password}`)
    const through = (saved: Parameters<typeof withLogin>[1]) =>
      quickHttp({ resolveProxy: async () => withLogin(`SOCKS5 ${proxy.host}`, saved) })
    const request = { url: 'https://other.example/', signal: never, retries: 0 }
    expect((await through({ proxy: proxy.host, ...login }).send(request)).status).toBe(200)
    const params = { proxy: proxy.host }
    const wrong = through({ proxy: proxy.host, username: login.username, password: 'no' }).send(request)
    expect(await failureOf(wrong)).toEqual({ code: 'proxy-credentials-rejected', params })
    expect(await failureOf(through(null).send(request))).toEqual({ code: 'proxy-auth-required', params })
  })

  test('that is not there, or says nothing, is given up', async () => {
    const request = { url: 'https://other.example/', signal: never, retries: 0 }
    const gone = await proxyTo(null)
    gone.close()
    const refused = quickHttp({ resolveProxy: async () => `SOCKS5 ${gone.host}` }).send(request)
    expect(await failureOf(refused)).toEqual({ code: 'proxy-refused', params: { proxy: gone.host } })

    const silent = createServer(() => undefined)
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening))
    onTestFinished(() => void silent.close())
    const address = silent.address()
    const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    const http = quickHttp({ resolveProxy: async () => `SOCKS5 ${host}`, connectTimeoutSeconds: 0.05 })
    expect((await failureOf(http.send(request))).code).toBe('timeout')
  })
})
