import { safeStorage } from 'electron'
import ElectronStore from 'electron-store'
import { z } from 'zod'
import { failure } from '../failure.ts'
import type { CredentialStore, SavedCredentials } from '../program/credential-store.ts'
import { putAsideIfDamaged } from './setting-file.ts'

const savedSchema = z.object({
  site: z.string(),
  /** `value`: base64 of the ciphertext, or the credential itself where the system cannot encrypt. */
  values: z.record(z.string(), z.object({ encrypted: z.boolean(), value: z.string() })),
})
type Saved = z.output<typeof savedSchema>
type Concealed = Saved['values'][string]
/** Beside the shops, which have numbers. */
const proxyKey = 'proxy'
type CredentialFile = Record<string, Saved>

/**
 * Credentials in a file of their own, encrypted by the operating system's store; where there is none, readable by
 * this user only (R32). Call after `ready`. A file that is
 * damaged is put aside (`keptAside`): the shops say then that their key is missing.
 */
export function openCredentials(profile: string): CredentialStore & { readonly keptAside: string | null } {
  const keptAside = putAsideIfDamaged(profile, 'credentials')
  const file = new ElectronStore<CredentialFile>({ cwd: profile, name: 'credentials', configFileMode: 0o600 })
  const encrypted = hasSafeStore()
  const saved = (key: number | typeof proxyKey): Saved | null =>
    savedSchema.safeParse(file.get(String(key))).data ?? null
  const read = (key: number | typeof proxyKey, name: string) => {
    const found = saved(key)
    if (!found) return null
    const values = Object.entries(found.values).map(([field, value]) => [field, reveal(value, name)])
    return { site: found.site, values: Object.fromEntries(values) as Record<string, string> }
  }
  const write = (key: number | typeof proxyKey, { site, values }: SavedCredentials) => {
    const entries = Object.entries(values).filter(([, value]) => value !== '')
    const concealed = Object.fromEntries(entries.map(([name, value]) => [name, conceal(value, encrypted)]))
    file.set(String(key), { site, values: concealed })
  }

  return {
    encrypted,
    keptAside,
    read,
    names(shopId) {
      const found = saved(shopId)
      return found && { site: found.site, names: Object.keys(found.values) }
    },
    write,
    remove: (shopId) => file.delete(String(shopId)),
    readProxyLogin() {
      const found = read(proxyKey, 'proxy')
      if (!found) return null
      const { username = '', password = '' } = found.values
      return { proxy: found.site, username, password }
    },
    writeProxyLogin(login) {
      if (login === null) return file.delete(proxyKey)
      const { proxy, username, password } = login
      write(proxyKey, { site: proxy, values: { username, password } })
    },
  }
}

/** On Linux without a keyring Chromium "encrypts" with a key that everybody knows: that is no safe store. */
function hasSafeStore(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'
}

function conceal(value: string, encrypted: boolean): Concealed {
  return encrypted
    ? { encrypted, value: safeStorage.encryptString(value).toString('base64') }
    : { encrypted, value }
}

function reveal(credential: Concealed, shopName: string): string {
  if (!credential.encrypted) return credential.value
  try {
    return safeStorage.decryptString(Buffer.from(credential.value, 'base64'))
  } catch (error) {
    // Another user, another computer, a keyring that is gone: the operator types the key again.
    throw failure('credentials-unreadable', { name: shopName }, error)
  }
}
