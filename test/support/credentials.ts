import type { CredentialStore, SavedCredentials } from '../../main/program/credential-store.ts'

/** Credentials in memory; they outlive a program that is closed when the next one is given the same. */
export function memoryCredentials(): CredentialStore {
  const saved = new Map<number, SavedCredentials>()
  return {
    encrypted: false,
    read: (id) => saved.get(id) ?? null,
    names(id) {
      const found = saved.get(id)
      return found ? { site: found.site, names: Object.keys(found.values) } : null
    },
    write: (id, credentials) => void saved.set(id, credentials),
    remove: (id) => void saved.delete(id),
  }
}
