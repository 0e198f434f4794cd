import { request } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { startDemoShop } from '../../../main/demo-shop/index.ts'
import { ask, basic, signedQuery } from '../../woo-server/ask.ts'
import { demo, get, present, start } from './demo.ts'

describe('R37 the demonstration shop’s server', () => {
  it('R33 is closed to Basic over plain HTTP, to other keys and to a request sent twice', async () => {
    const shop = await demo()
    const url = `${shop.url}/wp-json/wc/v3/orders`
    const refused = await ask(url, { headers: { Authorization: basic(shop.credentials) } })
    expect([refused.status, refused.json()]).toMatchObject([401, { code: 'woocommerce_rest_cannot_view' }])
    const stranger = { consumerKey: 'ck_other', consumerSecret: 'cs_other' }
    const unknown = await ask(`${url}?${signedQuery(stranger, url, {}, { now: present() })}`)
    expect(unknown.json()).toMatchObject({ message: 'Consumer key is invalid.' })
    const query = signedQuery(shop.credentials, url, { per_page: '1' }, { now: present() })
    expect((await ask(`${url}?${query}`)).status).toBe(200)
    expect((await ask(`${url}?${query}`)).json()).toMatchObject({ message: expect.stringContaining('nonce') })
  })

  it('is read-only', async () => {
    const shop = await demo()
    const url = `${shop.url}/wp-json/wc/v3/orders`
    const query = signedQuery(shop.credentials, url, {}, { method: 'POST', now: present() })
    const answered = await ask(`${url}?${query}`, { method: 'POST' })
    expect([answered.status, answered.json()]).toMatchObject([
      401,
      { message: expect.stringContaining('write') },
    ])
  })

  it('packs its answers where that is asked for', async () => {
    const shop = await demo()
    const url = `${shop.url}/wp-json/wc/v3/orders`
    const query = signedQuery(shop.credentials, url, { per_page: '100' }, { now: present() })
    const packed = await new Promise<Buffer>((resolve, reject) => {
      request(`${url}?${query}`, { headers: { 'Accept-Encoding': 'gzip, br' } }, (response) => {
        expect(response.headers['content-encoding']).toBe('gzip')
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => resolve(Buffer.concat(chunks)))
      })
        .on('error', reject)
        .end()
    })
    const text = gunzipSync(packed).toString('utf8')
    expect(JSON.parse(text)).toHaveLength(100)
    expect(packed.length).toBeLessThan(text.length / 4)
  })

  it('listens on this computer only', async () => {
    const shop = await demo()
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4')
    // 127.0.0.2 is this computer too, but not the address that the shop listens on.
    const host = outside?.address ?? '127.0.0.2'
    const reached = await new Promise<boolean>((resolve) => {
      const socket = connect({ host, port: Number(new URL(shop.url).port) })
      socket.once('connect', () => {
        socket.destroy()
        resolve(true)
      })
      socket.once('error', () => resolve(false))
    })
    expect(reached).toBe(false)
  })

  it('takes the port it is given, says so when it is taken, and gives it back', async () => {
    const first = await demo()
    const port = Number(new URL(first.url).port)
    await expect(startDemoShop({ port, now: () => start })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await first.close()
    const second = await demo({ port })
    expect(second.url).toBe(first.url)
  })

  it('leaves the program its turns while it answers a page of 100 orders', async () => {
    const shop = await demo()
    await get(shop, 'orders', { per_page: '100' })
    let turns = 0
    let answering = true
    const count = () => {
      turns++
      if (answering) setImmediate(count)
    }
    setImmediate(count)
    await get(shop, 'orders', { per_page: '100' })
    answering = false
    expect(turns).toBeGreaterThan(10)
  })
})
