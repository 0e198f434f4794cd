import { shownText } from './shown-text.ts'

/**
 * Every expected failure of the program, by code. The text that explains a code, and what to do about it, is in
 * `main/texts/` (the compiler checks that each code has one in every language).
 */
export interface FailureParams {
  // The way to the shop (R2, R22, R33)
  'address-invalid': { address: string }
  'host-not-found': { host: string }
  'connection-refused': { host: string }
  'connection-lost': { host: string }
  'network-unreachable': { host: string }
  timeout: { host: string; seconds: number }
  'tls-expired': { host: string; validTo: string }
  'tls-self-signed': { host: string; fingerprint: string }
  'tls-wrong-host': { host: string; fingerprint: string }
  'tls-fingerprint-changed': { host: string; fingerprint: string }
  'tls-failed': { host: string; reason: string }
  'proxy-refused': { proxy: string }
  /** The proxy wants a user and a password, which the system's settings do not hold. */
  'proxy-auth-required': { proxy: string }
  /** It was given the name and password that are saved for it. */
  'proxy-credentials-rejected': { proxy: string }
  /** Name and password were given for a proxy where there is none. */
  'no-proxy': Record<string, never>
  /** A kind of proxy that we do not speak to (QUIC). */
  'proxy-unsupported': { proxy: string }
  'insecure-http': { host: string }
  'redirected-elsewhere': { from: string; to: string }
  'too-many-redirects': { host: string }
  /** A redirect that names no place. */
  'redirect-without-target': { address: string; status: number }
  // What the shop answers
  'api-not-found': { address: string }
  'plain-permalinks': { address: string }
  'api-disabled': { address: string }
  'credentials-rejected': { host: string }
  'credentials-secret-wrong': { host: string }
  'authorization-stripped': { host: string }
  /** An access token without the rest of its integration: wrong, or the shop takes no token alone. */
  'token-alone-refused': { host: string }
  'permission-missing': { host: string }
  /** The key of a multishop is not associated with the shop that was asked for. */
  'key-of-other-shop': { host: string }
  /** Magento: store views were chosen by their codes, and the key may not read which there are. */
  'store-views-unreadable': { host: string }
  'clock-wrong': { host: string; shopTime: string; computerTime: string }
  /** The web server asks everybody for a name and password, or does not know those given. */
  'site-login-needed': { host: string }
  /** So does a site whose key travels where that password would have to. */
  'site-login-in-the-way': { host: string }
  'blocked-by-security': { host: string; status: number }
  captcha: { host: string }
  maintenance: { host: string; retryAfterSeconds: number | null }
  'rate-limited': { host: string; retryAfterSeconds: number | null }
  'server-error': { host: string; status: number }
  'http-status': { host: string; status: number }
  'request-refused': { host: string; parameter: string }
  'body-html': { host: string }
  'body-empty': { host: string }
  'body-truncated': { host: string }
  'body-not-json': { host: string }
  'body-shape': { host: string; expected: string }
  /** Orders that the shop lists and then does not deliver, and does not say to be gone. */
  'orders-withheld': { orders: number }
  'states-unknown': { states: string; known: string }
  /** The shop does not tell which states it has. */
  'states-not-told': { host: string }
  /** The platform has closed the shop for a time: unpaid plan, locked, paused. */
  'shop-unavailable': { host: string; status: number }
  /** The app whose keys these are is not installed on this shop, or belongs to others. */
  'app-not-installed': { host: string }
  /** The app may read orders but not the customers' data in them. */
  'customer-data-denied': { host: string }
  'api-version-unsupported': { host: string; asked: string; served: string }
  /** A site from which the address of its administration cannot be told. */
  'shop-address-unknown': { address: string }
  /** Only orders of so many days may be read. */
  'orders-limited': { host: string; days: number }
  'scopes-missing': { host: string; scopes: string }
  /** PrestaShop's switch in its back office. */
  'webservice-disabled': { host: string }
  /** Resources, by the names of the back office's list, that the key may not view. */
  'permissions-missing': { host: string; resources: string }
  /** The shop does not tell in which time zone its dates are. */
  'time-zone-unknown': { host: string }
  // The program itself
  'no-shop': Record<string, never>
  'shop-unknown': { name: string }
  'credentials-missing': { name: string }
  'credentials-unreadable': { name: string }
  /** The key was entered for another site than the shop's address names now: an older archive was put back (R33). */
  'credentials-elsewhere': { name: string; site: string; host: string }
  'run-in-progress': { name: string }
  'order-unknown': Record<string, never>
  /** Another window saved the order in the meantime. */
  'order-changed-meanwhile': { number: string }
  cancelled: Record<string, never>
  'first-download-done': { name: string }
  /** `others` are wrong as well; they are told where all of a form is looked at. */
  'input-invalid': WrongInput & { others?: readonly WrongInput[] }
  'file-unreadable': { file: string }
  'file-unwritable': { file: string }
  /** Another program, a spreadsheet most often, holds it open. */
  'file-in-use': { file: string }
  'print-too-many': { found: number; most: number }
  /** Lines of what is to be printed: of its orders, or articles of a picking list. */
  'print-too-long': { lines: number; most: number }
  /** What the system's printing says. */
  'print-failed': { reason: string }
  'export-format-unknown': { file: string }
  /** It is gone, or nothing can be written in it. */
  'folder-unwritable': { folder: string }
  /** A saved search that something was to be done with (R44). */
  'saved-search-removed': Record<string, never>
  /** Some of the orders that were new have been handed over by somebody else in the meantime. */
  'handed-over-meanwhile': Record<string, never>
  /** Some of the refunds have been registered by somebody else in the meantime (R49). */
  'refunds-registered-meanwhile': Record<string, never>
  /** The archive is an older copy: what went out between then and going back is not known. */
  'handovers-unknown': { since: string; until: string }
  // Electronic invoices (R48)
  /** Who sells, or how invoices are numbered, has not been said yet. */
  'invoice-settings-missing': Record<string, never>
  'invoices-too-many': { found: number; most: number }
  /** The order, or its refund, has got its invoice in the meantime. */
  'invoice-made-meanwhile': { order: string; number: string }
  /** The number that was to be given is not the next one any more, or was given to another series. */
  'invoice-number-taken': { number: string }
  /** An invoice of the series was begun, and its file could not be written: first it is made again, or taken back. */
  'invoice-unfinished': { number: string }
  /** Only the last number of a series can be taken back, and none that a credit note speaks of. */
  'invoice-not-last': { number: string }
  /** By his VAT number: it is not the one who sells now, whose numbers are others. */
  'invoice-of-other-seller': { number: string; seller: string }
  /** Before the last invoice's date, or in the future. */
  'invoice-date': { earliest: string; latest: string }
  /** The sixty million names of files of a sender are used up. */
  'invoice-files-used-up': Record<string, never>
  /** Rows were chosen in a list that is another now, and nobody knows any more which they were. */
  'list-changed': Record<string, never>
  'disk-full': { file: string }
  'archive-locked': { file: string }
  'archive-damaged': { file: string }
  'archive-unwritable': { file: string }
  /** Not there, in a profile that has had one. */
  'archive-missing': { file: string }
  'backup-in-progress': Record<string, never>
  'reread-in-progress': Record<string, never>
  'backup-no-space': { folder: string; needed: number; free: number }
  'backup-unwritable': { folder: string }
  /** The second folder of the copies: a disk that is not plugged in, a share that does not answer. */
  'second-backup-missing': { folder: string }
  /** A copy that cannot be restored. */
  'backup-damaged': { name: string }
  /** A thread died of an error and another has taken its place. */
  'part-restarted': { part: 'archive' | 'download' }
  'archive-newer': { file: string; found: number; known: number }
  // Several desks (R55)
  /** What was to be done needs the server, which does not answer. */
  'desks-unreachable': Record<string, never>
  /** Another desk is downloading from the shop (R56). */
  'shop-elsewhere': { name: string; desk: string }
  /** The right to download from the shop is over: this computer slept, or the server was out of reach (R56). */
  'lease-over': Record<string, never>
  /** Another computer goes on with this desk's profile, or an older one was put back. */
  'desk-copied': Record<string, never>
  /** The server has not the log any more that this desk knows. */
  'desks-restored': Record<string, never>
  /** The archive is an older copy of the one that has joined. */
  'archive-went-back': Record<string, never>
  /** Another desk has said something that this version does not know. */
  'desk-outdated': Record<string, never>
  // The server that desks share (R55)
  'desks-host-unknown': { host: string }
  'desks-password-wrong': { user: string }
  /** It does not let this user in from this computer, or not so. */
  'desks-not-admitted': { host: string; user: string }
  'desks-database-unknown': { database: string }
  /** The script that makes its tables has not been run, or not the newest. */
  'desks-schema-missing': { database: string }
  'desks-schema-old': Record<string, never>
  /** It never had, or has lost, the right to call the functions. */
  'desks-right-missing': { user: string }
  'desks-certificate-untrusted': { host: string }
  'desks-certificate-name': { host: string }
  /** Or not yet valid. */
  'desks-certificate-expired': { host: string }
  /** What was given as certificate is none. */
  'desks-certificate-unreadable': Record<string, never>
  'desks-no-tls': { host: string }
  'desks-tls-failed': { host: string; reason: string }
  'desks-disk-full': Record<string, never>
  'desks-read-only': Record<string, never>
  'desks-too-many': Record<string, never>
  'desks-starting': Record<string, never>
  /** It took too long: something holds what is needed. */
  'desks-busy': Record<string, never>
  'desks-postgres-old': { found: string }
  /** A pooler that shares connections out by the transaction. */
  'desks-pooler': { host: string }
  /** What PostgreSQL says. */
  'desks-failed': { reason: string }
  /** The archive and the log mean different orders by the same identifiers, or have given the same numbers twice. */
  'archives-differ': { orders: number; numbers: number }
  /** This archive is being joined with the others': it neither downloads nor hands over as new meanwhile. */
  'desks-joining': Record<string, never>
  /** What was done here before is still being sent: the server has not come to this yet. */
  'desks-sending': { waiting: number }
  /** The program's own updates: not while a shop is being downloaded. */
  'update-busy': Record<string, never>
  'update-failed': { reason: string }
  internal: { detail: string }
}

