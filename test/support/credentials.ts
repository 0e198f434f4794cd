import type { CredentialStore, ProxyLogin, SavedCredentials } from '../../main/program/credential-store.ts'

/** Credentials in memory. Give the same object to the next program to simulate a restart. */
export function memoryCredentials(): CredentialStore {
  const saved = new Map<number, SavedCredentials>()
  let proxyLogin: ProxyLogin | null = null
  let deskPassword: string | null = null
  return {
    encrypted: false,
    read: async (id) => saved.get(id) ?? null,
    names(id) {
      const found = saved.get(id)
      return found ? { site: found.site, names: Object.keys(found.values) } : null
    },
    write: async (id, credentials) => void saved.set(id, credentials),
    remove: (id) => void saved.delete(id),
    setAside: (known) => {
      for (const id of saved.keys()) if (!known.includes(id)) saved.delete(id)
    },
    readProxyLogin: async () => proxyLogin,
    writeProxyLogin: async (login) => {
      proxyLogin = login
    },
    readDeskPassword: async () => deskPassword,
    writeDeskPassword: async (login) => {
      deskPassword = login?.password ?? null
    },
  }
}
