import { app, session } from 'electron'
import type { Network } from '../program/program.ts'

/** The network as this computer is set up: the system's proxy and its certificate store (R33). Call after `ready`. */
export function systemNetwork(): Network {
  return {
    userAgent: `DownloadOrdini/${app.getVersion()}`,
    resolveProxy: (url) => session.defaultSession.resolveProxy(url),
    certificateAuthorities: 'system',
  }
}
