import { createHmac, randomBytes } from 'node:crypto'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'
import OAuth from 'oauth-1.0a'
import { testTls } from './index.ts'

export interface Answered {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** The body as JSON; throws where it is none. */
  json(): unknown
}

/** One bare request, trusting the tests' certificate, following nothing: for tests of the servers themselves. */
export function ask(
  url: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Readonly<Record<string, string>> } = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest
    const call = send(
      url,
      { method, headers: { ...headers }, ca: testTls.cert, agent: false },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            json: () => JSON.parse(text),
          })
        })
      },
    )
    call.on('error', reject)
    call.end()
  })
}

interface Key {
  readonly consumerKey: string
  readonly consumerSecret: string
}

/** The value of an `Authorization` header for a key over HTTPS. */
export function basic({ consumerKey, consumerSecret }: Key): string {
  return `Basic ${Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64')}`
}

/** The OAuth 1.0a signature of a request, by an implementation that is not ours. */
export function oauthSignature(
  { consumerKey, consumerSecret }: Key,
  method: string,
  url: string,
  parameters: Readonly<Record<string, string>>,
): string {
  const sha = parameters.oauth_signature_method === 'HMAC-SHA1' ? 'sha1' : 'sha256'
  const signer = new OAuth({
    consumer: { key: consumerKey, secret: consumerSecret },
    hash_function: (base, secret) => createHmac(sha, secret).update(base).digest('base64'),
  })
  const none = {} as unknown as OAuth.Data
  return signer.getSignature({ url, method, data: { ...parameters } }, '', none)
}

/** A query with these parameters and an OAuth 1.0a signature; `oauth_*` parameters given replace the usual ones. */
export function signedQuery(
  key: Key,
  url: string,
  parameters: Readonly<Record<string, string>>,
  { method = 'GET', now = new Date() }: { method?: string; now?: Date } = {},
): string {
  const all: Record<string, string> = {
    oauth_consumer_key: key.consumerKey,
    oauth_timestamp: String(Math.floor(now.getTime() / 1000)),
    oauth_nonce: randomBytes(12).toString('hex'),
    oauth_signature_method: 'HMAC-SHA256',
    ...parameters,
  }
  return new URLSearchParams({ ...all, oauth_signature: oauthSignature(key, method, url, all) }).toString()
}
