import { Agent as HttpAgent } from 'node:http'
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls'
import { failure } from '../failure.ts'
import { isThisComputer } from './address.ts'
import { chooseProxy } from './proxy.ts'
import { VerifyingAgent } from './verifying-agent.ts'

/** How requests to one address travel. */
export interface Route {
  readonly http: HttpAgent
  readonly https: VerifyingAgent
  /** The proxy on the way, as `host:port`; null when there is none. */
  readonly proxy: string | null
}

export interface Agents {
  /** The connections to use for an address, through the system's proxy where one is set. */
  routeFor(url: URL, fingerprint: string | null): Promise<Route>
  /** Closes all connections. */
  close(): void
}

export interface AgentOptions {
  readonly certificateAuthorities: readonly string[]
  readonly connectTimeoutMs: number
  readonly resolveProxy: ((url: string) => Promise<string>) | null
}

/** Keeps one pair of agents for each way to travel, so that connections are reused. */
export function createAgents(options: AgentOptions): Agents {
  const routes = new Map<string, Route>()
  let secureContext: SecureContext | null = null

  async function routeFor(url: URL, fingerprint: string | null): Promise<Route> {
    const proxy = await proxyFor(url, options.resolveProxy)
    const key = `${proxy ?? ''}|${fingerprint ?? ''}`
    const known = routes.get(key)
    if (known !== undefined) return known
    // Reading some 150 certificates takes a while: once, not at every connection.
    secureContext ??= createSecureContext({ ca: [...rootCertificates, ...options.certificateAuthorities] })
    const route: Route = {
      http: new HttpAgent({
        keepAlive: true,
        ...(proxy === null ? {} : { proxyEnv: { HTTP_PROXY: proxy } }),
      }),
      https: new VerifyingAgent({
        proxy,
        fingerprint,
        secureContext,
        connectTimeoutMs: options.connectTimeoutMs,
      }),
      proxy: proxy === null ? null : new URL(proxy).host,
    }
    routes.set(key, route)
    return route
  }

  function close(): void {
    for (const route of routes.values()) {
      route.http.destroy()
      route.https.destroy()
    }
    routes.clear()
  }

  return { routeFor, close }
}

async function proxyFor(url: URL, resolveProxy: AgentOptions['resolveProxy']): Promise<string | null> {
  if (resolveProxy === null || isThisComputer(url)) return null
  // Without path and query: a proxy script has no business with order numbers or keys.
  const choice = chooseProxy(await resolveProxy(`${url.origin}/`))
  if (choice.kind === 'unsupported') throw failure('proxy-refused', { proxy: choice.proxy })
  return choice.kind === 'direct' ? null : choice.url
}
