import type * as Electron from 'electron'
import { onControl } from './link.ts'
import type { OfferedSession } from './offered.ts'
import { protocol } from './protocol.ts'
import { requireReady } from './ready.ts'
import { settings } from './settings.ts'
import { missing, StrictEmitter, strict } from './strict.ts'

let handlers = { request: false, check: false }

/** A session. There is one network and one storage behind all of them: what differs by partition is refused. */
export class Session extends StrictEmitter implements Pick<Electron.Session, OfferedSession> {
  readonly protocol = protocol
  readonly webRequest = missing('session.webRequest')
  readonly cookies = missing('session.cookies')
  readonly availableSpellCheckerLanguages = ['en-US', 'it']
  #languages: string[] = []
  #spellCheck = true
  #userAgent = ''
  #proxy: string | undefined

  resolveProxy = async (_url: string) => this.#proxy ?? settings.proxy
  async setProxy(config: Electron.ProxyConfig): Promise<void> {
    if (config.mode === 'direct') this.#proxy = 'DIRECT'
    else if (config.mode === 'system') this.#proxy = undefined
    else throw new Error("electron stand-in: session.setProxy knows the modes 'direct' and 'system' only")
  }
  forceReloadProxyConfig = async () => undefined
  closeAllConnections = async () => undefined
  clearCache = async () => undefined
  clearStorageData = async (_options?: Electron.ClearStorageDataOptions) => undefined
  setSpellCheckerLanguages = (languages: string[]) => {
    this.#languages = [...languages]
  }
  getSpellCheckerLanguages = () => this.#languages
  setSpellCheckerEnabled = (enable: boolean) => {
    this.#spellCheck = enable
  }
  isSpellCheckerEnabled = () => this.#spellCheck
  // Chromium asks nobody here: it denies every permission. So the handlers are only noted.
  setPermissionRequestHandler = (handler: unknown) => {
    handlers = { ...handlers, request: handler !== null }
  }
  setPermissionCheckHandler = (handler: unknown) => {
    handlers = { ...handlers, check: handler !== null }
  }
  setDevicePermissionHandler = (_handler: unknown) => undefined
  setUserAgent = (agent: string) => {
    this.#userAgent = agent
  }
  getUserAgent = () => this.#userAgent
  isPersistent = () => true
}

let defaultSession: Session | undefined

export const session = strict('session', {
  get defaultSession(): Session {
    requireReady('Session can only be received when app is ready')
    defaultSession ??= new Session('session')
    return defaultSession
  },
  fromPartition: (partition: string, _options?: Electron.FromPartitionOptions): Session => {
    requireReady('Session can only be received when app is ready')
    if (partition === '') return session.defaultSession
    // The program's own requests (net.request) keep nothing in a session here: one that is not kept is as good.
    if (!partition.startsWith('persist:')) return new Session('session')
    throw new Error(
      'electron stand-in: session.fromPartition is not implemented; all windows share one session',
    )
  },
})

onControl('permission-handlers', () => handlers)
