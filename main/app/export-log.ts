import { textCell } from '../export/csv.ts'
import { writeWholeFile } from '../export/whole-file.ts'
import type { Store } from '../store/store.ts'
import { logText } from '../texts/index.ts'
import type { Texts } from '../texts/shape.ts'
import { statesOf } from '../texts/state-name.ts'
import type { LogFilter } from '../words/schemas.ts'
import type { Sender } from './ipc.ts'
import { searchLog } from './log-search.ts'
import { askWhere, datedName, windowOf } from './save-dialog.ts'

export interface ExportLogJob {
  readonly store: Store
  readonly texts: Texts
  readonly filter: LogFilter
  readonly sender: Sender
}

/**
 * Asks where and writes the log's entries as a table (R29).
 * @returns the file, or null when the operator cancelled
 * @throws Failure as `writeWholeFile` does
 */
export async function exportLog(job: ExportLogJob): Promise<string | null> {
  const { title, fileName, csv } = job.texts.native.exportLog
  const question = { title, defaultPath: datedName(fileName, 'csv'), kind: csv, endings: ['csv'] } as const
  const file = await askWhere(question, windowOf(job.sender))
  if (file !== null) await writeWholeFile(file, () => lines(job), new AbortController().signal)
  return file
}

/** With a byte-order mark and semicolons: what Excel in Italy opens as a table. */
async function* lines({ store, texts, filter }: ExportLogJob): AsyncGenerator<string> {
  yield '\uFEFF'
  const shops = await store.listShops()
  let before: number | null = null
  for (;;) {
    const page = await searchLog(store, texts, filter, before, 500)
    for (const entry of page) {
      const { message, remedy } = logText(texts, entry.message, statesOf(shops, entry.shopId))
      const { at, lastAt, times, level, shopName, orderNumber } = entry
      yield `${[at, lastAt, times, level, shopName, orderNumber ?? '', message, remedy].map((value) => textCell(String(value))).join(';')}\r\n`
    }
    before = page.at(-1)?.id ?? null
    if (before === null || page.length < 500) return
  }
}
