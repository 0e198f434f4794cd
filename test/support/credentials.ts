import type { CredentialStore, ProxyLogin, SavedCredentials } from '../../main/program/credential-store.ts'

/** Credentials in memory; they outlive a program that is closed when the next one is given the same. */
export function memoryCredentials(): CredentialStore {
  const saved = new Map<number, SavedCredentials>()
  let proxyLogin: ProxyLogin | null = null
  return {
    encrypted: false,
    read: (id) => saved.get(id) ?? null,
    names(id) {
      const found = saved.get(id)
      return found ? { site: found.site, names: Object.keys(found.values) } : null
    },
    write: (id, credentials) => void saved.set(id, credentials),
    remove: (id) => void saved.delete(id),
    readProxyLogin: () => proxyLogin,
    writeProxyLogin: (login) => {
      proxyLogin = login
    },
  }
}
