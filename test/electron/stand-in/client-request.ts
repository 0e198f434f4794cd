import * as http from 'node:http'
import * as https from 'node:https'
import type * as Electron from 'electron'
import { StrictEmitter } from './strict.ts'

/**
 * `net.request`, by Node's own means. A redirect is announced and followed by nobody: a program that does not listen
 * for it would be answered otherwise by Electron, so it gets an error. Answers are Node's, with what Electron's have.
 */
export class ClientRequest extends StrictEmitter {
  readonly #request: http.ClientRequest

  constructor(options: Electron.ClientRequestConstructorOptions) {
    super('net.request()')
    const {
      redirect,
      session: _session,
      partition: _partition,
      useSessionCookies: _cookies,
      ...rest
    } = options
    const { request } = rest.protocol === 'https:' ? https : http
    this.#request = request(rest as http.RequestOptions, (response) => {
      const { statusCode = 0, headers } = response
      if (statusCode < 300 || statusCode > 399 || !headers.location) {
        this.emit('response', response)
        return
      }
      response.destroy()
      if (!this.emit('redirect', statusCode, rest.method ?? 'GET', headers.location, headers))
        this.emit('error', new Error('electron stand-in: net.request follows no redirects by itself'))
    })
    this.#request.on('error', (error) => this.emit('error', error))
    this.#request.on('close', () => this.emit('close'))
  }
  setHeader = (name: string, value: string): void => void this.#request.setHeader(name, value)
  end = (chunk?: string | Buffer): void => void this.#request.end(chunk)
  abort = (): void => {
    this.#request.destroy()
    this.emit('abort')
  }
}
