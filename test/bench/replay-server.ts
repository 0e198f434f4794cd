/**
 * A shop of another platform with ready-made answers, in a process of its own: `node replay-server.ts PLATFORM ORDERS`
 * starts that platform's test shop and stands in front of it. What was answered once is answered from memory from
 * then on, so that after a first download the figures are the clients'. Tells the parent a {@link Started}; to any
 * message it answers a {@link Replayed} and begins to count anew.
 */
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { platformIds } from '../../main/words/shop.ts'
import type { BenchShop } from './ours.ts'
import { startShop } from './platform-shops.ts'

export interface Started {
  readonly port: number
  readonly shop: BenchShop
}

/** A request as it came, to be sent again. */
export interface Recorded {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Replayed {
  /** In the order of their arrival. */
  readonly requests: readonly Recorded[]
  /** How many of them the test shop had to answer. */
  readonly made: number
}

interface ReadyMade {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

const [name, count = '0'] = process.argv.slice(2)
const platform = platformIds.find((id) => id === name)
if (platform === undefined) throw new Error(`no platform ${name}`)
const { url: behind, shop, authorization } = await startShop(platform, Number(count))
const ready = new Map<string, Promise<ReadyMade>>()
let requests: Recorded[] = []
let made = 0

createServer(async (message, response) => {
  const { method = 'GET', url = '/' } = message
  const body = method === 'GET' ? '' : (await buffer(message)).toString()
  const request: Recorded = { method, url, headers: lasting(message.headers), body }
  requests.push(request)
  // Nonces, signatures and times stand in headers; of those it only counts whether credentials came.
  const key = `${method} ${url} ${'authorization' in request.headers} ${body}`
  const known = ready.get(key) ?? make(request)
  ready.set(key, known)
  const answer = await known
  response.writeHead(answer.status, answer.headers).end(answer.body)
}).listen(0, '127.0.0.1', function (this: { address(): unknown }) {
  const { port } = this.address() as { port: number }
  process.send?.({ port, shop } satisfies Started)
})
process.on('message', () => {
  process.send?.({ requests, made } satisfies Replayed)
  requests = []
  made = 0
})
process.on('disconnect', () => process.exit())

/** Asks the test shop, for an answer that is not compressed: nobody is to be helped by unpacking as slowly as others. */
async function make({ method, url, headers, body }: Recorded): Promise<ReadyMade> {
  made += 1
  const sent: Record<string, string> = { ...headers, 'accept-encoding': 'identity' }
  if ('authorization' in headers && authorization !== null) sent.authorization = authorization
  const answer = await fetch(`${behind}${url}`, {
    method,
    headers: sent,
    redirect: 'manual',
    ...(method === 'GET' ? {} : { body }),
  })
  const bytes = Buffer.from(await answer.arrayBuffer())
  const kept = lasting(Object.fromEntries(answer.headers))
  return {
    status: answer.status,
    headers: { ...kept, 'content-length': String(bytes.length) },
    body: bytes,
  }
}

/** Without what belongs to one connection or one moment. */
function lasting(headers: IncomingHttpHeaders): Record<string, string> {
  const passing = [
    'host',
    'connection',
    'keep-alive',
    'content-length',
    'transfer-encoding',
    'accept-encoding',
  ]
  const kept = Object.entries(headers).filter(([name]) => name !== 'date' && !passing.includes(name))
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]))
}