export interface WrongInput {
  /** May be a path: `settings.states.0`. */
  readonly field: string
  readonly problem: InputProblem
}

/** What may be wrong with a field that somebody filled in. */
export type InputProblem =
  | 'required'
  | 'not-a-text'
  | 'not-a-date'
  | 'not-a-number'
  | 'not-an-address'
  | 'out-of-range'
  | 'unknown-value'
  | 'unknown-field'
  | 'duplicate'
  | 'before-start'
  /** A day until which orders wait, where they are marked otherwise. */
  | 'only-waiting'
  | 'in-the-future'
  | 'not-json'
  | 'not-a-shop'
  | 'not-a-server'
  /** JSON where the name of a file is meant; it may hold keys, and is not repeated. */
  | 'not-a-file'
  /** Name and password in an address, where there can be none. */
  | 'login-in-address'
  | 'too-long'
  /** A saved key is not sent to another site than it was entered for (R33). */
  | 'key-of-another-site'

/**
 * Why Electron's TLS (BoringSSL) refuses a certificate whose key may not sign, whoever vouches for it; OpenSSL, which Node
 * has, takes it.
 */
export const keyUsage = 'ERR_SSL_KEY_USAGE_BIT_INCORRECT'

export type FailureCode = keyof FailureParams

/** A failure as a plain value: this is what crosses processes and is stored with a run. */
export type FailureValue = {
  [Code in FailureCode]: { readonly code: Code; readonly params: FailureParams[Code] }
}[FailureCode]

