import { X509Certificate } from 'node:crypto'
import { getCACertificates, rootCertificates } from 'node:tls'
import type { ServerAddress } from '../words/desks.ts'
import { failure } from '../words/failure.ts'

/** How a connection is protected, as `pg` wants it; false: not at all. */
export type Security =
  | false
  | { readonly ca: string | readonly string[]; readonly rejectUnauthorized: boolean }

/**
 * How to try to reach the server, the best first; the next where the server has no TLS. Whoever vouches for its name is
 * the certificate given, else the system. On this very computer nobody listens in between: TLS is not needed there, and
 * the certificate that Debian makes by itself need not be known.
 * @throws Failure `desks-certificate-unreadable`
 */
export function securities({ host, certificate }: ServerAddress): readonly Security[] {
  const ca =
    certificate === '' ? [...rootCertificates, ...getCACertificates('system')] : readable(certificate)
  if (!isThisComputer(host)) return [{ ca, rejectUnauthorized: true }]
  return [{ ca, rejectUnauthorized: certificate !== '' }, ...(certificate === '' ? [false as const] : [])]
}

function isThisComputer(host: string): boolean {
  return host.toLowerCase() === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

/** TLS would say nothing of a text that is no certificate, and trust nobody. */
function readable(certificate: string): string {
  try {
    new X509Certificate(certificate)
    return certificate
  } catch (error) {
    throw failure('desks-certificate-unreadable', {}, error)
  }
}
