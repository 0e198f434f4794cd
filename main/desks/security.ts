import { X509Certificate } from 'node:crypto'
import { createSecureContext, getCACertificates, rootCertificates, type SecureContext } from 'node:tls'
import type { ServerAddress } from '../words/desks.ts'
import { failure } from '../words/failure.ts'

/** How a connection is protected, as `pg` wants it; false: not at all. */
export type Security =
  | false
  | { readonly secureContext?: SecureContext; readonly rejectUnauthorized: boolean }

/**
 * How to try to reach the server, the best first; the next where the server has no TLS. Whoever vouches for its name is
 * the certificate given, else the system. On this very computer nobody listens in between: TLS is not needed there, and
 * the certificate that Debian makes by itself need not be known.
 * @throws Failure `desks-certificate-unreadable`
 */
export function securities({ host, certificate }: ServerAddress): readonly Security[] {
  if (certificate !== '') return [{ secureContext: trusting(certificate), rejectUnauthorized: true }]
  if (isThisComputer(host)) return [{ rejectUnauthorized: false }, false]
  return [{ secureContext: trustingSystem(), rejectUnauthorized: true }]
}

function isThisComputer(host: string): boolean {
  return host.toLowerCase() === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

/** TLS would say nothing of a text that is no certificate, and trust nobody. */
function trusting(certificate: string): SecureContext {
  try {
    new X509Certificate(certificate)
  } catch (error) {
    throw failure('desks-certificate-unreadable', {}, error)
  }
  return createSecureContext({ ca: certificate })
}

let system: SecureContext | null = null

/** Reading hundreds of certificates takes a while: once. */
function trustingSystem(): SecureContext {
  system ??= createSecureContext({ ca: [...rootCertificates, ...getCACertificates('system')] })
  return system
}
