import { safeStorage } from 'electron'
import ElectronStore from 'electron-store'
import { failure } from '../failure.ts'
import type { CredentialStore } from '../program/credential-store.ts'
import { putAsideIfDamaged } from './setting-file.ts'

interface SavedCredential {
  readonly encrypted: boolean
  /** Base64 of the ciphertext, or the credential itself where the system cannot encrypt. */
  readonly value: string
}
type CredentialFile = Record<string, Record<string, SavedCredential>>

/**
 * Credentials in a file of their own, encrypted by the operating system's store; where there is none, readable by
 * this user only (R32). Call after `ready`. A file that is
 * damaged is put aside (`keptAside`): the shops say then that their key is missing.
 */
export function openCredentials(profile: string): CredentialStore & { readonly keptAside: string | null } {
  const keptAside = putAsideIfDamaged(profile, 'credentials')
  const file = new ElectronStore<CredentialFile>({ cwd: profile, name: 'credentials', configFileMode: 0o600 })
  const encrypted = hasSafeStore()
  const saved = (shopId: number) => file.get(String(shopId)) ?? {}

  return {
    encrypted,
    keptAside,
    read(shopId, shopName) {
      return Object.fromEntries(
        Object.entries(saved(shopId)).map(([name, credential]) => [name, reveal(credential, shopName)]),
      )
    },
    names: (shopId) => Object.keys(saved(shopId)),
    write(shopId, credentials) {
      const entries = Object.entries(credentials).filter(([, value]) => value !== '')
      file.set(
        String(shopId),
        Object.fromEntries(entries.map(([name, value]) => [name, conceal(value, encrypted)])),
      )
    },
    remove: (shopId) => file.delete(String(shopId)),
  }
}

/** On Linux without a keyring Chromium "encrypts" with a key that everybody knows: that is no safe store. */
function hasSafeStore(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'
}

function conceal(value: string, encrypted: boolean): SavedCredential {
  return encrypted
    ? { encrypted, value: safeStorage.encryptString(value).toString('base64') }
    : { encrypted, value }
}

function reveal(credential: SavedCredential, shopName: string): string {
  if (!credential.encrypted) return credential.value
  try {
    return safeStorage.decryptString(Buffer.from(credential.value, 'base64'))
  } catch (error) {
    // Another user, another computer, a keyring that is gone: the operator types the key again.
    throw failure('credentials-unreadable', { name: shopName }, error)
  }
}
