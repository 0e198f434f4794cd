import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import type { HttpRequest } from '../../../main/connectors/http.ts'
import type { Answer, Retry } from '../../../main/connectors/http-answer.ts'
import { failureOfStatus, mayBeOneOrder } from '../../../main/connectors/http-failure.ts'
import { Failure, failure } from '../../../main/words/failure.ts'
import { failureOf, never, quickHttp } from '../../integration/woocommerce/open-shop.ts'
import { type ReplayServer, type Reply, startReplayServer } from '../../replay-server/index.ts'

let server: ReplayServer | null = null
afterEach(async () => {
  await server?.close()
  server = null
})

/** A server that answers with these replies in turn, the last one for ever. */
async function answering(...replies: Reply[]): Promise<ReplayServer> {
  server = await startReplayServer((_, n) => replies[Math.min(n, replies.length) - 1] ?? 'reset')
  return server
}

function ask(request: Partial<HttpRequest> = {}, http = quickHttp()): Promise<Answer> {
  return http.send({ url: `${server?.url}/orders?consumer_secret=cs_secret`, signal: never, ...request })
}

const busy = { status: 503 }
const fine = { body: '[]', headers: { Date: 'Mon, 23 Nov 2026 09:04:54 GMT' } }

describe('R56: the right to download is looked at before each attempt', () => {
  test('once it is over nothing more is sent, be it another attempt of the same request', async () => {
    const { requests } = await answering(busy, busy, fine)
    let looks = 0
    const mayAsk = () => {
      looks += 1
      if (looks > 2) throw failure('lease-over', {})
    }
    expect(await failureOf(ask({ mayAsk }))).toMatchObject({ code: 'lease-over' })
    expect(looks).toBe(3)
    expect(requests).toHaveLength(2)
    expect(await failureOf(ask({ mayAsk, method: 'POST', body: '{}' }))).toMatchObject({ code: 'lease-over' })
    expect(requests).toHaveLength(2)
  })
})

describe('R22: what passes is tried again', () => {
  test.each<[string, Reply, Retry['code']]>([
    ['a shop in maintenance', busy, 'maintenance'],
    ['a shop that asks for patience', { status: 429, headers: { 'Retry-After': '2' } }, 'rate-limited'],
    ['an error of the server', { status: 500 }, 'server-error'],
    ['an error of the server before the server', { status: 522 }, 'server-error'],
    ['a lost connection', 'reset', 'connection-lost'],
    ['an answer that breaks off', { half: '[{"id":1},{"id":2}]' }, 'connection-lost'],
  ])('%s', async (_, reply, code) => {
    await answering(reply, reply, fine)
    const retries: Retry[] = []
    const answer = await ask({ onRetry: (retry) => retries.push(retry) })
    expect(answer).toMatchObject({ status: 200, retries: 2, serverDate: new Date('2026-11-23T09:04:54Z') })
    expect(answer.body.toString()).toBe('[]')
    expect(retries.map((retry) => [retry.code, retry.attempt])).toEqual([
      [code, 1],
      [code, 2],
    ])
  })

  test('a time-out', async () => {
    await answering('silence', fine)
    expect((await ask({ timeoutSeconds: 0.1 })).status).toBe(200)
  })

  test('with growing pauses, no shorter than the shop asks for', async () => {
    const date = new Date(Date.now() + 30_000).toUTCString()
    const waiting = (value: string) => ({ status: 503, headers: { 'Retry-After': value } })
    await answering(busy, busy, busy, waiting('20'), busy)
    const waits: number[] = []
    await ask({ onRetry: ({ waitSeconds }) => waits.push(waitSeconds) })
    expect(waits).toHaveLength(4)
    const [first = 0, second = 0, third = 0, fourth = 0] = waits
    expect(first).toBeGreaterThanOrEqual(1)
    expect(second).toBeGreaterThan(first)
    expect(third).toBeGreaterThan(second)
    expect(fourth).toBe(20)
    await server?.close()
    await answering(waiting(date), fine)
    await ask({ onRetry: ({ waitSeconds }) => waits.push(waitSeconds) })
    expect(waits.at(-1)).toBeGreaterThan(25)
  })

  test('but not when the shop wants to be left alone for longer than a run may wait', async () => {
    await answering({ status: 503, headers: { 'Retry-After': '600' } })
    const answer = await ask()
    expect(server?.requests).toHaveLength(1)
    expect(failureOfStatus(answer)?.value).toMatchObject({
      code: 'maintenance',
      params: { retryAfterSeconds: 600 },
    })
  })

  test.each([400, 401, 403, 404, 501])('but not status %d', async (status) => {
    await answering({ status })
    expect((await ask()).status).toBe(status)
    expect(server?.requests).toHaveLength(1)
  })

  test('as often as the caller allows', async () => {
    await answering({ status: 500 })
    expect((await ask({ retries: 2 })).status).toBe(500)
    expect(server?.requests).toHaveLength(3)
    await ask({ retriesWhenBroken: 0 })
    expect(server?.requests).toHaveLength(4)
  })

  test('a POST only when it is said to be repeatable', async () => {
    await answering(busy)
    await ask({ method: 'POST', body: '{}' })
    expect(server?.requests).toHaveLength(1)
    await ask({ method: 'POST', body: '{}', repeatable: true, retries: 1 })
    expect(server?.requests).toHaveLength(3)
  })

  test('with a new authorization for each attempt', async () => {
    await answering(busy, busy, fine)
    let nonce = 0
    await ask({
      authorize: (url) => {
        nonce += 1
        return { url: new URL(`${url.href}&nonce=${nonce}`), headers: { authorization: `n${nonce}` } }
      },
    })
    expect(server?.requests.map(({ query }) => query.getAll('nonce'))).toEqual([['1'], ['2'], ['3']])
    expect(server?.requests.map(({ headers }) => headers.authorization)).toEqual(['n1', 'n2', 'n3'])
  })
})

