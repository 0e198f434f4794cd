import type { PrintToPDFOptions } from 'electron'
import type { Preload } from './page-scripts.ts'

/** What the program's process tells the driver about a window it opens. */
export interface OpenWindow {
  readonly width: number
  readonly height: number
  readonly preload: Preload | undefined
  readonly contextIsolation: boolean
  readonly process: Readonly<Record<string, unknown>>
}

/** A shortcut in the form that a page can compare with a key press. */
export interface Shortcut {
  readonly id: number
  readonly ctrl: boolean
  readonly alt: boolean
  readonly shift: boolean
  readonly meta: boolean
  readonly anyShift: boolean
  readonly key: string
  readonly code: string
  /** The browser does it by itself (copy, paste ...): the page only reports it. */
  readonly native: boolean
}

export interface SchemeRequest {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | undefined
}

export type SchemeResponse =
  | {
      readonly status: number
      readonly headers: readonly (readonly [string, string])[]
      readonly body: Uint8Array
    }
  | { readonly failed: string }

/** How a navigation ended: undefined when it loaded. */
export interface LoadFailure {
  /** Chromium's name without `net::`, e.g. ERR_FAILED. */
  readonly code: string
}

/** Everything a page tells the program's process, by name. */
export interface PageEvents {
  hello: { url: string }
  send: { channel: string; args: string }
  invoke: { id: number; channel: string; args: string }
  key: { input: Readonly<Record<string, unknown>>; shortcut: number | undefined }
  'context-menu': { params: Readonly<Record<string, unknown>> }
  title: { title: string }
  'preload-error': { message: string; stack: string }
  open: { url: string; name: string | undefined; features: string | undefined; disposition: string }
  close: Readonly<Record<string, never>>
  navigated: { url: string; sameDocument: boolean }
  'dom-ready': Readonly<Record<string, never>>
  loaded: Readonly<Record<string, never>>
  'load-failed': { url: string; code: string }
  console: { level: string; message: string; line: number; source: string }
  crashed: Readonly<Record<string, never>>
  closed: Readonly<Record<string, never>>
  blocked: { url: string }
}

export type PdfOptions = Pick<PrintToPDFOptions, 'landscape' | 'printBackground' | 'scale' | 'pageRanges'> & {
  readonly format?: string
  readonly preferCSSPageSize?: boolean
}
