/** Chromium's numbers of the load errors that can occur here (net/base/net_error_list.h). */
const NUMBERS: Readonly<Record<string, number>> = {
  ERR_FAILED: -2,
  ERR_ABORTED: -3,
  ERR_FILE_NOT_FOUND: -6,
  ERR_UNEXPECTED: -9,
  ERR_BLOCKED_BY_CLIENT: -20,
  ERR_CONNECTION_REFUSED: -102,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_INTERNET_DISCONNECTED: -106,
  ERR_CERT_AUTHORITY_INVALID: -202,
  ERR_INVALID_URL: -300,
  ERR_UNKNOWN_URL_SCHEME: -302,
}

/** Chromium's number of an error; ERR_FAILED's for one not known here. */
export function errorNumber(code: string): number {
  return NUMBERS[code] ?? -2
}

/** The error that loadURL rejects with. */
export function loadError(code: string, url: string): Error {
  const errno = errorNumber(code)
  return Object.assign(new Error(`${code} (${errno}) loading '${url}'`), { code, errno, url })
}