describe('a request', () => {
  test('says who asks and what it understands', async () => {
    await answering({ headers: { 'Content-Encoding': 'gzip' }, body: gzipSync('["è"]') })
    expect((await ask()).body.toString()).toBe('["è"]')
    expect(server?.requests[0]?.headers).toMatchObject({
      'user-agent': 'DownloadOrdini/test',
      accept: 'application/json',
      'accept-encoding': expect.stringContaining('gzip'),
      connection: 'keep-alive',
    })
  })

  test.each([
    ['gzip', gzipSync('["è"]')],
    ['gzip', gzipSync(gzipSync('["è"]'))],
    ['identity', gzipSync('["è"]')],
    ['br', brotliCompressSync('["è"]')],
    ['deflate', deflateSync('["è"]')],
    ['deflate', deflateRawSync('["è"]')],
    ['gzip, br', brotliCompressSync(gzipSync('["è"]'))],
    // Said and not sent.
    ['gzip', Buffer.from('["è"]')],
    ['br', Buffer.from('<!DOCTYPE html>è')],
    ['deflate', Buffer.from('{"code":"è"}')],
    ['gzip', Buffer.alloc(0)],
    ['none-of-these', Buffer.from('["è"]')],
  ])('unpacks %s', async (encoding, body) => {
    await answering({ headers: { 'Content-Encoding': encoding }, body })
    expect(['["è"]', '<!DOCTYPE html>è', '{"code":"è"}', '']).toContain((await ask()).body.toString())
  })

  test('does not take half of what was packed for the whole', async () => {
    const packed = gzipSync(JSON.stringify([{ id: 1, note: 'x'.repeat(500) }]))
    await answering({ headers: { 'Content-Encoding': 'gzip' }, body: packed.subarray(0, -12) })
    expect((await failureOf(ask())).code).toBe('body-truncated')
  })

  test.each([
    [304, {}, { code: 'http-status', params: { status: 304 } }],
    [301, {}, { code: 'redirect-without-target', params: { status: 301 } }],
    [302, { Location: '' }, { code: 'redirect-without-target' }],
    [307, { Location: 'http://[' }, { code: 'redirect-without-target' }],
  ])('a redirect without a target is called that: %i %j', async (status, headers, failure) => {
    await answering({ status, headers })
    expect(failureOfStatus(await ask())?.value).toMatchObject(failure)
  })

  test('is cancelled while it waits for an answer, and while it waits to try again', async () => {
    await answering('silence')
    const stop = new AbortController()
    const pending = failureOf(ask({ signal: stop.signal }))
    stop.abort()
    expect((await pending).code).toBe('cancelled')
    await server?.close()
    await answering({ status: 503, headers: { 'Retry-After': '50' } })
    const later = new AbortController()
    const slow = quickHttp({ retryDelayScale: 1 })
    expect(
      (
        await failureOf(
          ask({ signal: later.signal, onRetry: () => queueMicrotask(() => later.abort()) }, slow),
        )
      ).code,
    ).toBe('cancelled')
    expect(await failureOf(ask({ signal: AbortSignal.abort() }))).toMatchObject({ code: 'cancelled' })
  })

  test('follows no redirect', async () => {
    await answering({ status: 302, headers: { Location: '/elsewhere?consumer_secret=x' } })
    const answer = await ask()
    expect(answer.status).toBe(302)
    expect(server?.requests).toHaveLength(1)
    expect(failureOfStatus(answer)?.value).toEqual({
      code: 'redirected-elsewhere',
      params: { from: `${server?.url}/orders`, to: `${server?.url}/elsewhere` },
    })
  })

  test('does not take in more than it should, packed or not', async () => {
    const small = quickHttp({ maxBodyBytes: 100_000 })
    const big = Buffer.alloc(3_000_000, ' ')
    await answering({ body: big })
    expect((await failureOf(ask({}, small))).code).toBe('body-shape')
    await server?.close()
    await answering({ headers: { 'Content-Encoding': 'gzip' }, body: gzipSync(big) })
    expect((await failureOf(ask({}, small))).code).toBe('body-shape')
  })

  test.each([
    ['silence', 'timeout'],
    ['reset', 'connection-lost'],
  ] as const)('that ends in %s is a failure: %s', async (reply, code) => {
    await answering(reply)
    const failure = await failureOf(ask({ timeoutSeconds: 0.05, retries: 1 }))
    expect(failure.code).toBe(code)
    expect(server?.requests).toHaveLength(2)
  })

  test.each([
    [{}, 2],
    [{ retriesWhenBroken: 1 }, 1],
  ])(
    'R22: that is not answered in time is made once more at most, and not at all where less may be asked for (%j)',
    async (limits, times) => {
      await answering('silence')
      expect((await failureOf(ask({ timeoutSeconds: 0.05, ...limits }))).code).toBe('timeout')
      expect(server?.requests).toHaveLength(times)
    },
  )

  test('R22: has so much time for the whole of its answer, however it drips in', async () => {
    const dripping = createServer((_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' })
      const drops = setInterval(() => response.write(' '), 20)
      response.once('close', () => clearInterval(drops))
    })
    await new Promise<void>((listening) => dripping.listen(0, '127.0.0.1', listening))
    const { port } = dripping.address() as AddressInfo
    try {
      const url = `http://127.0.0.1:${port}/`
      expect((await failureOf(ask({ url, timeoutSeconds: 0.3, retries: 0 }))).code).toBe('timeout')
    } finally {
      dripping.closeAllConnections()
      dripping.close()
    }
  })

  test('R30: answered by what is no web server, or by a broken head, is not told as a lost connection', async () => {
    const heads = ['SSH-2.0-OpenSSH_9.6\r\n', 'HTTP/1.1 200 OK\r\nX Powered By: x\r\n\r\n[]']
    for (const head of heads) {
      const other = createTcpServer((socket) => socket.on('error', () => undefined).end(head))
      await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening))
      const { port } = other.address() as AddressInfo
      try {
        const url = `http://127.0.0.1:${port}/`
        expect((await failureOf(ask({ url, retries: 0 }))).code).toBe('body-not-json')
      } finally {
        other.close()
      }
    }
  })

  test('to a computer that is not there, or does not listen, is a failure', async () => {
    const { url } = await answering(fine)
    await server?.close()
    expect(await failureOf(ask({ url, retries: 0 }))).toMatchObject({ code: 'connection-refused' })
    const nowhere = { url: 'https://shop.invalid/', retries: 0 }
    expect(['host-not-found', 'network-unreachable']).toContain((await failureOf(ask(nowhere))).code)
  })

  test('R33: goes over plain HTTP to this computer only, unless that was confirmed', async () => {
    expect(await failureOf(ask({ url: 'http://shop.example/' }))).toEqual({
      code: 'insecure-http',
      params: { host: 'shop.example' },
    })
    const confirmed = { url: 'http://shop.invalid/', allowHttp: true, retries: 0 }
    expect(['host-not-found', 'network-unreachable']).toContain((await failureOf(ask(confirmed))).code)
    expect((await failureOf(ask({ url: 'ftp://shop.example/' }))).code).toBe('address-invalid')
  })
})

