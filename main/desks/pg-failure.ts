import type { ServerAddress } from '../words/desks.ts'
import { Failure, failure } from '../words/failure.ts'

/** What `pg` says without a code: of a server that has no TLS, and of a password that nobody has written. */
const noTls = 'The server does not support SSL connections'
const noPassword = 'client password must be a'

/** PostgreSQL's SQLSTATE, Node's codes, and our own functions' (OD...), as failures in the operator's words. */
const failures: Readonly<Record<string, (to: ServerAddress) => Failure>> = {
  OD001: () => failure('desk-outdated', {}),
  OD002: () => failure('desk-copied', {}),
  OD003: () => failure('desks-restored', {}),
  OD004: () => failure('desks-restored', {}),
  OD005: () => failure('desks-unreachable', {}),
  '28P01': ({ user }) => failure('desks-password-wrong', { user }),
  '28000': ({ host, user }) => failure('desks-not-admitted', { host, user }),
  '3D000': ({ database }) => failure('desks-database-unknown', { database }),
  '3F000': ({ database }) => failure('desks-schema-missing', { database }),
  '42P01': ({ database }) => failure('desks-schema-missing', { database }),
  '42883': ({ database }) => failure('desks-schema-missing', { database }),
  '42501': ({ user }) => failure('desks-right-missing', { user }),
  '53100': () => failure('desks-disk-full', {}),
  '25006': () => failure('desks-read-only', {}),
  '53300': () => failure('desks-too-many', {}),
  '57P03': () => failure('desks-starting', {}),
  // A lock or a statement that took too long, and what is to be done once more.
  '40001': () => failure('desks-busy', {}),
  '40P01': () => failure('desks-busy', {}),
  '55P03': () => failure('desks-busy', {}),
  '57014': () => failure('desks-busy', {}),
  ENOTFOUND: ({ host }) => failure('desks-host-unknown', { host }),
  EAI_AGAIN: ({ host }) => failure('desks-host-unknown', { host }),
  ERR_TLS_CERT_ALTNAME_INVALID: ({ host }) => failure('desks-certificate-name', { host }),
  CERT_HAS_EXPIRED: ({ host }) => failure('desks-certificate-expired', { host }),
  CERT_NOT_YET_VALID: ({ host }) => failure('desks-certificate-expired', { host }),
  SELF_SIGNED_CERT_IN_CHAIN: ({ host }) => failure('desks-certificate-untrusted', { host }),
  DEPTH_ZERO_SELF_SIGNED_CERT: ({ host }) => failure('desks-certificate-untrusted', { host }),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ({ host }) => failure('desks-certificate-untrusted', { host }),
  UNABLE_TO_GET_ISSUER_CERT: ({ host }) => failure('desks-certificate-untrusted', { host }),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ({ host }) => failure('desks-certificate-untrusted', { host }),
}

/** Whatever `pg` throws, as a Failure. What does not come from the server is a connection that is gone. */
export function deskFailure(error: unknown, to: ServerAddress): Failure {
  if (error instanceof Failure) return error
  const { code, message } = readError(error)
  const known = failures[code]
  if (known) return known(to)
  if (message === noTls) return failure('desks-no-tls', { host: to.host })
  if (message.includes(noPassword)) return failure('desks-password-wrong', { user: to.user })
  if (code.startsWith('ERR_SSL') || code === 'EPROTO')
    return failure('desks-tls-failed', { host: to.host, reason: code }, error)
  if (isAnswer(error)) return failure('desks-failed', { reason: `${message} (${code})` }, error)
  if (message.startsWith('SASL')) return failure('desks-failed', { reason: message }, error)
  return failure('desks-unreachable', {}, error)
}

export function isWithoutTls(error: unknown): boolean {
  return readError(error).message === noTls
}

/** Whether the server has said it, and the connection is as good as before. */
export function isAnswer(error: unknown): boolean {
  return /^(?!08|57P)[0-9A-Z]{5}$/.test(readError(error).code)
}

function readError(error: unknown): { readonly code: string; readonly message: string } {
  const { code = '', message = String(error) } = error as { code?: unknown; message?: string }
  return { code: typeof code === 'string' ? code : '', message }
}
