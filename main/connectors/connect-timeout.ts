/** Of the error of a connection that did not come about in time. */
export const connectTimeoutCode = 'ERR_CONNECT_TIMEOUT'

export function connectTimeoutError(): Error {
  return Object.assign(new Error('no connection in time'), { code: connectTimeoutCode })
}
