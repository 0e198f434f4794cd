import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import type * as Electron from 'electron'
import { isReady } from './ready.ts'
import { settings } from './settings.ts'
import { requireString, strict } from './strict.ts'

// None unless a test brings a key: the stand-in must never pass for a safe place.
const MARK = Buffer.from('v11')
let plainTextAllowed = false

function key(): Buffer | undefined {
  if (!isReady()) return undefined
  if (settings.safeStorageKey !== undefined)
    return createHash('sha256').update(settings.safeStorageKey).digest()
  // Chromium's own fallback on Linux: a key that everybody knows.
  return plainTextAllowed && process.platform === 'linux'
    ? createHash('sha256').update('peanuts').digest()
    : undefined
}

function requireKey(failure: string): Buffer {
  const found = key()
  if (found !== undefined) return found
  throw new Error(isReady() ? failure : 'safeStorage cannot be used before app is ready')
}

function encrypt(text: string): Buffer {
  const secret = requireKey(
    'Error while encrypting the text provided to safeStorage.encryptStringAsync. Encryption is not available.',
  )
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', secret, nonce)
  const body = Buffer.concat([cipher.update(requireString(text), 'utf8'), cipher.final()])
  return Buffer.concat([MARK, nonce, cipher.getAuthTag(), body])
}

function decrypt(encrypted: Buffer): string {
  const wrong = 'Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.'
  if (!Buffer.isBuffer(encrypted))
    throw new TypeError('Expected the first argument of decryptStringAsync() to be a buffer')
  const secret = requireKey(`${wrong} Decryption is not available.`)
  if (!encrypted.subarray(0, MARK.length).equals(MARK))
    throw new Error(`${wrong} Ciphertext does not appear to be encrypted.`)
  const nonce = encrypted.subarray(3, 15)
  const decipher = createDecipheriv('aes-256-gcm', secret, nonce).setAuthTag(encrypted.subarray(15, 31))
  try {
    return Buffer.concat([decipher.update(encrypted.subarray(31)), decipher.final()]).toString('utf8')
  } catch {
    throw new Error(wrong) // Another key, or altered.
  }
}

async function whenReady(): Promise<void> {
  if (!isReady()) throw new Error('safeStorage cannot be used before app is ready')
}

/** Without the synchronous members, which Electron 45 calls deprecated and 46 no longer has. */
export const safeStorage = strict('safeStorage', {
  isAsyncEncryptionAvailable: async () => {
    await whenReady()
    // On Linux there always is something that encrypts; how well, the backend says.
    return key() !== undefined || process.platform === 'linux'
  },
  encryptStringAsync: async (text: string) => {
    await whenReady()
    return encrypt(text)
  },
  decryptStringAsync: async (encrypted: Buffer) => {
    await whenReady()
    return { shouldReEncrypt: false, result: decrypt(encrypted) }
  },
  getSelectedStorageBackend: () => {
    if (process.platform !== 'linux')
      throw new TypeError('safeStorage.getSelectedStorageBackend is not a function')
    if (!isReady()) return 'unknown' as const
    return settings.safeStorageKey === undefined ? ('basic_text' as const) : ('gnome_libsecret' as const)
  },
  setUsePlainTextEncryption: (use: boolean) => {
    plainTextAllowed = use
  },
} satisfies Omit<Electron.SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'>)
