import { chooseProxy, withLogin } from '../connectors/proxy.ts'
import type { Store } from '../store/store.ts'
import { Failure, failure } from '../words/failure.ts'
import type { ProxyView } from '../words/program-view.ts'
import type { CredentialStore, ProxyLogin } from './credential-store.ts'

type ResolveProxy = (url: string) => Promise<string>

/**
 * Name and password for a proxy that asks for them (R33). They are kept for the one proxy they were entered for:
 * another one, which any network that one joins may name, does not get them.
 */
export function createProxyAccess(credentials: CredentialStore, store: Store, resolveProxy: ResolveProxy) {
  const current = async (): Promise<string | null> => {
    const shops = (await store.listShops()).filter((shop) => !shop.isDemo).map(({ url }) => url)
    for (const url of [...shops, 'https://example.com']) {
      const choice = chooseProxy(await resolveProxy(`${new URL(url).origin}/`))
      if (choice.kind === 'proxy') return new URL(choice.url).host
    }
    return null
  }
  const view = async (): Promise<ProxyView> => {
    const proxy = await current()
    return { proxy, saved: proxy !== null && (await savedLogin(credentials))?.proxy === proxy }
  }
  return {
    view,
    /** @throws Failure `no-proxy` */
    async save({ username, password }: Pick<ProxyLogin, 'username' | 'password'>): Promise<ProxyView> {
      const proxy = await current()
      if (proxy === null) throw failure('no-proxy', {})
      await credentials.writeProxyLogin({ proxy, username, password })
      return view()
    },
    async forget(): Promise<ProxyView> {
      await credentials.writeProxyLogin(null)
      return view()
    },
    /** The system's answer about proxies, with name and password where they are saved. */
    resolve: async (url: string): Promise<string> =>
      withLogin(await resolveProxy(url), await savedLogin(credentials)),
  }
}

/** What cannot be read any more is as good as not there: the proxy asks, and the operator types it again. */
async function savedLogin(credentials: CredentialStore): Promise<ProxyLogin | null> {
  try {
    return await credentials.readProxyLogin()
  } catch (error) {
    if (error instanceof Failure && error.value.code === 'credentials-unreadable') return null
    throw error
  }
}