describe('R30: no failure carries a secret', () => {
  test.each<[string, Reply | null]>([
    ['a lost connection', 'reset'],
    ['a time-out', 'silence'],
    ['a refused connection', null],
  ])('%s', async (_, reply) => {
    await answering(reply ?? fine)
    if (reply === null) await server?.close()
    const error = await ask({
      retries: 0,
      timeoutSeconds: 0.05,
      headers: { authorization: 'Basic Y2s6Y3Nfc2VjcmV0' },
    }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Failure)
    for (let inner: unknown = error; inner instanceof Error; inner = inner.cause) {
      const everything = Object.getOwnPropertyNames(inner).map((name) => [
        name,
        Reflect.get(inner as Error, name),
      ])
      const text = JSON.stringify(everything)
      expect(text).not.toMatch(/cs_secret|consumer_secret|Basic|Y2s6Y3Nfc2VjcmV0|\?/)
    }
  })
})

test('only what one order can cause is worth asking for fewer', () => {
  const host = 'shop.example'
  const value = { code: 'server-error', params: { host, status: 500 } } as const
  expect(mayBeOneOrder(new Failure(value))).toBe(true)
  expect(mayBeOneOrder(new Failure({ code: 'credentials-rejected', params: { host } }))).toBe(false)
  const maintenance = { code: 'maintenance', params: { host, retryAfterSeconds: null } } as const
  expect(mayBeOneOrder(new Failure(maintenance))).toBe(false)
})
