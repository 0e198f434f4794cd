import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type BrowserWindow, dialog } from 'electron'
import type { LogFilter } from '../../preload/contract.ts'
import { logText, type Texts } from '../../renderer/texts/index.ts'
import { textCell } from '../export/csv.ts'
import { failure } from '../failure.ts'
import type { Store } from '../store/store.ts'
import { searchLog } from './log-search.ts'

export interface ExportLogJob {
  readonly store: Store
  readonly texts: Texts
  readonly filter: LogFilter
  readonly window: BrowserWindow | null
}

/**
 * Asks where and writes the log's entries as a table (R29). Written beside and put in place when whole.
 * @returns the file, or null when the operator cancelled
 * @throws Failure `file-unwritable`
 */
export async function exportLog(job: ExportLogJob): Promise<string | null> {
  const { exportLog: words } = job.texts.native
  const options = {
    title: words.title,
    defaultPath: `${words.fileName}.csv`,
    filters: [{ name: words.csv, extensions: ['csv'] }],
  }
  const { filePath } = await (job.window
    ? dialog.showSaveDialog(job.window, options)
    : dialog.showSaveDialog(options))
  if (!filePath) return null
  const half = `${filePath}.part`
  try {
    await pipeline(Readable.from(lines(job)), createWriteStream(half))
    await rename(half, filePath)
    return filePath
  } catch (error) {
    await rm(half, { force: true })
    throw failure('file-unwritable', { file: filePath }, error)
  }
}

/** With a byte-order mark and semicolons: what Excel in Italy opens as a table. */
async function* lines({ store, texts, filter }: ExportLogJob): AsyncGenerator<string> {
  yield '\uFEFF'
  let before: number | null = null
  for (;;) {
    const page = await searchLog(store, texts, filter, before, 500)
    for (const entry of page) {
      const { message, remedy } = logText(texts, entry.message)
      const { at, lastAt, times, level, shopName, orderNumber } = entry
      yield `${[at, lastAt, times, level, shopName, orderNumber ?? '', message, remedy].map((value) => textCell(String(value))).join(';')}\r\n`
    }
    before = page.at(-1)?.id ?? null
    if (before === null || page.length < 500) return
  }
}