/** The one error thrown for expected failures. Never carries credentials, nor an address with a query. */
export class Failure extends Error {
  readonly value: FailureValue

  constructor(value: FailureValue, options?: { cause?: unknown }) {
    super(value.code, options)
    this.name = 'Failure'
    this.value = value
  }
}

/** Parameters are shown in messages and notifications, and some hold what a shop has answered. */
const longestParameter = 1000

/** Makes a {@link Failure}; the compiler checks the parameters against the code. */
export function failure<Code extends FailureCode>(
  code: Code,
  params: FailureParams[Code],
  cause?: unknown,
): Failure {
  const shown = Object.fromEntries(
    Object.entries(params).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'string' ? shownText(value, longestParameter) : value,
    ]),
  )
  return new Failure({ code, params: shown } as FailureValue, cause === undefined ? undefined : { cause })
}

/** Any thrown thing as a value: a bug becomes `internal`, with the message only (R30: no stack traces). */
export function toFailureValue(error: unknown): FailureValue {
  if (error instanceof Failure) return error.value
  return {
    code: 'internal',
    params: { detail: shownText(error instanceof Error ? error.message : String(error), longestParameter) },
  }
}

/** For whoever need not know of a failure that is told elsewhere; any other error is thrown on. */
export function ignoreFailure(error: unknown): void {
  if (!(error instanceof Failure)) throw error
}
