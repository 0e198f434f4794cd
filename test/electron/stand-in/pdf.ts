import type { PrintToPDFOptions } from 'electron'
import type { PdfOptions } from '../browser/messages.ts'

/** Electron's options in Chromium's own words. Margins and headers in other units are not translated. */
export function pdfOptions(options: PrintToPDFOptions): PdfOptions {
  const { pageSize = 'Letter' } = options
  if (typeof pageSize !== 'string')
    throw new Error('electron stand-in: printToPDF takes pageSize by name only')
  return {
    format: pageSize,
    ...(options.landscape === undefined ? {} : { landscape: options.landscape }),
    ...(options.printBackground === undefined ? {} : { printBackground: options.printBackground }),
    ...(options.scale === undefined ? {} : { scale: options.scale }),
    ...(options.pageRanges === undefined ? {} : { pageRanges: options.pageRanges }),
    ...(options.preferCSSPageSize === undefined ? {} : { preferCSSPageSize: options.preferCSSPageSize }),
  }
}
