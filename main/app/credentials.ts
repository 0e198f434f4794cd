import { join } from 'node:path'
import { safeStorage } from 'electron'
import ElectronStore from 'electron-store'
import { z } from 'zod'
import type { CredentialStore, SavedCredentials } from '../program/credential-store.ts'
import { stampOf } from '../store/backup-files.ts'
import { lockFile } from '../store/file-lock.ts'
import { failure } from '../words/failure.ts'
import { putAsideIfDamaged } from './setting-file.ts'

const savedSchema = z.object({
  site: z.string(),
  /** `value`: base64 of the ciphertext, or the credential itself where the system cannot encrypt. */
  values: z.record(z.string(), z.object({ encrypted: z.boolean(), value: z.string() })),
})
type Saved = z.output<typeof savedSchema>
type Concealed = Saved['values'][string]
/** Others write in less. */
const waitMs = 10_000
/** Beside the shops, which have numbers. */
const proxyKey = 'proxy'
const deskKey = 'desks'
type Key = number | typeof proxyKey | typeof deskKey
type CredentialFile = Record<string, Saved>

/**
 * Credentials in a file of their own, encrypted by the operating system's store; where there is none, readable by
 * this user only (R32). Call after `ready`. A file that is
 * damaged is put aside (`keptAside`): the shops say then that their key is missing.
 */
export async function openCredentials(
  profile: string,
): Promise<CredentialStore & { readonly keptAside: string | null }> {
  const keptAside = putAsideIfDamaged(profile, 'credentials')
  const file = new ElectronStore<CredentialFile>({ cwd: profile, name: 'credentials', configFileMode: 0o600 })
  const encrypted = await hasSafeStore()
  const saved = (key: Key): Saved | null => savedSchema.safeParse(file.get(String(key))).data ?? null
  const read = async (key: Key, name: string) => {
    const found = saved(key)
    if (!found) return null
    const fields = Object.entries(found.values)
    const values = await Promise.all(
      fields.map(async ([field, value]) => [field, await reveal(value, name)] as const),
    )
    return { site: found.site, values: Object.fromEntries(values) }
  }
  /** The whole file is written each time: two processes at once would each lose what the other wrote. */
  const changing = (change: () => void): void => {
    const lock = lockFile(join(profile, 'locks', 'credentials.lock'), 'alone', waitMs)
    try {
      change()
    } finally {
      lock.release()
    }
  }
  const write = async (key: Key, { site, values }: SavedCredentials) => {
    const entries = Object.entries(values).filter(([, value]) => value !== '')
    const concealed = await Promise.all(
      entries.map(async ([name, value]) => [name, await conceal(value, encrypted)] as const),
    )
    changing(() => file.set(String(key), { site, values: Object.fromEntries(concealed) }))
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
    remove: (shopId) => changing(() => file.delete(String(shopId))),
    setAside: (known) =>
      changing(() => {
        for (const [key, value] of Object.entries(file.store)) {
          if (!/^\d+$/.test(key) || known.includes(Number(key))) continue
          file.set(`set aside ${stampOf(new Date())} ${key}`, value)
          file.delete(key)
        }
      }),
    async readProxyLogin() {
      const found = await read(proxyKey, 'proxy')
      if (!found) return null
      const { username = '', password = '' } = found.values
      return { proxy: found.site, username, password }
    },
    async writeProxyLogin(login) {
      if (login === null) return changing(() => file.delete(proxyKey))
      const { proxy, username, password } = login
      await write(proxyKey, { site: proxy, values: { username, password } })
    },
    readDeskPassword: async () => (await read(deskKey, 'PostgreSQL'))?.values.password ?? null,
    async writeDeskPassword(login) {
      if (login === null) return changing(() => file.delete(deskKey))
      await write(deskKey, { site: login.host, values: { password: login.password } })
    },
  }
}

/** On Linux without a keyring Chromium "encrypts" with a key that everybody knows: that is no safe store. */
async function hasSafeStore(): Promise<boolean> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return false
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'
}

async function conceal(value: string, encrypted: boolean): Promise<Concealed> {
  return encrypted
    ? { encrypted, value: (await safeStorage.encryptStringAsync(value)).toString('base64') }
    : { encrypted, value }
}

async function reveal(credential: Concealed, shopName: string): Promise<string> {
  if (!credential.encrypted) return credential.value
  try {
    // Also what was encrypted by the synchronous calls, which Electron 46 no longer has.
    return (await safeStorage.decryptStringAsync(Buffer.from(credential.value, 'base64'))).result
  } catch (error) {
    // Another user, another computer, a keyring that is gone: the operator types the key again.
    throw failure('credentials-unreadable', { name: shopName }, error)
  }
}
