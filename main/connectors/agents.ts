import { Agent as HttpAgent } from 'node:http'
import { createSecureContext, getCACertificates, rootCertificates, type SecureContext } from 'node:tls'
import { failure } from '../words/failure.ts'
import { isThisComputer } from './address.ts'
import { chooseProxy } from './proxy.ts'
import { isSocks, SocksAgent } from './socks.ts'
import { VerifyingAgent } from './verifying-agent.ts'

/** How requests to one address travel. */
export interface Route {
  readonly http: HttpAgent
  https(): VerifyingAgent
  close(): void
  /** The proxy on the way, as `host:port`; null when there is none. */
  readonly proxy: string | null
  /** Whether it is given name and password. */
  readonly login: boolean
}

export interface Agents {
  /** The connections to use for an address, through the system's proxy where one is set. */
  routeFor(url: URL, fingerprint: string | null): Promise<Route>
  /** Closes all connections. */
  close(): void
}

/** Trusted beside the built-in ones: those of this computer's store, or the ones given, as PEM. */
export type Authorities = 'system' | readonly string[]

export interface AgentOptions {
  readonly certificateAuthorities: Authorities
  readonly connectTimeoutMs: number
  readonly resolveProxy: ((url: string) => Promise<string>) | null
}

/** Keeps one pair of agents for each way to travel, so that connections are reused. */
export function createAgents(options: AgentOptions): Agents {
  const routes = new Map<string, Route>()
  let secureContext: SecureContext | null = null
  /** Reading hundreds of certificates takes a while: once, and not before a shop with TLS is asked. */
  const trusted = () => {
    const { certificateAuthorities: more } = options
    secureContext ??= createSecureContext({
      ca: [...rootCertificates, ...(more === 'system' ? getCACertificates('system') : more)],
    })
    return secureContext
  }

  const httpAgent = (proxy: string | null) => {
    if (proxy !== null && isSocks(proxy)) return new SocksAgent(proxy, options.connectTimeoutMs)
    return new HttpAgent({ keepAlive: true, ...(proxy === null ? {} : { proxyEnv: { HTTP_PROXY: proxy } }) })
  }

  async function routeFor(url: URL, fingerprint: string | null): Promise<Route> {
    const proxy = await proxyFor(url, options.resolveProxy)
    const key = `${proxy ?? ''}|${fingerprint ?? ''}`
    const known = routes.get(key)
    if (known !== undefined) return known
    let https: VerifyingAgent | null = null
    const route: Route = {
      http: httpAgent(proxy),
      https: () => {
        https ??= new VerifyingAgent({
          proxy,
          fingerprint,
          secureContext: trusted(),
          connectTimeoutMs: options.connectTimeoutMs,
        })
        return https
      },
      close: () => https?.destroy(),
      proxy: proxy === null ? null : new URL(proxy).host,
      login: proxy !== null && new URL(proxy).username !== '',
    }
    routes.set(key, route)
    return route
  }

  function close(): void {
    for (const route of routes.values()) {
      route.http.destroy()
      route.close()
    }
    routes.clear()
  }

  return { routeFor, close }
}

async function proxyFor(url: URL, resolveProxy: AgentOptions['resolveProxy']): Promise<string | null> {
  if (resolveProxy === null || isThisComputer(url)) return null
  // Without path and query: a proxy script has no business with order numbers or keys.
  const choice = chooseProxy(await resolveProxy(`${url.origin}/`))
  if (choice.kind === 'unsupported') throw failure('proxy-unsupported', { proxy: choice.proxy })
  return choice.kind === 'direct' ? null : choice.url
}
